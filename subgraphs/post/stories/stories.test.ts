import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph } from '@halide/subgraph-kit/index.ts'
import { postSubgraph } from '../subgraph.ts'
import { type Answer, enterPostWorld, idOf, type PostWorld, userRef } from '../test-world.ts'
import { mostStories } from './create-story.ts'

let world: PostWorld
before(async () => {
  world = await enterPostWorld()
})
after(() => world.database.drop())

const person = () => world.person()
const follow = (followerId: bigint, followeeId: bigint) =>
  world.database.db.follow.create({ data: { followerId, followeeId } })

async function create(author: bigint, input: object): Promise<Answer> {
  const query = `mutation ($input: CreateStoryInput!) {
    createStory(input: $input) { story { id status expiresAt photo { id image { url } } } userErrors { code field } } }`
  return (await world.ask(author, query, { input })).createStory
}

const processing = async (author: bigint) =>
  (await create(author, { photo: { uploadId: (await world.stored(author)).id, altText: 'a harbour' } })).story

/** A READY story, as process-photo leaves it. */
async function published(author: bigint): Promise<string> {
  const { id } = await processing(author)
  await world.finished(idOf(id))
  const { db } = world.deps
  await db.$executeRaw`update posts set status = 'READY' where id = ${idOf(id)}`
  await db.$executeRaw`update stories set expires_at = now() + interval '24 hours' where post_id = ${idOf(id)}`
  return id
}

