import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { decodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { lookedAt } from './find-comments.ts'
import { engagementSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let author: Viewer
let fan: Viewer
before(async () => {
  stage = await createStage()
  ;[author, fan] = [await stage.makeUser(), await stage.makeUser()]
})
after(() => stage.database.drop())

interface Comment {
  id: string
  parent: { id: string } | null
  replyTo: { id: string } | null
}
type Said = { comment: Comment | null; userErrors: { code: string; field: string[] }[] }

async function say(
  viewer: Viewer,
  postId: string,
  text: string,
  replyTo?: string,
  idempotencyKey?: string,
): Promise<Said> {
  const { createComment } = await stage.ask<{ createComment: Said }>(
    `mutation($input: CreateCommentInput!) { createComment(input: $input) {
      comment { id parent { id } replyTo { id } } userErrors { code field } } }`,
    { input: { postId, text, replyTo, idempotencyKey } },
    viewer,
  )
  return createComment
}

async function written(...args: Parameters<typeof say>): Promise<string> {
  return (await say(...args)).comment!.id
}

async function remove(viewer: Viewer, commentId: string): Promise<string[]> {
  const { deleteComment } = await stage.ask<{ deleteComment: { userErrors: { code: string }[] } }>(
    'mutation($input: DeleteCommentInput!) { deleteComment(input: $input) { deletedCommentId userErrors { code } } }',
    { input: { commentId } },
    viewer,
  )
  return deleteComment.userErrors.map(({ code }) => code)
}

interface Thread {
  text: string
  replyCount: number
  replies: { edges: { node: { text: string } }[] }
}
interface Conversation {
  commentCount: number
  commentsEnabled: boolean
  comments: { edges: { node: Thread }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}
const fields = `commentCount commentsEnabled comments(first: 20, after: $after) {
  edges { node { text mentions { start } replyCount replies(first: 20) { edges { node { text } } } } } pageInfo { hasNextPage endCursor } }`

async function conversation(postId: string, viewer: Viewer | null = null, after: string | null = null) {
  const { _entities } = await stage.ask<{ _entities: [Conversation] }>(
    `query($r: [_Any!]!, $after: String) { _entities(representations: $r) { ... on Post { ${fields} } } }`,
    { r: [{ __typename: 'Post', id: postId }], after },
    viewer,
  )
  return _entities[0]
}

/** Each thread as its first text, how many replies it says it has, and those listed. */
async function threads(postId: string, viewer: Viewer | null = null) {
  const { comments } = await conversation(postId, viewer)
  return comments.edges.map(({ node }) => [node.text, node.replyCount, ...node.replies.edges.map((e) => e.node.text)])
}

test('an answer to a reply joins the same thread and keeps whom it answers; the post lists threads, each its replies', async () => {
  const post = await stage.makePost(author)
  const head = await written(fan, post, 'where is this?')
  const reply = await say(author, post, 'Lisbon', head)
  assert.deepEqual([reply.comment?.parent?.id, reply.comment?.replyTo?.id], [head, head])
  const answer = await say(fan, post, 'thanks!', reply.comment!.id)
  assert.deepEqual([answer.comment?.parent?.id, answer.comment?.replyTo?.id], [head, reply.comment!.id])
  await written(fan, post, 'lovely')
  assert.deepEqual(await threads(post), [
    ['lovely', 0],
    ['where is this?', 2, 'Lisbon', 'thanks!'],
  ])
  assert.equal((await conversation(post)).commentCount, 4)
})

test('nobody answers a comment of another post, of a person they may not see, or one that is gone', async () => {
  const [post, other] = [await stage.makePost(author), await stage.makePost(author)]
  const blocked = await stage.makeUser()
  await stage.database.db.block.create({ data: { blockerId: fan.userId, blockedId: blocked.userId } })
  const gone = await written(author, post, 'soon gone')
  await remove(author, gone)
  for (const replyTo of [await written(author, other, 'elsewhere'), await written(blocked, post, 'hm'), gone, 'x']) {
    const { comment, userErrors } = await say(fan, post, 'really?', replyTo)
    assert.equal(comment, null)
    assert.deepEqual(userErrors, [{ code: 'COMMENT_NOT_FOUND', field: ['replyTo'] }], replyTo)
  }
  assert.equal((await conversation(post)).commentCount, 1)
})

test('a reply is hidden with the comment that starts its thread', async () => {
  const post = await stage.makePost(author)
  const rude = await stage.makeUser()
  const head = await written(rude, post, 'rude')
  const reply = await written(author, post, 'be kind', head)
  await stage.database.db.block.create({ data: { blockerId: fan.userId, blockedId: rude.userId } })
  const byId = async (viewer: Viewer) =>
    (
      await stage.ask<{ _entities: [unknown] }>(
        'query($r: [_Any!]!) { _entities(representations: $r) { ... on Comment { text } } }',
        { r: [{ __typename: 'Comment', id: reply }] },
        viewer,
      )
    )._entities[0]
  assert.deepEqual([await byId(author), await byId(fan)], [{ text: 'be kind' }, null])
  assert.deepEqual([await threads(post, author), await threads(post, fan)], [[['rude', 1, 'be kind']], []])
})

test('its author and the post’s delete a comment, nobody else; it leaves every count and list, once', async () => {
  const post = await stage.makePost(author)
  const [writer, stranger] = [await stage.makeUser(), await stage.makeUser()]
  const head = await written(writer, post, 'head')
  const [first, second] = [await written(fan, post, 'first', head), await written(fan, post, 'second', head)]
  assert.deepEqual(await remove(stranger, first), ['COMMENT_NOT_FOUND'])
  assert.deepEqual(await remove(writer, first), ['COMMENT_NOT_FOUND'])
  assert.deepEqual(await remove(fan, 'comment_zzzz'), ['COMMENT_NOT_FOUND'])
  for (let time = 0; time < 2; time += 1) assert.deepEqual(await remove(fan, first), [])
  assert.deepEqual(await threads(post), [['head', 1, 'second']])
  assert.equal((await conversation(post)).commentCount, 2)
  for (let time = 0; time < 2; time += 1) assert.deepEqual(await remove(author, head), [])
  assert.deepEqual(await threads(post), [])
  assert.equal((await conversation(post)).commentCount, 0)
  assert.deepEqual(await remove(fan, second), [])
  assert.equal((await conversation(post)).commentCount, 0)
})

test('replies, their deletions and that of their thread at once leave exact counts', async () => {
  const { db } = stage.deps
  for (let round = 0; round < 8; round += 1) {
    const post = await stage.makePost(author)
    const kept = await written(fan, post, 'kept')
    const head = await written(fan, post, 'head')
    const early = await Promise.all(['a', 'b', 'c', 'd'].map((text) => written(fan, post, text, head)))
    await Promise.all([
      ...Array.from({ length: 12 }, (_, n) => say(author, post, `late ${n}`, n % 3 ? head : early[n % 4])),
      ...early.flatMap((id) => [remove(fan, id), remove(author, id)]),
      remove(fan, head),
      remove(author, head),
      say(author, post, 'stays', kept),
    ])
    assert.equal((await conversation(post)).commentCount, 2)
    assert.deepEqual(await threads(post), [['kept', 1, 'stays']])
    const replies = await db.comment.count({ where: { threadId: decodeId('comment', head), deletedAt: null } })
    const { _sum } = await db.commentCounter.aggregate({
      where: { commentId: decodeId('comment', head)! },
      _sum: { replies: true },
    })
    assert.equal(_sum.replies, replies)
  }
})

test('closed comments refuse with a code and stay readable; only the post’s author closes and opens them', async () => {
  const post = await stage.makePost(author)
  const head = await written(fan, post, 'before', undefined, 'k')
  const enable = async (viewer: Viewer, enabled: boolean) => {
    type Answer = { post: { commentsEnabled: boolean } | null; userErrors: { code: string }[] }
    const { it } = await stage.ask<{ it: Answer }>(
      `mutation($input: SetCommentsEnabledInput!) { it: setCommentsEnabled(input: $input) {
        post { commentsEnabled } userErrors { code } } }`,
      { input: { postId: post, enabled } },
      viewer,
    )
    return it.post?.commentsEnabled ?? it.userErrors[0]?.code
  }
  assert.equal(await enable(fan, false), 'POST_NOT_FOUND')
  for (let time = 0; time < 2; time += 1) assert.equal(await enable(author, false), false)
  for (const viewer of [fan, author]) {
    for (const replyTo of [undefined, head]) {
      assert.deepEqual((await say(viewer, post, 'late', replyTo)).userErrors, [
        { code: 'COMMENTS_CLOSED', field: ['postId'] },
      ])
    }
  }
  assert.equal(await written(fan, post, 'before', undefined, 'k'), head)
  assert.partialDeepStrictEqual(await conversation(post), { commentCount: 1, commentsEnabled: false })
  assert.deepEqual(await threads(post), [['before', 0]])
  for (let time = 0; time < 2; time += 1) assert.equal(await enable(author, true), true)
  await written(fan, post, 'after', head)
})

test('reading past many comments of somebody blocked has an end, and goes on on the next page', async () => {
  const post = await stage.makePost(author)
  const loud = await stage.makeUser()
  await written(fan, post, 'below')
  await stage.deps.db.$executeRaw`
    insert into comments (post_id, author_id, text)
    select ${decodeId('post', post)}, ${loud.userId}, 'spam' from generate_series(1, ${lookedAt + 200}::int)`
  await written(author, post, 'above')
  await stage.database.db.block.create({ data: { blockerId: fan.userId, blockedId: loud.userId } })
  const first = await conversation(post, fan)
  assert.deepEqual(
    first.comments.edges.map(({ node }) => node.text),
    ['above'],
  )
  assert.equal(first.comments.pageInfo.hasNextPage, true)
  const second = await conversation(post, fan, first.comments.pageInfo.endCursor)
  assert.deepEqual(
    second.comments.edges.map(({ node }) => node.text),
    ['below'],
  )
  assert.equal(second.comments.pageInfo.hasNextPage, false)
})

test('a page of threads with replies costs as many statements as one thread', async () => {
  const posts = await Promise.all(
    [1, 12].map(async (amount) => {
      const post = await stage.makePost(author)
      for (let n = 0; n < amount; n += 1) {
        const head = await written(fan, post, `${n}`)
        await written(author, post, 'yes', head)
      }
      return post
    }),
  )
  const counted = openCountedDb(stage.database.url)
  const cost = async (postId: string) => {
    const statements = await counted.during(async () => {
      const { errors } = await executeSubgraph(
        engagementSubgraph,
        { ...stage.deps, db: counted.db },
        {
          query: `query($r: [_Any!]!, $after: String) { _entities(representations: $r) { ... on Post { ${fields} } } }`,
          variables: { r: [{ __typename: 'Post', id: postId }] },
          viewer: fan,
        },
      )
      assert.equal(errors, undefined)
    })
    return statements.length
  }
  const costs = [await cost(posts[0]!), await cost(posts[1]!)]
  await counted.db.$disconnect()
  assert.deepEqual(costs, [5, 5])
})
