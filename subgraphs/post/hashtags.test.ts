import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { encodeHashtagId } from '@halide/schema/hashtags.ts'
import { executeSubgraph } from '@halide/subgraph-kit/index.ts'
import { lookedAtForAPage } from './find-hashtags.ts'
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

const listQuery = `query ($name: String!, $first: Int!, $after: String) { hashtag(name: $name) {
  id name postCount posts(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
} }`

async function list(viewer: bigint | null, name: string, first = 20, after: string | null = null): Promise<Answer> {
  return (await world.ask(viewer, listQuery, { name, first, after })).hashtag
}

const idsIn = (hashtag: Answer): string[] => hashtag.posts.edges.map((edge: Answer) => edge.node.id)

async function search(viewer: bigint | null, prefix: string): Promise<string[]> {
  const query = 'query ($prefix: String!) { searchHashtags(prefix: $prefix) { edges { node { name } } } }'
  const { searchHashtags } = await world.ask(viewer, query, { prefix })
  return searchHashtags.edges.map((edge: Answer) => edge.node.name)
}

test('a post has the hashtags of its caption, and is found under each when it turns READY', async () => {
  const upload = await world.stored(ann)
  const { post } = await world.createPost(ann, { photos: [{ uploadId: upload.id }], caption: '#Sea, #日本 and #sea' })
  const tagsOf = 'query ($id: ID!) { post(id: $id) { hashtags { name } } }'
  const { post: own } = await world.ask(ann, tagsOf, { id: post.id })
  assert.deepEqual(own.hashtags, [{ name: 'sea' }, { name: '日本' }])
  assert.deepEqual(idsIn(await list(ann, 'sea')), [], 'not READY: in no list')
  await world.deps.db.$executeRaw`update posts set status = 'READY', position = next_id() where id = ${idOf(post.id)}`
  for (const name of ['sea', '#SEA', '日本']) assert.deepEqual(idsIn(await list(bob, name)), [post.id], name)
  assert.equal(await list(bob, 'two words'), null)
  assert.deepEqual(idsIn(await list(bob, 'unused')), [])
})

test('paging goes by the time of publication and meets each post once', async () => {
  const ids: string[] = []
  for (const _ of Array(5)) ids.unshift(await world.published(ann, 1, 'one of #five'))
  const met: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const page = await list(bob, 'five', 2, after)
    met.push(...idsIn(page))
    more = page.posts.pageInfo.hasNextPage
    after = page.posts.pageInfo.endCursor
  }
  assert.deepEqual(met, ids)
})

test('no count, list or search tells of posts that may not be seen', async () => {
  const [loner, fan] = [await world.person(), await world.person()]
  const { db } = world.deps
  await db.$executeRaw`insert into follows (follower_id, followee_id) values (${fan}, ${loner})`
  await db.$executeRaw`update users set private_since = now() where id = ${loner}`
  const id = await world.published(loner, 1, '#whisper #whispering')
  const seen = async (viewer: bigint | null) => {
    const { postCount, ...rest } = await list(viewer, 'whisper')
    return [postCount, idsIn({ ...rest }).length, (await search(viewer, 'whis')).length]
  }
  assert.deepEqual(await seen(fan), [0, 1, 2])
  for (const viewer of [bob, null]) assert.deepEqual(await seen(viewer), [0, 0, 0])
  await db.$executeRaw`update users set private_since = null where id = ${loner}`
  for (const viewer of [fan, bob, null]) assert.deepEqual(await seen(viewer), [1, 1, 2])
  await db.$executeRaw`insert into mutes (muter_id, muted_id) values (${fan}, ${loner})`
  assert.deepEqual(await seen(fan), [1, 0, 0])
  await db.$executeRaw`update posts set deleted_at = now() where id = ${idOf(id)}`
  for (const viewer of [fan, bob, null]) assert.deepEqual(await seen(viewer), [0, 0, 0])
  await db.$executeRaw`delete from posts where id = ${idOf(id)}`
  assert.equal(await db.$executeRaw`delete from post_hashtags where name like 'whisper%'`, 0)
})