const tray = async (viewer: bigint, first = 50): Promise<[string, boolean][]> => {
  const query = 'query ($first: Int!) { storyTray(first: $first) { hasUnseen expiresAt author { id } } }'
  const { storyTray } = await world.ask(viewer, query, { first })
  return storyTray.map(({ author, hasUnseen }: Answer) => [author.id, hasUnseen])
}
const see = async (viewer: bigint, storyId: string) => {
  const query = `mutation ($input: MarkStorySeenInput!) {
    markStorySeen(input: $input) { story { viewerHasSeen } userErrors { code } } }`
  return (await world.ask(viewer, query, { input: { storyId } })).markStorySeen
}
const storiesOf = async (viewer: bigint | null, author: bigint, args = ''): Promise<Answer> => {
  const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on User {
    stories${args} { edges { cursor node { id status viewerHasSeen photo { altText image { url } } } } pageInfo { hasNextPage endCursor } } } } }`
  return (await world.ask(viewer, query, { refs: [userRef(author)] }))._entities[0].stories
}
const idsIn = (page: Answer): string[] => page.edges.map(({ node }: Answer) => node.id)

/** Whether each path to a story or its photo shows it. */
async function paths(viewer: bigint | null, author: bigint, storyId: string, photoId: string): Promise<boolean[]> {
  const query = `query ($story: ID!, $photo: ID!, $refs: [_Any!]!) {
    story: node(id: $story) { id } photo: node(id: $photo) { id } nodes(ids: [$story]) { id }
    _entities(representations: $refs) { ... on Story { photo { id } } ... on Photo { id } } }`
  const refs = [
    { __typename: 'Story', id: storyId },
    { __typename: 'Photo', id: photoId },
  ]
  const { story, photo, nodes, _entities } = await world.ask(viewer, query, { story: storyId, photo: photoId, refs })
  const listed = idsIn(await storiesOf(viewer, author)).includes(storyId)
  return [story, photo, ...nodes, ..._entities, listed].map(Boolean)
}
const everywhere = Array(6).fill(true)
const nowhere = Array(6).fill(false)

test('a story is its author’s until it is READY, then everybody’s until it expires', async () => {
  const [ann, bob] = [await person(), await person()]
  const { id, status, photo } = await processing(ann)
  assert.deepEqual([status, photo.image], ['PROCESSING', null])
  assert.deepEqual(await paths(ann, ann, id, photo.id), everywhere)
  for (const viewer of [bob, null]) assert.deepEqual(await paths(viewer, ann, id, photo.id), nowhere)
  await world.finished(idOf(id))
  await world.deps.db.$executeRaw`update posts set status = 'READY' where id = ${idOf(id)}`
  await world.deps.db.$executeRaw`update stories set expires_at = now() + interval '1 hour' where post_id = ${idOf(id)}`
  for (const viewer of [ann, bob, null]) assert.deepEqual(await paths(viewer, ann, id, photo.id), everywhere)
  const [{ node }] = (await storiesOf(bob, ann)).edges
  assert.equal(node.photo.altText, 'a harbour')
  assert.match(node.photo.image.url, /^http:\/\/media\.test\/photos\//)
  await world.deps.db.$executeRaw`update stories set expires_at = now() where post_id = ${idOf(id)}`
  for (const viewer of [ann, bob, null]) assert.deepEqual(await paths(viewer, ann, id, photo.id), nowhere)
})

test('no field about posts shows a story, and none about stories a post', async () => {
  const [ann, bob] = [await person(), await person()]
  const [story, post] = [await published(ann), await world.published(ann)]
  const asPost = encodeId('post', idOf(story))
  const asStory = encodeId('story', idOf(post))
  const query = `query ($asPost: ID!, $asStory: ID!, $refs: [_Any!]!) {
    post(id: $asPost) { id } a: node(id: $asPost) { id } b: node(id: $asStory) { id }
    _entities(representations: $refs) { ... on Post { id } ... on Story { id } ... on User {
      postCount posts { edges { node { id } } } stories { edges { node { id } } } } } }`
  const refs = [{ __typename: 'Post', id: asPost }, { __typename: 'Story', id: asStory }, userRef(ann)]
  for (const viewer of [ann, bob]) {
    const seen = await world.ask(viewer, query, { asPost, asStory, refs })
    assert.deepEqual([seen.post, seen.a, seen.b, ...seen._entities.slice(0, 2)], [null, null, null, null, null])
    const { postCount, posts, stories } = seen._entities[2]
    assert.deepEqual([postCount, idsIn(posts), idsIn(stories)], [1, [post], [story]])
  }
  const deletePost = 'mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedPostId } }'
  const deleteStory = 'mutation ($input: DeleteStoryInput!) { deleteStory(input: $input) { deletedStoryId } }'
  assert.equal((await world.ask(ann, deletePost, { input: { postId: asPost } })).deletePost.deletedPostId, null)
  const wrong = await world.ask(ann, deleteStory, { input: { storyId: asStory } })
  assert.equal(wrong.deleteStory.deletedStoryId, null)
})

test('only its author deletes a story, once; it is gone with the next read and leaves the CDN', async () => {
  const [ann, bob] = [await person(), await person()]
  const id = await published(ann)
  await world.deps.db.$executeRaw`delete from graphile_worker._private_jobs`
  const query = `mutation ($input: DeleteStoryInput!) { deleteStory(input: $input) { deletedStoryId userErrors { code } } }`
  const remove = async (viewer: bigint) => (await world.ask(viewer, query, { input: { storyId: id } })).deleteStory
  assert.deepEqual(await remove(bob), { deletedStoryId: null, userErrors: [{ code: 'STORY_NOT_FOUND' }] })
  for (let time = 0; time < 2; time += 1) assert.equal((await remove(ann)).deletedStoryId, id)
  assert.deepEqual(await world.queue(), ['purge_post'])
  assert.deepEqual(idsIn(await storiesOf(ann, ann)), [])
})

test('a key answers the first story, also when asked five times at once, and is another one for posts', async () => {
  const ann = await person()
  const upload = await world.stored(ann)
  const input = { photo: { uploadId: upload.id }, idempotencyKey: 'once' }
  const answers = await Promise.all(Array.from({ length: 5 }, () => create(ann, input)))
  assert.deepEqual(new Set(answers.map(({ story }) => story.id)).size, 1)
  const post = { photos: [{ uploadId: (await world.stored(ann)).id }], idempotencyKey: 'once' }
  assert.notEqual(idOf((await world.createPost(ann, post)).post.id), idOf(answers[0].story.id))
  const again = await create(ann, { photo: { uploadId: upload.id } })
  assert.deepEqual(again.userErrors, [{ code: 'UPLOAD_USED', field: ['photo', 'uploadId'] }])
})

test('an account has a bounded number of stories at a time', async () => {
  const ann = await person()
  await published(ann)
  const { db } = world.deps
  await db.$executeRaw`
    with made as (insert into posts (id, author_id, caption, kind) select next_id(), ${ann}, '', 'STORY'
      from generate_series(2, ${mostStories}::int) returning id)
    insert into stories (post_id, author_id) select id, ${ann} from made`
  const upload = await world.stored(ann)
  const { story, userErrors } = await create(ann, { photo: { uploadId: upload.id } })
  assert.deepEqual([story, userErrors], [null, [{ code: 'TOO_MANY', field: null }]])
})

test('the tray has the viewer first, then who has something new, each by the latest story; not the muted', async () => {
  const [ann, bob, cat, dan, eve, fay] = await Promise.all(Array.from({ length: 6 }, person))
  for (const followee of [bob!, cat!, dan!, eve!]) await follow(ann!, followee)
  const handles = (ids: bigint[]) => ids.map((id) => encodeId('user', id))
  assert.deepEqual(await tray(ann!), [])
  const own = await published(ann!)
  const ofBob = await published(bob!)
  for (const author of [cat!, dan!, fay!]) await published(author)
  await processing(eve!)
  // dan's is the latest of those followed, cat's the one before.
  assert.deepEqual(await tray(ann!), [
    [encodeId('user', ann!), false],
    ...handles([dan!, cat!, bob!]).map((id) => [id, true]),
  ])
  await published(bob!)
  assert.deepEqual(
    (await tray(ann!)).map(([id]) => id),
    handles([ann!, bob!, dan!, cat!]),
  )
  for (const { node } of (await storiesOf(ann!, dan!)).edges) await see(ann!, node.id)
  await see(ann!, ofBob)
  assert.deepEqual(await tray(ann!), [
    [encodeId('user', ann!), false],
    [encodeId('user', bob!), true],
    [encodeId('user', cat!), true],
    [encodeId('user', dan!), false],
  ])
  await world.database.db.mute.create({ data: { muterId: ann!, mutedId: bob! } })
  assert.deepEqual(
    (await tray(ann!, 2)).map(([id]) => id),
    handles([ann!, cat!]),
  )
  assert.equal((await storiesOf(ann!, bob!)).edges.length, 2, 'muted is not blocked')
  await world.deps.db.$executeRaw`update stories set expires_at = now() where post_id = ${idOf(own)}`
  assert.deepEqual((await tray(ann!))[0], [encodeId('user', cat!), true])
  assert.deepEqual(await world.refused(null, '{ storyTray { hasUnseen } }'), ['UNAUTHENTICATED'])
})

test('who has seen a story is its author’s to know, each once, the latest first', async () => {
  const [ann, bob, cat, dan] = await Promise.all(Array.from({ length: 4 }, person))
  const id = await published(ann!)
  const seen = { story: { viewerHasSeen: true }, userErrors: [] }
  await Promise.all(Array.from({ length: 5 }, () => see(bob!, id)))
  for (const viewer of [bob!, cat!, dan!, ann!]) assert.deepEqual(await see(viewer, id), seen)
  const viewers = async (viewer: bigint, args = '') => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Story { viewerHasSeen viewerCount
      viewers${args} { edges { cursor seenAt node { id } } pageInfo { hasNextPage endCursor } } } } }`
    return (await world.ask(viewer, query, { id })).node
  }
  assert.deepEqual(await viewers(bob!), { viewerHasSeen: true, viewerCount: null, viewers: null })
  const page = await viewers(ann!, '(first: 2)')
  assert.equal(page.viewerCount, 3)
  assert.deepEqual(idsIn(page.viewers), [encodeId('user', dan!), encodeId('user', cat!)])
  assert.ok(Math.abs(Date.now() - Date.parse(page.viewers.edges[0].seenAt)) < 60_000)
  const rest = await viewers(ann!, `(first: 2, after: "${page.viewers.pageInfo.endCursor}")`)
  assert.deepEqual([idsIn(rest.viewers), rest.viewers.pageInfo.hasNextPage], [[encodeId('user', bob!)], false])
  await world.database.db.block.create({ data: { blockerId: cat!, blockedId: ann! } })
  const blocked = await viewers(ann!)
  assert.deepEqual([blocked.viewerCount, idsIn(blocked.viewers).length], [2, 2])
})

