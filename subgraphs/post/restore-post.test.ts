import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { executeSubgraph } from '@halide/subgraph-kit/index.ts'
import { deletePost } from './delete-post.ts'
import { restorePost } from './restore-post.ts'
import { postSubgraph } from './subgraph.ts'
import { type Answer, enterPostWorld, idOf, type PostWorld } from './test-world.ts'

let world: PostWorld
let ann: bigint
let bob: bigint
before(async () => {
  world = await enterPostWorld()
  ann = await world.person()
  bob = await world.person()
})
after(() => world.database.drop())

const receiptQuery = `mutation ($input: DeletePostInput!) {
  deletePost(input: $input) { receipt { database feeds cdn objects destroyedAfter } }
}`
const restoreQuery = `mutation ($input: RestorePostInput!) {
  restorePost(input: $input) { restoredPostId userErrors { code } }
}`
const emptyQueue = () => world.database.db.$executeRaw`
  select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs`
const isSeen = async (postId: string) =>
  (await world.ask(bob, 'query ($id: ID!) { post(id: $id) { id } }', { id: postId })).post !== null

test('the receipt tells the state of each layer and the day of destruction; asked again, how far it is', async () => {
  const postId = await world.published(ann)
  const ask = async (): Promise<Answer> =>
    (await world.ask(ann, receiptQuery, { input: { postId } })).deletePost.receipt
  const first = await ask()
  const { destroyedAfter, ...states } = first
  assert.deepEqual(states, { database: 'DONE', feeds: 'PENDING', cdn: 'PENDING', objects: 'SCHEDULED' })
  const days = (Date.parse(destroyedAfter) - Date.now()) / 86_400_000
  assert.ok(days > 29.99 && days <= 30, String(days))
  assert.deepEqual(await ask(), first)
  await emptyQueue()
  assert.deepEqual(await ask(), { ...first, feeds: 'DONE', cdn: 'DONE' })
  assert.equal((await world.ask(bob, receiptQuery, { input: { postId } })).deletePost.receipt, null)
})

test('only an admin restores: the post is seen again, and its fan-out is enqueued with it', async () => {
  const postId = await world.published(ann)
  await deletePost(world.deps, ann, idOf(postId))
  assert.equal(await isSeen(postId), false)
  for (const viewer of [ann, bob]) {
    assert.deepEqual(await world.refused(viewer, restoreQuery, { input: { postId } }), ['FORBIDDEN'])
  }
  assert.deepEqual(await world.refused(null, restoreQuery, { input: { postId } }), ['UNAUTHENTICATED'])
  await emptyQueue()
  const admin = async (id: string) => {
    const viewer = { userId: bob, sessionId: 1n, role: 'ADMIN' } as const
    const variables = { input: { postId: id } }
    const { data } = await executeSubgraph(postSubgraph, world.deps, { query: restoreQuery, variables, viewer })
    return (data as Answer).restorePost
  }
  for (let time = 0; time < 2; time += 1) {
    assert.deepEqual(await admin(postId), { restoredPostId: postId, userErrors: [] })
  }
  assert.deepEqual(await world.queue(), ['fan_out_post'])
  assert.equal(await isSeen(postId), true)
  assert.deepEqual(await admin('post_1'), { restoredPostId: null, userErrors: [{ code: 'POST_NOT_FOUND' }] })
})

test('a post deleted before it was READY goes on where it was when it is restored', async () => {
  const { db } = world.database
  const upload = await world.stored(ann)
  const { post } = await world.createPost(ann, { photos: [{ uploadId: upload.id }] })
  const id = idOf(post.id)
  await deletePost(world.deps, ann, id)
  await emptyQueue()
  await restorePost({ db }, id)
  assert.ok((await world.queue()).includes('process_photo'))
  // Its last photo was finished while it was deleted: then nothing else turns it READY.
  await deletePost(world.deps, ann, id)
  await db.photo.updateMany({ where: { postId: id }, data: { status: 'READY' } })
  await restorePost({ db }, id)
  assert.equal(await isSeen(post.id), true)
})
