import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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
  post: { id: string; likeCount: number; viewerHasLiked: boolean } | null
  userErrors: { code: string }[]
}

async function change(verb: 'like' | 'unlike', viewer: Viewer, postId: string): Promise<Outcome> {
  const { it } = await stage.ask<{ it: Outcome }>(
    `mutation($postId: ID!) { it: ${verb}Post(input: { postId: $postId }) {
      post { id likeCount viewerHasLiked } userErrors { code }
    } }`,
    { postId },
    viewer,
  )
  return it
}

async function likeCount(postId: string): Promise<number> {
  const { _entities } = await stage.ask<{ _entities: [{ likeCount: number }] }>(
    'query($r: [_Any!]!) { _entities(representations: $r) { ... on Post { likeCount } } }',
    { r: [{ __typename: 'Post', id: postId }] },
  )
  return _entities[0].likeCount
}

test('liking twice counts once, and unliking twice takes one back', async () => {
  const fan = await stage.makeUser()
  const id = await stage.makePost(author)
  const liked = { post: { id, likeCount: 1, viewerHasLiked: true }, userErrors: [] }
  const unliked = { post: { id, likeCount: 0, viewerHasLiked: false }, userErrors: [] }
  assert.deepEqual(await change('like', fan, id), liked)
  assert.deepEqual(await change('like', fan, id), liked)
  assert.deepEqual(await change('unlike', fan, id), unliked)
  assert.deepEqual(await change('unlike', fan, id), unliked)
  assert.match(await stage.registry.metrics(), /instagram_likes_total\{.*\} 1$/m)
})

test('a hundred likes and unlikes at once leave exactly as many as there are likers', async () => {
  const id = await stage.makePost(author)
  const fans = await Promise.all(Array.from({ length: 25 }, () => stage.makeUser()))
  await Promise.all(fans.flatMap((fan) => [1, 2, 3, 4].map(() => change('like', fan, id))))
  assert.equal(await likeCount(id), 25)
  await Promise.all(
    fans.flatMap((fan, n) =>
      n < 10 ? [1, 2].map(() => change('unlike', fan, id)) : [change('like', fan, id), change('unlike', fan, id)],
    ),
  )
  const likers = await stage.deps.db.like.count({ where: { postId: decodeId('post', id)! } })
  assert.equal(await likeCount(id), likers)
  assert.ok(likers <= 15)
})

test('likes are taken by posts that the viewer may see, and by no other', async () => {
  const fan = await stage.makeUser()
  const unready = await stage.makePost(author, 'PROCESSING')
  const deleted = await stage.makePost(author)
  await stage.deps.db.$executeRaw`update posts set deleted_at = now() where id = ${decodeId('post', deleted)}`
  const leaver = await stage.makeUser()
  const orphaned = await stage.makePost(leaver)
  await stage.deps.db.$executeRaw`update users set deleted_at = now() where id = ${leaver.userId}`

  const code = async (viewer: Viewer, id: string) => (await change('like', viewer, id)).userErrors[0]?.code
  for (const id of [unready, deleted, orphaned, encodeId('post', 999_999n), encodeId('user', fan.userId), 'x']) {
    assert.equal(await code(fan, id), 'POST_NOT_FOUND', id)
    assert.deepEqual((await change('unlike', fan, id)).userErrors, [{ code: 'POST_NOT_FOUND' }])
  }
  assert.equal(await code(author, unready), undefined)
  assert.equal(await code(author, deleted), 'POST_NOT_FOUND')
  assert.equal(await code(leaver, await stage.makePost(author)), 'POST_NOT_FOUND')
  assert.equal(await stage.deps.db.like.count({ where: { userId: { in: [fan.userId, leaver.userId] } } }), 0)
})

test('who is not signed in likes nothing, and sees the count', async () => {
  const id = await stage.makePost(author)
  await change('like', await stage.makeUser(), id)
  const { errors } = await executeSubgraph(engagementSubgraph, stage.deps, {
    query: `mutation { likePost(input: { postId: "${id}" }) { userErrors { code } } }`,
  })
  assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  assert.equal(await likeCount(id), 1)
})