test('nobody marks what is not to be seen', async () => {
  const [ann, bob] = [await person(), await person()]
  const { id } = await processing(ann)
  const gone = { story: null, userErrors: [{ code: 'STORY_NOT_FOUND' }] }
  for (const storyId of [id, 'story_1', 'nonsense']) assert.deepEqual(await see(bob, storyId), gone)
  assert.equal(await world.deps.db.storyView.count({ where: { viewerId: bob } }), 0)
})

test('the stories of many accounts, photos and images too, cost two statements; pages go on', async () => {
  const [ann, bob] = [await person(), await person()]
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) ids.push(await published(ann))
  await published(bob)
  const first = await storiesOf(null, ann, '(first: 2)')
  assert.deepEqual([idsIn(first), first.pageInfo.hasNextPage], [ids.slice(0, 2), true])
  const rest = await storiesOf(null, ann, `(first: 2, after: "${first.pageInfo.endCursor}")`)
  assert.deepEqual([idsIn(rest), rest.pageInfo.hasNextPage], [ids.slice(2), false])
  const { db, during } = openCountedDb(world.database.url)
  const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on User {
    stories { edges { node { viewerHasSeen photo { image { url } } } } } } } }`
  const statements = await during(() =>
    executeSubgraph(postSubgraph, { ...world.deps, db }, { query, variables: { refs: [userRef(ann), userRef(bob)] } }),
  )
  assert.equal(statements.length, 2)
  await db.$disconnect()
})
