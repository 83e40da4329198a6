import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createSwitches } from '@halide/prisma/switches.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { noRedis } from '@halide/timeline/test-redis.ts'
import { enterTimelineWorld, type TimelineWorld } from '@halide/timeline/test-world.ts'
import type { HomeFeedConnection } from './resolvers.gen.ts'
import { feedSubgraph } from './subgraph.ts'

let world: TimelineWorld
let viewer: Viewer
let author: bigint
const posts: bigint[] = []
before(async () => {
  world = await enterTimelineWorld()
  const [reader, followed, stranger] = (await world.people(3)) as [bigint, bigint, bigint]
  viewer = { userId: reader, sessionId: 1n, role: 'USER' }
  author = followed
  await world.follow(reader, followed)
  for (let i = 0; i < 7; i++) {
    posts.unshift((await world.publish(author)).postId)
    await world.publish(stranger)
    await world.publish(reader)
  }
})
after(() => world.leave())

const query = `query ($first: Int, $after: String) {
  homeFeed(first: $first, after: $after) {
    edges { cursor node { id author { id } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

async function homeFeed(variables: { first?: number; after?: string | null }, as: Viewer | null = viewer) {
  const timeline = world.timeline(noRedis ? null : world.redis().redis)
  const { db } = world
  const deps = { timeline, db, switches: createSwitches(db) }
  const { data, errors } = await executeSubgraph(feedSubgraph, deps, { query, variables, viewer: as })
  const feed = data?.homeFeed as HomeFeedConnection | undefined
  return { feed, code: errors?.[0]?.extensions.code }
}

test('the feed pages through the posts of those followed, and tells where it ends', async () => {
  const seen: unknown[] = []
  let after: string | null = null
  for (const [hasPreviousPage, hasNextPage] of [
    [false, true],
    [true, true],
    [true, false],
  ]) {
    const { feed } = await homeFeed({ first: 3, after })
    seen.push(...feed!.edges.map(({ node }) => node))
    const { startCursor, endCursor, ...more } = feed!.pageInfo
    assert.deepEqual(more, { hasPreviousPage, hasNextPage })
    assert.deepEqual([startCursor, endCursor], [feed!.edges[0]!.cursor, feed!.edges.at(-1)!.cursor])
    after = endCursor
  }
  const expected = posts.map((id) => ({ id: encodeId('post', id), author: { id: encodeId('user', author) } }))
  assert.deepEqual(seen, expected)
})

test('a page that takes exactly what there is has no next page', async () => {
  assert.equal((await homeFeed({ first: 7 })).feed?.pageInfo.hasNextPage, false)
  assert.equal((await homeFeed({ first: 6 })).feed?.pageInfo.hasNextPage, true)
})

test('it is for who is signed in, and a cursor must be ours', async () => {
  assert.equal((await homeFeed({}, null)).code, 'UNAUTHENTICATED')
  assert.equal((await homeFeed({ after: 'x' })).code, 'BAD_USER_INPUT')
})

test('who follows nobody has an empty feed', async () => {
  const { feed } = await homeFeed({}, { ...viewer, userId: author })
  assert.deepEqual(feed?.edges, [])
  assert.equal(feed?.pageInfo.hasNextPage, false)
})
