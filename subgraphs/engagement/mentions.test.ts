import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '@halide/schema/ids.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { parseMentions } from './parse-mentions.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let ann: Viewer
let ben: Viewer
let post: string
before(async () => {
  stage = await createStage()
  ;[ann, ben] = [await stage.makeUser('ann'), await stage.makeUser('ben.k')]
  post = await stage.makePost(ann)
})
after(() => stage.database.drop())

interface Mention {
  user: { id: string }
  start: number
  end: number
}

/** Whom a comment mentions for a viewer: the part of the text, and who that is. */
async function mentioned(writer: Viewer, text: string, viewer: Viewer | null = null) {
  type Said = { createComment: { comment: { id: string } | null; userErrors: { code: string; field: string[] }[] } }
  const { createComment } = await stage.ask<Said>(
    'mutation($input: CreateCommentInput!) { createComment(input: $input) { comment { id } userErrors { code field } } }',
    { input: { postId: post, text } },
    writer,
  )
  if (!createComment.comment) return createComment.userErrors
  const { _entities } = await stage.ask<{ _entities: [{ mentions: Mention[] }] }>(
    'query($r: [_Any!]!) { _entities(representations: $r) { ... on Comment { mentions { user { id } start end } } } }',
    { r: [{ __typename: 'Comment', id: createComment.comment.id }] },
    viewer,
  )
  return _entities[0].mentions.map(({ user, start, end }) => [text.slice(start, end), user.id])
}

const idOf = ({ userId }: Viewer) => encodeId('user', userId)

test('names with an @ are found where a reader sees them, and nowhere else', () => {
  const names = (text: string) => parseMentions(text).map(({ start, end }) => text.slice(start, end))
  assert.deepEqual(names('@ann, (@ben.k) and @Cat_9.'), ['@ann', '@ben.k', '@Cat_9'])
  assert.deepEqual(names('📷@ann'), ['@ann'])
  assert.deepEqual(names('ann@halide.example x@ann @@ann @ann@x /@ann @an @annß ü@ann @\u212Aatie'), [])
  assert.deepEqual(names(`@${'a'.repeat(31)} @${'b'.repeat(30)}`), [`@${'b'.repeat(30)}`])
})

test('mentions resolve to people, as often as they are named, and unknown names to nobody', async () => {
  assert.deepEqual(await mentioned(ann, '📷 @BEN.K and @ann: see @ben.k, @nobody'), [
    ['@BEN.K', idOf(ben)],
    ['@ann', idOf(ann)],
    ['@ben.k', idOf(ben)],
  ])
})

test('nobody is mentioned whom the writer may not see, nor shown to whom the reader may not', async () => {
  const [shy, reader] = [await stage.makeUser('shy'), await stage.makeUser('reader')]
  await stage.database.db.block.create({ data: { blockerId: shy.userId, blockedId: ann.userId } })
  await stage.database.db.block.create({ data: { blockerId: reader.userId, blockedId: ben.userId } })
  assert.deepEqual(await mentioned(ann, 'hello @shy @reader', reader), [['@reader', idOf(reader)]])
  assert.deepEqual(await mentioned(ann, '@ben.k @reader', reader), [['@reader', idOf(reader)]])
})

test('a comment mentions up to twenty people', async () => {
  const names = (count: number) => Array.from({ length: count }, (_, n) => `@person${n}`).join(' ')
  assert.deepEqual(await mentioned(ann, names(20)), [])
  assert.deepEqual(await mentioned(ann, names(21)), [{ code: 'INVALID', field: ['text'] }])
})
