import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '@halide/schema/ids.ts'
import { type Answer, enterPostWorld, idOf, type PostWorld, userRef } from './test-world.ts'

let world: PostWorld
let ann: bigint
let bob: bigint
before(async () => {
  world = await enterPostWorld()
  ann = await world.person()
  bob = await world.person()
})
after(() => world.database.drop())

const deletePost = async (viewer: bigint, postId: string) => {
  const query =
    'mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedPostId userErrors { code } } }'
  return (await world.ask(viewer, query, { input: { postId } })).deletePost
}

/** Every path that leads to a post or its photo, asked by one viewer: what each shows. */
async function paths(viewer: bigint | null, author: bigint, postId: string, photoId: string): Promise<unknown[]> {
  const query = `query ($post: ID!, $photo: ID!, $ids: [ID!]!, $refs: [_Any!]!) {
    post(id: $post) { id }
    node(id: $post) { id }
    photo: node(id: $photo) { id }
    nodes(ids: $ids) { id }
    _entities(representations: $refs) {
      ... on Post { id } ... on Photo { id } ... on User { postCount posts { edges { node { id } } } }
    }
  }`
  const refs = [{ __typename: 'Post', id: postId }, { __typename: 'Photo', id: photoId }, userRef(author)]
  const variables = { post: postId, photo: photoId, ids: [postId, photoId], refs }
  const { post, node, photo, nodes, _entities } = await world.ask(viewer, query, variables)
  const [asPost, asPhoto, user] = _entities
  const edge = user.posts.edges.find((edge: Answer) => edge.node.id === postId)
  return [post, node, photo, ...nodes, asPost, asPhoto, edge].map((found) => Boolean(found))
}
const everywhere = Array(8).fill(true)
const nowhere = Array(8).fill(false)

async function processing(author: bigint) {
  const upload = await world.stored(author)
  const { post } = await world.createPost(author, { photos: [{ uploadId: upload.id }] })
  return { postId: post.id as string, photoId: post.photos[0].id as string }
}

test('on every path a post that is not READY is seen by its author only', async () => {
  const { postId, photoId } = await processing(ann)
  assert.deepEqual(await paths(ann, ann, postId, photoId), everywhere)
  assert.deepEqual(await paths(bob, ann, postId, photoId), nowhere)
  assert.deepEqual(await paths(null, ann, postId, photoId), nowhere)
  await world.deps.db.$executeRaw`update posts set status = 'READY', position = next_id() where id = ${idOf(postId)}`
  assert.deepEqual(await paths(bob, ann, postId, photoId), everywhere)
  assert.deepEqual(await paths(null, ann, postId, photoId), everywhere)
})

test('on every path a deleted post is gone for all with the next read', async () => {
  const { postId, photoId } = await processing(ann)
  await world.deps.db.$executeRaw`update posts set status = 'READY', position = next_id() where id = ${idOf(postId)}`
  assert.deepEqual(await deletePost(ann, postId), { deletedPostId: postId, userErrors: [] })
  for (const viewer of [ann, bob, null]) assert.deepEqual(await paths(viewer, ann, postId, photoId), nowhere)
})

test('on every path the posts of a deleted account are gone', async () => {
  const gone = await world.person()
  const { postId, photoId } = await processing(gone)
  await world.deps.db.$executeRaw`update posts set status = 'READY', position = next_id() where id = ${idOf(postId)}`
  await world.database.db.user.update({ where: { id: gone }, data: { deletedAt: new Date() } })
  assert.deepEqual(await paths(bob, gone, postId, photoId), nowhere)
})

test('only the author deletes, once: the job that clears the feeds is enqueued with it', async () => {
  const { postId } = await processing(ann)
  const retractions = async () => (await world.queue()).filter((name) => name === 'retract_post').length
  const before = await retractions()
  const refusal = { deletedPostId: null, userErrors: [{ code: 'POST_NOT_FOUND' }] }
  assert.deepEqual(await deletePost(bob, postId), refusal)
  assert.deepEqual(await deletePost(ann, 'post_1'), refusal)
  assert.deepEqual(await deletePost(ann, 'nonsense'), refusal)
  assert.equal(await retractions(), before)
  for (let time = 0; time < 2; time += 1) assert.equal((await deletePost(ann, postId)).deletedPostId, postId)
  assert.equal(await retractions(), before + 1)
})

test('an upload is seen by its owner only', async () => {
  const { id } = await world.stored(ann)
  const query = `query ($id: ID!, $refs: [_Any!]!) {
    node(id: $id) { ... on Upload { status } } _entities(representations: $refs) { ... on Upload { status } }
  }`
  const see = async (viewer: bigint | null) => {
    const { node, _entities } = await world.ask(viewer, query, { id, refs: [{ __typename: 'Upload', id }] })
    return [node?.status, _entities[0]?.status]
  }
  assert.deepEqual(await see(ann), ['STORED', 'STORED'])
  assert.deepEqual(await see(bob), [undefined, undefined])
  assert.deepEqual(await see(null), [undefined, undefined])
})

test('nodes keep their order, name what lives elsewhere, and are null for what is unknown', async () => {
  const post = await world.published(ann)
  const ids = ['nonsense', encodeId('comment', 5n), post, encodeId('user', bob), 'post_1', 'lens_1', 'post_', post]
  const { nodes } = await world.ask(bob, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })
  assert.deepEqual(
    nodes.map((node: Answer) => node?.id ?? null),
    [null, ids[1], post, ids[3], null, null, null, post],
  )
  assert.deepEqual(nodes.map((node: Answer) => node?.__typename).filter(Boolean), ['Comment', 'Post', 'User', 'Post'])
  const many = Array.from({ length: 101 }, () => post)
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
  assert.deepEqual(await world.refused(bob, query, { ids: many }), ['BAD_USER_INPUT'])
})

test("a FAILED post tells its author why, in the API's own codes", async () => {
  const { postId } = await processing(ann)
  await world.deps.db.post.update({
    where: { id: idOf(postId) },
    data: { status: 'FAILED', failureCode: 'CORRUPT_IMAGE', failureMessage: 'damaged' },
  })
  const { post } = await world.ask(ann, 'query ($id: ID!) { post(id: $id) { status failure { code message } } }', {
    id: postId,
  })
  assert.deepEqual({ ...post.failure }, { code: 'CORRUPT_IMAGE', message: 'damaged' })
})
