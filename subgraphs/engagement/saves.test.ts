import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { lookedAt } from './find-comments.ts'
import { engagementSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let author: Viewer
before(async () => {
  stage = await createStage()
  stage.deps.collectionLimits = { collections: 3, posts: 4 }
  author = await stage.makeUser()
})
after(() => stage.database.drop())

interface Payload {
  collection?: { id: string; name: string; postCount: number } | null
  post?: { viewerHasSaved: boolean } | null
  deletedCollectionId?: string | null
  userErrors: { code: string }[]
}

/** Runs one mutation of this file's; `selection` is its payload's. */
async function act(viewer: Viewer, mutation: string, input: object, selection = ''): Promise<Payload> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`
  const { it } = await stage.ask<{ it: Payload }>(
    `mutation($input: ${type}!) { it: ${mutation}(input: $input) { ${selection} userErrors { code } } }`,
    { input },
    viewer,
  )
  return it
}

const collection = 'collection { id name postCount }'
const codeOf = ({ userErrors }: Payload) => userErrors[0]?.code ?? null

interface Page {
  edges: { node: { id: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const page = 'edges { node { id } } pageInfo { hasNextPage endCursor }'
const idsIn = ({ edges }: Page) => edges.map(({ node }) => node.id)

async function saved(viewer: Viewer, first = 20, after: string | null = null): Promise<Page> {
  const query = `query($first: Int!, $after: String) { savedPosts(first: $first, after: $after) { ${page} } }`
  return (await stage.ask<{ savedPosts: Page }>(query, { first, after }, viewer)).savedPosts
}

async function inCollection(viewer: Viewer | null, id: string): Promise<{ postCount: number; posts: Page } | null> {
  const { _entities } = await stage.ask<{ _entities: [{ postCount: number; posts: Page } | null] }>(
    `query($r: [_Any!]!) { _entities(representations: $r) { ... on Collection { postCount posts { ${page} } } } }`,
    { r: [{ __typename: 'Collection', id }] },
    viewer,
  )
  return _entities[0]
}

async function make(viewer: Viewer, name: string): Promise<string> {
  return (await act(viewer, 'createCollection', { name }, collection)).collection!.id
}

test('saved posts are the viewer’s own, the latest saved first, and saving twice is once', async () => {
  const [fan, other] = [await stage.makeUser(), await stage.makeUser()]
  const posts = [await stage.makePost(author), await stage.makePost(author), await stage.makePost(author)]
  for (const postId of [posts[2], posts[0], posts[1], posts[0]]) {
    const { post, userErrors } = await act(fan, 'savePost', { postId }, 'post { viewerHasSaved }')
    assert.deepEqual([post, userErrors], [{ viewerHasSaved: true }, []])
  }
  const first = await saved(fan, 2)
  assert.deepEqual([idsIn(first), first.pageInfo.hasNextPage], [[posts[1], posts[0]], true])
  assert.deepEqual(idsIn(await saved(fan, 2, first.pageInfo.endCursor)), [posts[2]])
  assert.deepEqual(idsIn(await saved(other)), [])
  for (const _ of [1, 2]) {
    const { post } = await act(fan, 'unsavePost', { postId: posts[0] }, 'post { viewerHasSaved }')
    assert.deepEqual(post, { viewerHasSaved: false })
  }
  assert.deepEqual(idsIn(await saved(fan)), [posts[1], posts[2]])
})

test('a saved post that may not be seen is in no list and no count, and comes back', async () => {
  const [owner, fan] = [await stage.makeUser(), await stage.makeUser()]
  const [kept, post] = [await stage.makePost(author), await stage.makePost(owner)]
  const id = await make(fan, 'both')
  for (const postId of [kept, post]) await act(fan, 'addToCollection', { collectionId: id, postId })
  const seen = async () => {
    const { postCount, posts } = (await inCollection(fan, id))!
    return [idsIn(await saved(fan)).length, postCount, idsIn(posts).length]
  }
  const { db } = stage.deps
  assert.deepEqual(await seen(), [2, 2, 2])
  await db.$executeRaw`update users set private_since = now() where id = ${owner.userId}`
  assert.deepEqual(await seen(), [1, 1, 1])
  assert.equal(codeOf(await act(fan, 'savePost', { postId: post })), 'POST_NOT_FOUND')
  await db.$executeRaw`update users set private_since = null where id = ${owner.userId}`
  assert.deepEqual(await seen(), [2, 2, 2])
  await db.$executeRaw`insert into mutes (muter_id, muted_id) values (${fan.userId}, ${owner.userId})`
  assert.deepEqual(await seen(), [2, 2, 2], 'a mute takes nothing away that was chosen')
  await db.$executeRaw`insert into blocks (blocker_id, blocked_id) values (${owner.userId}, ${fan.userId})`
  assert.deepEqual(await seen(), [1, 1, 1])
})

test('reading past many saved posts that are gone goes on in bounded steps', async () => {
  const fan = await stage.makeUser()
  const post = await stage.makePost(author)
  await act(fan, 'savePost', { postId: post })
  await stage.deps.db.$executeRaw`
    insert into saves (user_id, post_id) select ${fan.userId}, n from generate_series(1000000, ${1_000_000 + lookedAt}::int) n`
  const first = await saved(fan)
  assert.deepEqual([idsIn(first), first.pageInfo.hasNextPage], [[], true])
  const rest = await saved(fan, 20, first.pageInfo.endCursor)
  assert.deepEqual([idsIn(rest), rest.pageInfo.hasNextPage], [[post], false])
})

test('a collection is made, renamed and deleted by its owner, and seen by nobody else', async () => {
  const [owner, other] = [await stage.makeUser(), await stage.makeUser()]
  const id = await make(owner, '  Light  ')
  assert.equal(await make(owner, 'Light'), id, 'the same name is the same collection')
  const dark = await make(owner, 'Dark')
  assert.equal(codeOf(await act(owner, 'renameCollection', { collectionId: dark, name: 'Light' })), 'NAME_TAKEN')
  const renamed = await act(owner, 'renameCollection', { collectionId: dark, name: 'Night' }, collection)
  assert.equal(renamed.collection?.name, 'Night')
  for (const name of ['', ' ', 'x'.repeat(51), 'a\0b', 'a\nb']) {
    assert.equal(codeOf(await act(owner, 'createCollection', { name })), 'INVALID', JSON.stringify(name))
  }
  const post = await stage.makePost(author)
  await act(owner, 'addToCollection', { collectionId: id, postId: post })
  assert.deepEqual(idsIn((await inCollection(owner, id))!.posts), [post])
  for (const viewer of [other, null]) assert.equal(await inCollection(viewer, id), null)
  for (const [mutation, input] of [
    ['renameCollection', { collectionId: id, name: 'Mine' }],
    ['deleteCollection', { collectionId: id }],
    ['addToCollection', { collectionId: id, postId: post }],
    ['removeFromCollection', { collectionId: id, postId: post }],
    ['deleteCollection', { collectionId: 'x' }],
  ] as const) {
    assert.equal(codeOf(await act(other, mutation, input)), 'COLLECTION_NOT_FOUND', mutation)
  }
  assert.equal(
    (await act(owner, 'deleteCollection', { collectionId: id }, 'deletedCollectionId')).deletedCollectionId,
    id,
  )
  assert.equal(await inCollection(owner, id), null)
  assert.deepEqual(idsIn(await saved(owner)), [post], 'its posts stay saved')
})

test('adding saves, removing does not unsave, and unsaving takes a post out of every collection', async () => {
  const fan = await stage.makeUser()
  const post = await stage.makePost(author)
  const ids = [await make(fan, 'a'), await make(fan, 'b')]
  for (const collectionId of ids) {
    const added = await act(
      fan,
      'addToCollection',
      { collectionId, postId: post },
      `${collection} post { viewerHasSaved }`,
    )
    assert.deepEqual([added.collection?.postCount, added.post], [1, { viewerHasSaved: true }])
  }
  const removed = await act(fan, 'removeFromCollection', { collectionId: ids[0], postId: post }, collection)
  assert.deepEqual([removed.collection?.postCount, idsIn(await saved(fan))], [0, [post]])
  await act(fan, 'unsavePost', { postId: post })
  assert.equal((await inCollection(fan, ids[1]!))?.postCount, 0)
  const gone = encodeId('post', 999_999n)
  assert.equal(codeOf(await act(fan, 'addToCollection', { collectionId: ids[1], postId: gone })), 'POST_NOT_FOUND')
})

test('limits hold, also when many are made or added at once', async () => {
  const fan = await stage.makeUser()
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, n) => act(fan, 'createCollection', { name: `c${n}` }, collection)),
  )
  const ids = made.flatMap((payload) => payload.collection?.id ?? [])
  assert.equal(ids.length, 3)
  assert.deepEqual(made.map(codeOf).filter(Boolean), Array(5).fill('TOO_MANY'))
  const posts = await Promise.all(Array.from({ length: 8 }, () => stage.makePost(author)))
  const added = await Promise.all(posts.map((postId) => act(fan, 'addToCollection', { collectionId: ids[0], postId })))
  assert.deepEqual(added.map(codeOf).filter(Boolean), Array(4).fill('TOO_MANY'))
  const [within] = idsIn((await inCollection(fan, ids[0]!))!.posts)
  assert.equal(codeOf(await act(fan, 'addToCollection', { collectionId: ids[0], postId: within })), null)
})

test('who is gone or not signed in keeps nothing', async () => {
  const leaver = await stage.makeUser()
  const post = await stage.makePost(author)
  await stage.deps.db.$executeRaw`update users set deleted_at = now() where id = ${leaver.userId}`
  assert.equal(codeOf(await act(leaver, 'savePost', { postId: post })), 'POST_NOT_FOUND')
  for (const [query, viewer] of [
    ['mutation { createCollection(input: { name: "x" }) { userErrors { code } } }', leaver],
    ['{ savedPosts { edges { cursor } } }', null],
    ['{ collections { edges { cursor } } }', null],
  ] as const) {
    const { errors } = await executeSubgraph(engagementSubgraph, stage.deps, { query, viewer })
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  }
  assert.equal(await stage.deps.db.save.count({ where: { postId: decodeId('post', post)! } }), 0)
})
