import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { passportHeader, sealPassport } from '@halide/schema/passport.ts'
import { createFieldCoverage } from './field-coverage.ts'
import { fetchImage, imagesOf } from './images.ts'
import { smallPhoto, tornPhoto } from './photos.ts'
import { noPrometheus, type Prometheus, startPrometheus } from './prometheus.ts'
import { accountDeletion, avatars, dataExport, secondFactor } from './whole-api-account.ts'
import { conversation, pushes } from './whole-api-conversation.ts'
import { hashtags, moderation, people, saves } from './whole-api-discovery.ts'
import { jobs } from './whole-api-jobs.ts'
import { live } from './whole-api-live.ts'
import { everyMetricIsThere, everyMetricIsTold, referenceQueriesAnswer } from './whole-api-metrics.ts'
import { type Cast, idsOf, type Page, pageInfo } from './whole-api-pages.ts'
import { accounts, following, relations } from './whole-api-people.ts'
import { stories } from './whole-api-stories.ts'
import { startWorld, type World } from './world.ts'

// Every field of the public API, asked for through the gateway as an app would, with all subgraphs in its process, of which there are two; then the same
// with no Redis, and each subgraph in a process of its own.

const subgraphs = ['user', 'post', 'feed', 'engagement', 'jobs'] as const

for (const redis of process.env.TEST_REDIS_URL ? [true, false] : [false]) {
  test(`the whole API is right ${redis ? 'with' : 'without any'} Redis`, { timeout: 300_000 }, async (t) => {
    const world = await startWorld({ redis, subgraphsInProcess: redis, env: { GATEWAY_PROCESSES: '2' } })
    const prometheus = redis && !noPrometheus ? await watch(world) : null
    try {
      assert.equal(world.redisUrl !== null, redis)
      const coverage = createFieldCoverage()
      const [ada, ben] = await Promise.all(['ada', 'ben'].map((handle) => world.person(handle)))
      for (const person of [ada!, ben!]) coverage.watch(person)
      const cast = { world, ada: ada!, ben: ben! }
      await t.test('every process is ready', () => allReady(world))
      await t.test('accounts and sessions', () => accounts(cast))
      await t.test('second factor', () => secondFactor(cast))
      await t.test('pictures of accounts', () => avatars(cast))
      await t.test('following', () => following(cast))
      await t.test('private accounts, blocks and mutes', () => relations(cast))
      await t.test('posts, their photos, and feeds', () => posts(cast))
      await t.test('searching people', () => people(cast))
      await t.test('hashtags', () => hashtags(cast))
      await t.test('saved posts and collections', () => saves(cast))
      await t.test('likes and comments', () => engagement(cast))
      await t.test('threads of comments', () => conversation(cast))
      await t.test('pushes', () => pushes(cast))
      await t.test('stories', () => stories(cast))
      await t.test('reports and moderation', () => moderation(cast))
      await t.test('live updates', () => live(cast))
      await t.test('deletion and restoring', () => deletion(cast))
      await t.test('views, and what people are told', () => viewsAndNotifications(cast))
      await t.test('jobs, for admins', () => jobs(cast))
      await t.test('a data export', () => dataExport(cast))
      await t.test('an account deleted and restored', () => accountDeletion(cast))
      const skip = redis ? noPrometheus : 'feeds are not cached'
      await t.test("the reference's queries", { skip }, () => referenceQueriesAnswer(prometheus!, ada!, ben!))
      await t.test('every metric that is documented', () => everyMetricIsTold(world))
      await t.test('every metric of dashboard and alerts', { skip: !redis }, () => everyMetricIsThere(world))
      await t.test('subgraphs answer the gateway alone', () => (redis ? noDoor(cast) : door(cast)))
      await t.test('no field of the API was left out', () => assert.deepEqual(coverage.unasked(), []))
    } finally {
      await prometheus?.stop()
      await world.stop()
    }
  })
}

async function watch(world: World): Promise<Prometheus> {
  const targets = world.services.map((name) => [name, Number(new URL(world.url(name)).port)])
  return startPrometheus({ targets: Object.fromEntries(targets), everySeconds: 2 })
}

async function allReady(world: World): Promise<void> {
  for (const name of world.services) {
    const { status } = await fetch(`${world.url(name)}/health/ready`)
    assert.equal(status, 200, name)
  }
}

