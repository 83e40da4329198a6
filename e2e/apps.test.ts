import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Client, putBytes, type Variables } from '@halide/local/client.ts'
import { buildSchema, introspectionFromSchema } from 'graphql'
import { apolloFeed } from './clients/apollo.ts'
import type { FeedClient, FeedClientOptions } from './clients/feed-client.ts'
import { recordFor } from './clients/recorder.ts'
import { relayFeed } from './clients/relay.ts'
import { urqlFeed } from './clients/urql.ts'
import { documentedOperations } from './documented.ts'
import type { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import { startWorld, type World } from './world.ts'

// The clients that web and mobile apps are built on drive the real gateway: each pages a feed into its normalised cache, by ids of
// operations that it registered, and sees a mutation's outcome in the cached feed.

const folder = new URL('clients/', import.meta.url)
const registered = ['persisted.json', 'relay/compiled/persisted.json'].map((file) => new URL(file, folder).pathname)
const schema = introspectionFromSchema(
  buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8')),
)

const posts = 5
const pageSize = 2
let world: World
let ben: Person
let newestFirst: string[]
before(async () => {
  world = await startWorld({ subgraphsInProcess: true, env: { PERSISTED_MANIFESTS: registered.join() } })
  const eve = await world.person('eve')
  ben = await world.person('ben')
  await ben.follow(eve)
  const ids: string[] = []
  for (let seed = 0; seed < posts; seed++) {
    const { id } = await eve.post([await smallPhoto(seed)], `Picture ${seed}`)
    await eve.processed(id)
    ids.push(id)
  }
  newestFirst = ids.reverse()
})
after(() => world?.stop())

test('the ten operations of docs/api.md do what it says', { timeout: 180_000 }, async () => {
  const operations = documentedOperations()
  assert.equal(operations.size, 10)
  const app = new Client(world.graphqlUrl)
  await app.signUp({ handle: 'ada', email: 'ada@halide.example', password: 'silver-halide-1839' })
  app.accessToken = null
  const run = async <Payload>(name: string, values: Record<string, string> = {}, input: Variables = {}) => {
    const { text, variables } = operations.get(name)!
    const filled = variables(values)
    const data = await app.gql<Record<string, Payload & { userErrors?: unknown[] }>>(
      text,
      filled.input ? { input: { ...filled.input, ...input } } : filled,
    )
    operations.delete(name)
    const [payload] = Object.values(data)
    assert.deepEqual(payload?.userErrors ?? [], [], name)
    return payload!
  }

  type Signed = { session: { accessToken: string; refreshToken: string } }
  const signedIn = await run<Signed>('SignIn')
  const { session } = await run<Signed>('RefreshSession', { 'session.refreshToken': signedIn.session.refreshToken })
  app.accessToken = session.accessToken

  const photo = await smallPhoto(77)
  const md5 = createHash('md5').update(photo.bytes).digest('hex')
  const promise = { byteSize: photo.bytes.length, contentType: photo.contentType }
  const { upload } = await run<{ upload: { id: string; url: string } }>(
    'CreateUpload',
    { '32 hex digits': md5 },
    promise,
  )
  await putBytes(upload.url, photo)
  const keys = { 'upload.id': upload.id, 'made up': 'a key' }
  const { post } = await run<{ post: { id: string } }>('CreatePost', keys)
  await app.processed(post.id)
  const ofPost = { 'post.id': post.id }
  const found = await run<{ status: string; caption: string }>('Post', ofPost)
  assert.deepEqual([found.status, found.caption], ['READY', 'Hello #world'])

  app.accessToken = (await world.person('cai')).accessToken
  const { id } = await run<{ id: string }>('Profile')
  type Followed = { user: { viewerIsFollowing: boolean } }
  assert.equal((await run<Followed>('FollowUser', { 'user.id': id })).user.viewerIsFollowing, true)
  type Feed = { edges: { node: { id: string; photos: { image: { url: string } }[] } }[] }
  const newest = (await run<Feed>('HomeFeed')).edges[0]!.node
  assert.equal(newest.id, post.id)
  assert.equal((await fetch(newest.photos[0]!.image.url)).status, 200)
  assert.equal((await run<{ post: { likeCount: number } }>('LikePost', ofPost)).post.likeCount, 1)
  const commented = await run<{ post: { commentCount: number } }>('CreateComment', { ...ofPost, 'made up': 'another' })
  assert.equal(commented.post.commentCount, 1)
  assert.equal(operations.size, 0, 'none was left out')
})

const clients: [name: string, open: (options: FeedClientOptions) => FeedClient][] = [
  ['Apollo Client', apolloFeed],
  ['urql', (options) => urqlFeed(options, schema)],
  ['Relay', relayFeed],
]
for (const [index, [name, open]] of clients.entries()) {
  test(`${name} pages, caches and sends ids only`, { timeout: 180_000 }, async () => {
    const { fetch, sent } = recordFor(ben.accessToken!)
    const client = open({ graphqlUrl: world.graphqlUrl, fetch, pageSize })
    const more = []
    for (let page = 0; page < Math.ceil(posts / pageSize); page++) more.push(await client.loadMore())
    assert.deepEqual(more, [true, true, false])
    assert.deepEqual(
      client.cached().map(({ id }) => id),
      newestFirst,
      'the pages are one list',
    )

    const liked = newestFirst[index]!
    await client.like(liked)
    const requests = sent.length
    const seen = client.cached().find(({ id }) => id === liked)
    assert.deepEqual([seen?.likeCount, seen?.viewerHasLiked], [1, true], 'the mutation changed the post in the feed')
    assert.equal(client.cached().filter(({ likeCount }) => likeCount > 0).length, index + 1)
    assert.equal(sent.length, requests, 'from the cache alone')
    assert.deepEqual(
      sent.map(({ hadText }) => hadText),
      Array(more.length + 1).fill(false),
    )
  })
}
