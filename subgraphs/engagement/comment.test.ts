import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { engagementSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let author: Viewer
before(async () => {
  stage = await createStage()
  author = await stage.makeUser()
})
after(() => stage.database.drop())

interface Outcome {
  comment: { id: string; text: string; author: { id: string }; post: { id: string } } | null
  post: { commentCount: number } | null
  userErrors: { code: string; field: string[] }[]
}

async function comment(viewer: Viewer, postId: string, text: string, idempotencyKey?: string): Promise<Outcome> {
  const { createComment } = await stage.ask<{ createComment: Outcome }>(
    `mutation($input: CreateCommentInput!) { createComment(input: $input) {
      comment { id text author { id } post { id } } post { commentCount } userErrors { code field }
    } }`,
    { input: { postId, text, idempotencyKey } },
    viewer,
  )
  return createComment
}

interface Page {
  edges: { node: { text: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

async function comments(postId: string, first: number, after: string | null, viewer: Viewer | null = null) {
  const { _entities } = await stage.ask<{ _entities: [{ comments: Page } | null] }>(
    `query($r: [_Any!]!, $first: Int!, $after: String) { _entities(representations: $r) { ... on Post {
      comments(first: $first, after: $after) { edges { node { text } } pageInfo { hasNextPage endCursor } }
    } } }`,
    { r: [{ __typename: 'Post', id: postId }], first, after },
    viewer,
  )
  return _entities[0]?.comments ?? null
}

test('a comment is trimmed, counted, and leads to its author and post', async () => {
  const fan = await stage.makeUser()
  const post = await stage.makePost(author)
  const { comment: made, post: on, userErrors } = await comment(fan, post, '  what light! \n')
  assert.deepEqual(userErrors, [])
  assert.equal(made?.text, 'what light!')
  assert.equal(made.author.id, encodeId('user', fan.userId))
  assert.equal(made.post.id, post)
  assert.equal(on?.commentCount, 1)
})

test('a text has 1 to 2,200 characters as people count them', async () => {
  const post = await stage.makePost(author)
  assert.deepEqual((await comment(author, post, '📷'.repeat(2_200))).userErrors, [])
  for (const text of ['', ' \n ', '📷'.repeat(2_201), 'nul\0']) {
    const { comment: made, userErrors } = await comment(author, post, text)
    assert.equal(made, null)
    assert.deepEqual(userErrors, [{ code: 'INVALID', field: ['text'] }])
  }
})

test('the same key answers the first comment again, also many times at once', async () => {
  const [fan, other] = [await stage.makeUser(), await stage.makeUser()]
  const post = await stage.makePost(author)
  const counted = async () => (await stage.registry.getSingleMetric('instagram_comments_total')!.get()).values[0]!.value
  const before = await counted()
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => comment(fan, post, `try ${n}`, 'k1')))
  assert.equal(new Set(answers.map((answer) => answer.comment?.id)).size, 1)
  assert.equal((await comment(fan, await stage.makePost(author), 'elsewhere', 'k1')).comment?.post.id, post)
  assert.notEqual((await comment(other, post, 'mine', 'k1')).comment?.id, answers[0]!.comment?.id)
  const last = await comment(fan, post, 'another', 'k2')
  assert.equal(last.post?.commentCount, 3)
  assert.equal((await counted()) - before, 3)
  assert.deepEqual((await comment(fan, post, 'x', 'k'.repeat(101))).userErrors, [
    { code: 'INVALID', field: ['idempotencyKey'] },
  ])
})

test('nobody comments on what they may not see', async () => {
  const fan = await stage.makeUser()
  const unready = await stage.makePost(author, 'PROCESSING')
  for (const id of [unready, encodeId('post', 999_999n), 'x']) {
    assert.deepEqual((await comment(fan, id, 'hello')).userErrors, [{ code: 'POST_NOT_FOUND', field: ['postId'] }])
  }
  assert.deepEqual((await comment(author, unready, 'note to self')).userErrors, [])
})

test('paging through comments meets each once, the latest first, without those of deleted people', async () => {
  const post = await stage.makePost(author)
  const leaver = await stage.makeUser()
  for (const n of [1, 2, 3, 4, 5]) await comment(n === 3 ? leaver : author, post, `${n}`)
  await stage.deps.db.$executeRaw`update users set deleted_at = now() where id = ${leaver.userId}`
  const met: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const page: Page | null = await comments(post, 3, after)
    met.push(...page!.edges.map(({ node }) => node.text))
    more = page!.pageInfo.hasNextPage
    after = page!.pageInfo.endCursor
  }
  assert.deepEqual(met, ['5', '4', '2', '1'])
})

test('a post that goes takes its comments along, whichever way they are asked for', async () => {
  const post = await stage.makePost(author)
  const { comment: made } = await comment(author, post, 'soon gone')
  const byId = () =>
    stage.ask<{ _entities: unknown[] }>(
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Comment { text } } }',
      { r: [{ __typename: 'Comment', id: made?.id }] },
    )
  assert.deepEqual((await byId())._entities, [{ text: 'soon gone' }])
  await stage.deps.db.$executeRaw`update posts set deleted_at = now() where id = ${decodeId('post', post)}`
  assert.deepEqual((await byId())._entities, [null])
  assert.equal(await comments(post, 3, null), null)
  assert.equal(await comments(post, 3, null, author), null)
})

test('twenty posts with counts and first comments cost as many statements as five', async () => {
  const fan = await stage.makeUser()
  const posts = await Promise.all(Array.from({ length: 20 }, () => stage.makePost(author)))
  for (const post of posts) for (const text of ['a', 'b', 'c']) await comment(fan, post, text)
  const counted = openCountedDb(stage.database.url)
  const cost = (amount: number) =>
    counted.during(async () => {
      const { data, errors } = await executeSubgraph(
        engagementSubgraph,
        { ...stage.deps, db: counted.db },
        {
          query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on Post {
          likeCount commentCount viewerHasLiked comments(first: 2) { edges { node { text author { id } } } }
        } } }`,
          variables: { r: posts.slice(0, amount).map((id) => ({ __typename: 'Post', id })) },
          viewer: fan,
        },
      )
      assert.equal(errors, undefined)
      const { _entities: found } = data as { _entities: { commentCount: number; comments: Page }[] }
      assert.equal(found.length, amount)
      for (const post of found) {
        assert.equal(post.commentCount, 3)
        assert.deepEqual(
          post.comments.edges.map(({ node }) => node.text),
          ['c', 'b'],
        )
      }
    })
  const [five, twenty] = [await cost(5), await cost(20)]
  await counted.db.$disconnect()
  assert.equal(twenty.length, five.length)
  assert.equal(five.length, 2, five.join('\n'))
})

test('the token of an account that is deleted or suspended says and likes nothing more', async () => {
  const post = await stage.makePost(author)
  for (const end of [{ deletedAt: new Date() }, { suspendedAt: new Date() }]) {
    const leaver = await stage.makeUser()
    await stage.database.db.user.update({ where: { id: leaver.userId }, data: end })
    assert.equal((await comment(leaver, post, 'still here')).userErrors[0]?.code, 'POST_NOT_FOUND')
    const like = `mutation { likePost(input: { postId: "${post}" }) { userErrors { code } } }`
    const { likePost } = await stage.ask<{ likePost: { userErrors: object[] } }>(like, {}, leaver)
    assert.deepEqual(likePost.userErrors, [{ code: 'POST_NOT_FOUND' }])
  }
  assert.deepEqual((await comments(post, 10, null))?.edges, [])
})