async function posts({ ada, ben }: Cast): Promise<void> {
  const file = await smallPhoto(11)
  const upload = await ada.upload(file)
  const uploaded = await ada.gql<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Upload { id postId status url expiresAt } } }',
    { id: upload.uploadId },
  )
  assert.partialDeepStrictEqual(uploaded.node, { id: upload.uploadId, postId: upload.postId, status: 'STORED' })
  const ids: string[] = []
  for (const seed of [12, 13, 14]) {
    const photo = { ...(await smallPhoto(seed)), altText: `Tiles ${seed}`, filter: 'MOON' }
    const { id } = await ada.post(seed === 12 ? [photo, await smallPhoto(15)] : [photo], `Picture ${seed} #tiles`)
    assert.deepEqual(await ada.processed(id), { status: 'READY', failure: null })
    ids.unshift(id)
  }
  const torn = await ada.post([await tornPhoto()])
  assert.equal((await ada.processed(torn.id)).failure?.code, 'CORRUPT_IMAGE')

  type Post = { id: string; caption: string; photos: { id: string; altText: string }[]; author: { id: string } }
  const card = `id caption status createdAt publishedAt author { id } notice failure { code message }
    photos { id altText filter width height blurhash image { url width height } }`
  const { nodes } = await ben.gql<{ nodes: (Post | null)[] }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post { ${card} } ... on Photo { id altText } } }`,
    { ids: [...ids, torn.id] },
  )
  assert.deepEqual(
    nodes.map((post) => post && [post.id, post.caption, post.author.id, post.photos.length]),
    [...ids.map((id, i) => [id, `Picture ${14 - i} #tiles`, ada.id, i === 2 ? 2 : 1]), null],
  )
  type Original = { status: string; readyAt: null; url: string; byteSize: number; contentType: string }
  type Photos = { post: { photos: { original: Original | null }[] } }
  const original = `query ($id: ID!) { post(id: $id) { photos {
    original { status readyAt url byteSize contentType } } } }`
  const [own] = (await ada.gql<Photos>(original, { id: ids[0] })).post.photos
  const { bytes } = await smallPhoto(14)
  const expected = { status: 'AVAILABLE', readyAt: null, byteSize: bytes.length, contentType: 'image/jpeg' }
  assert.partialDeepStrictEqual(own?.original, expected)
  assert.ok((await fetchImage(own!.original!.url)).bytes.equals(bytes))
  const [others] = (await ben.gql<Photos>(original, { id: ids[0] })).post.photos
  assert.equal(others?.original, null)
  for (const { url } of await imagesOf(ben, ids[0]!)) assert.equal((await fetchImage(url)).status, 200, url)

  await eventually(async () => assert.deepEqual((await ben.homeFeed()).ids, ids))
  const feed = `query ($after: String) { homeFeed(first: 2, after: $after) { edges { cursor node { id } } ${pageInfo} } }`
  const newest = await ben.gql<{ homeFeed: Page<{ id: string }> }>(feed)
  assert.deepEqual(idsOf(newest.homeFeed), ids.slice(0, 2))
  const { endCursor, hasNextPage } = newest.homeFeed.pageInfo
  assert.equal(hasNextPage, true)
  const older = await ben.gql<{ homeFeed: Page<{ id: string }> }>(feed, { after: endCursor })
  assert.deepEqual(idsOf(older.homeFeed), ids.slice(2))
  assert.equal(older.homeFeed.pageInfo.hasNextPage, false)
  await ben.unfollow(ada)
  assert.deepEqual((await ben.homeFeed()).ids, [])
  await ben.follow(ada)
  assert.deepEqual((await ben.homeFeed()).ids, ids)

  type Profile = { user: { postCount: number; posts: Page<{ id: string }> } }
  const profile = `query ($id: ID!, $after: String) { user(id: $id) { postCount
    posts(first: 2, after: $after) { edges { cursor node { id } } ${pageInfo} } } }`
  const { user } = await ben.gql<Profile>(profile, { id: ada.id })
  assert.equal(user.postCount, 3)
  assert.deepEqual(idsOf(user.posts), ids.slice(0, 2))
  const rest = await ben.gql<Profile>(profile, { id: ada.id, after: user.posts.pageInfo.endCursor })
  assert.deepEqual(idsOf(rest.user.posts), ids.slice(2))
}

async function engagement({ ada, ben }: Cast): Promise<void> {
  const [postId = assert.fail()] = (await ben.homeFeed()).ids
  type Liked = { post: { likeCount: number; viewerHasLiked: boolean } }
  const like = 'post { likeCount viewerHasLiked }'
  for (const person of [ada, ben, ben]) await person.mutate<Liked>('likePost', { postId }, like)
  const taken = await ada.mutate<Liked>('unlikePost', { postId }, like)
  assert.deepEqual(taken.post, { likeCount: 1, viewerHasLiked: false })
  const written: string[] = []
  for (const text of ['Well seen.', 'Where is this?']) {
    const comment = 'comment { id text createdAt author { id } post { id } } post { commentCount }'
    const said = await ben.mutate<{ comment: { id: string } }>('createComment', { postId, text }, comment)
    written.unshift(said.comment.id)
  }
  const query = `query ($postId: ID!, $after: String) { post(id: $postId) { likeCount commentCount viewerHasLiked
    comments(first: 1, after: $after) { edges { cursor node { id text createdAt author { handle } post { id } } } ${pageInfo} } } }`
  type Data = {
    post: { likeCount: number; commentCount: number; viewerHasLiked: boolean; comments: Page<{ id: string }> }
  }
  const { post } = await ben.gql<Data>(query, { postId })
  assert.deepEqual([post.likeCount, post.commentCount, post.viewerHasLiked], [1, 2, true])
  assert.deepEqual(idsOf(post.comments), written.slice(0, 1))
  const rest = await ben.gql<Data>(query, { postId, after: post.comments.pageInfo.endCursor })
  assert.deepEqual(idsOf(rest.post.comments), written.slice(1))
}