test('a hashtag full of hidden posts is read in bounded steps, and those below them are reached', async () => {
  const hidden = await world.person()
  const below = await world.published(ann, 1, '#crowded')
  const { db } = world.deps
  const many = lookedAtForAPage + 10
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position)
    select n, ${hidden}, '#crowded', 'READY', (1::bigint << 60) + n
    from generate_series(1, ${many}::int) n`
  await db.$executeRaw`select tag_post(id, '{crowded}') from posts where author_id = ${hidden}`
  await db.$executeRaw`update users set private_since = now() where id = ${hidden}`
  const first = await list(bob, 'crowded', 2)
  assert.deepEqual([idsIn(first), first.posts.pageInfo.hasNextPage], [[], true])
  const second = await list(bob, 'crowded', 2, first.posts.pageInfo.endCursor)
  assert.deepEqual([idsIn(second), second.posts.pageInfo.hasNextPage], [[below], false])
})

test('search shows the exact name first, then what is used most, and nothing for what begins no name', async () => {
  for (const caption of ['#wavelength', '#waves', '#waves #wave', '#wavy']) await world.published(ann, 1, caption)
  assert.deepEqual(await search(bob, '#Wave'), ['wave', 'waves', 'wavelength'])
  assert.deepEqual(await search(null, 'wav'), ['waves', 'wave', 'wavelength', 'wavy'])
  for (const text of ['', '%', 'w_v', '#']) assert.deepEqual(await search(bob, text), [], text)
  const page = `query ($after: String) { searchHashtags(prefix: "wav", first: 3, after: $after) {
    edges { node { name } } pageInfo { hasNextPage endCursor } } }`
  const { searchHashtags: first } = await world.ask(bob, page)
  assert.equal(first.pageInfo.hasNextPage, true)
  const { searchHashtags: rest } = await world.ask(bob, page, { after: first.pageInfo.endCursor })
  assert.deepEqual([rest.edges.length, rest.pageInfo.hasNextPage], [1, false])
})

test('following a hashtag is the viewer’s own, and twice is once', async () => {
  const change = async (viewer: bigint, verb: string, name: string) => {
    const query = `mutation ($name: String!) { it: ${verb}Hashtag(input: { name: $name }) {
      hashtag { name viewerIsFollowing } userErrors { code field } } }`
    return (await world.ask(viewer, query, { name })).it
  }
  const followed = async (viewer: bigint) => {
    const { followedHashtags } = await world.ask(viewer, '{ followedHashtags { edges { node { name } } } }')
    return followedHashtags.edges.map((edge: Answer) => edge.node.name)
  }
  for (const name of ['dusk', '#Dawn', 'dawn']) {
    const { hashtag } = await change(ann, 'follow', name)
    assert.equal(hashtag.viewerIsFollowing, true)
  }
  assert.deepEqual([await followed(ann), await followed(bob)], [['dawn', 'dusk'], []])
  for (const _ of [1, 2]) assert.equal((await change(ann, 'unfollow', 'dusk')).hashtag.viewerIsFollowing, false)
  assert.deepEqual(await followed(ann), ['dawn'])
  assert.deepEqual(await change(ann, 'follow', '7'), {
    hashtag: null,
    userErrors: [{ code: 'INVALID', field: ['name'] }],
  })
  await world.deps.db.$executeRaw`
    insert into hashtag_follows (user_id, name) select ${bob}, 'n' || n from generate_series(1, 1000) n`
  assert.equal((await change(bob, 'follow', 'n7')).hashtag.name, 'n7')
  assert.deepEqual((await change(bob, 'follow', 'more')).userErrors, [{ code: 'TOO_MANY', field: ['name'] }])
  assert.deepEqual(await world.refused(null, '{ followedHashtags { edges { cursor } } }'), ['UNAUTHENTICATED'])
})

test('a hashtag is a node under an id of its own', async () => {
  const { node } = await world.ask(bob, 'query ($id: ID!) { node(id: $id) { ... on Hashtag { id name } } }', {
    id: encodeHashtagId('sea'),
  })
  assert.deepEqual({ ...node }, { id: encodeHashtagId('sea'), name: 'sea' })
})

test('the lists and counts of many hashtags are one statement each', async () => {
  const counted = openCountedDb(world.database.url)
  const statements = await counted.during(async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const query = `{ ${names.map((name) => `${name}: hashtag(name: "${name}") { postCount viewerIsFollowing posts { edges { cursor } } }`)} }`
    const viewer = { userId: ann, sessionId: 1n, role: 'USER' } as const
    const { errors } = await executeSubgraph(postSubgraph, { ...world.deps, db: counted.db }, { query, viewer })
    assert.equal(errors, undefined)
  })
  await counted.db.$disconnect()
  assert.equal(statements.length, 3, statements.join('\n'))
})