async function deletion({ world, ada, ben }: Cast): Promise<void> {
  const { ids } = await ben.homeFeed()
  const [postId = assert.fail(), ...others] = ids
  type Deleted = { deletedPostId: string; receipt: Record<string, string> }
  const receipt = 'deletedPostId receipt { database feeds cdn objects destroyedAfter }'
  const deleted = await ada.mutate<Deleted>('deletePost', { postId }, receipt)
  assert.equal(deleted.receipt.database, 'DONE')
  assert.deepEqual((await ben.homeFeed()).ids, others)
  const gone = await ben.gql<{ post: null }>('query ($id: ID!) { post(id: $id) { id } }', { id: postId })
  assert.equal(gone.post, null)
  await world.sql(`update users set role = 'ADMIN' where handle = 'ben'`)
  await ben.signIn('ben', 'a password for journeys')
  await ben.mutate('restorePost', { postId }, 'restoredPostId')
  await eventually(async () => assert.deepEqual((await ben.homeFeed()).ids, ids))
}

async function viewsAndNotifications({ world, ada, ben }: Cast): Promise<void> {
  const { ids } = await ben.homeFeed()
  const viewed = await ben.mutate<{ postIds: string[] }>('recordViews', { postIds: [...ids, 'post_1'] }, 'postIds')
  assert.deepEqual(viewed.postIds, ids)
  await ada.mutate('recordViews', { postIds: ids.slice(0, 1) }, 'postIds')
  type Viewed = { nodes: { viewCount: number }[] }
  const counts = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post { viewCount } } }'
  const { nodes } = await ben.gql<Viewed>(counts, { ids })
  assert.deepEqual(
    nodes.map(({ viewCount }) => viewCount),
    ids.map((_, at) => (at === 0 ? 2 : 1)),
  )

  await world.sql(`update users set reach = 'CELEBRITY' where handle = 'ada'`)
  const { id } = await ada.post([await smallPhoto(16)], 'Told to all')
  await ada.processed(id)
  type Told = { id: string; kind: string }
  type Data = { notifications: Page<Told> & { unreadCount: number } }
  const query = `query ($first: Int!) { notifications(first: $first) { unreadCount
    edges { cursor node { id kind createdAt isRead count actor { handle } actors { handle } post { id caption } comment { text } } }
    ${pageInfo} } }`
  await eventually(async () => {
    const { notifications } = await ben.gql<Data>(query, { first: 1 })
    assert.partialDeepStrictEqual(notifications.edges[0]?.node, {
      kind: 'POST_PUBLISHED',
      actor: { handle: 'ada' },
      post: { id, caption: 'Told to all' },
      isRead: false,
    })
  })
  const hers = (await ada.gql<Data>(query, { first: 20 })).notifications
  const kinds = hers.edges.map(({ node }) => node.kind)
  for (const kind of ['LIKE', 'COMMENT', 'FOLLOW', 'FOLLOW_REQUEST']) {
    assert.equal(kinds.includes(kind), kind !== 'FOLLOW_REQUEST', `${kind} of ${kinds}`)
  }
  assert.equal(hers.unreadCount, kinds.length)
  const upTo = hers.edges[0]?.node.id
  const marked = await ada.mutate<{ unreadCount: number }>('markNotificationsRead', { upTo }, 'unreadCount')
  assert.equal(marked.unreadCount, 0)
}

/** For what follows from a job. The test's time limit bounds it. */
async function eventually(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await check()
    } catch (error) {
      if (tries === 100) throw error
      await sleep(50)
    }
  }
}

/** Subgraphs in the gateway's process listen nowhere. */
async function noDoor({ world }: Cast): Promise<void> {
  for (const name of subgraphs) await assert.rejects(fetch(world.url(name)), { message: 'fetch failed' }, name)
}

/** A subgraph that is called past the gateway refuses, whatever the caller shows. */
async function door({ world, ada }: Cast): Promise<void> {
  const viewer = { userId: '1', sessionId: '1', role: 'ADMIN' } as const
  const caller = { client: null, address: '127.0.0.1' }
  const passport = { requestId: 'r', viewer, caller, expiresAt: Date.now() + 60_000 }
  const attempts: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${ada.accessToken}` },
    { [passportHeader]: sealPassport(passport, randomBytes(32).toString('base64url')) },
  ]
  for (const name of subgraphs) {
    for (const headers of attempts) {
      const answer = await fetch(`${world.url(name)}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ __typename _service { sdl } }' }),
      })
      assert.equal(answer.status, 403, name)
      const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] }
      assert.equal(errors[0]?.extensions.code, 'FORBIDDEN')
    }
  }
}
