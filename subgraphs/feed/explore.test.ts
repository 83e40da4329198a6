import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RunContext } from '@halide/jobs/kit.ts'
import { rankExplore } from '@halide/jobs/rank-explore/job.ts'
import { createSwitches } from '@halide/prisma/switches.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { decodeId } from '@halide/schema/ids.ts'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import type { FeedDeps } from './context.ts'
import type { ExploreConnection } from './resolvers.gen.ts'
import { feedSubgraph } from './subgraph.ts'

let database: TestDatabase
let deps: FeedDeps
const viewer: Viewer = { userId: 1n, sessionId: 1n, role: 'USER' }
before(async () => {
  database = await createTestDatabase()
  const { db } = database
  const timeline = { homeFeed: () => Promise.reject(new Error('not asked for')) }
  deps = { timeline, db, switches: createSwitches(db) }
  await db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name) select n, 'u' || n, 'u' || n, '', '' from generate_series(1, 9) n`
  // A post of each; the lower the number the more liked.
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position)
    select n, n, '', 'READY', next_id() from generate_series(1, 9) n`
  await db.$executeRaw`insert into post_counters (post_id, shard, likes) select n, 0, 1000 / n from generate_series(1, 9) n`
  await rank()
})
after(() => database.drop())

const rank = () =>
  rankExplore.run({}, { db: database.db, log: createLogger('test', 'silent') } as unknown as RunContext)

async function explore(as: Viewer | null, first = 20, after: string | null = null) {
  const { data, errors } = await executeSubgraph(feedSubgraph, deps, {
    query: `query ($first: Int!, $after: String) { explore(first: $first, after: $after) {
      edges { node { id author { id } } } pageInfo { hasNextPage endCursor } isPaused } }`,
    variables: { first, after },
    viewer: as,
  })
  assert.equal(errors, undefined)
  const { edges, pageInfo, isPaused } = data!.explore as ExploreConnection
  return { ids: edges.map(({ node }) => Number(decodeId('post', node!.id))), ...pageInfo, isPaused }
}

test('it shows what is liked most, to who is signed in without what is known, and to everybody else', async () => {
  assert.deepEqual((await explore(null)).ids, [1, 2, 3, 4, 5, 6, 7, 8, 9])
  await database.db.$executeRaw`insert into follows (follower_id, followee_id) values (1, 2)`
  await database.db.$executeRaw`insert into mutes (muter_id, muted_id) values (1, 3)`
  await database.db.$executeRaw`insert into blocks (blocker_id, blocked_id) values (4, 1)`
  assert.deepEqual((await explore(viewer)).ids, [5, 6, 7, 8, 9])
})

test('what may not be seen any more is gone from a ranking that is there', async () => {
  await database.db.$executeRaw`update users set private_since = now() where id = 5`
  await database.db.$executeRaw`update posts set moderated_at = now() where id = 6`
  await database.db.$executeRaw`update posts set deleted_at = now() where id = 7`
  assert.deepEqual((await explore(viewer)).ids, [8, 9])
  await database.db.$executeRaw`update users set private_since = null`
  await database.db.$executeRaw`update posts set moderated_at = null, deleted_at = null`
  assert.deepEqual((await explore(viewer)).ids, [5, 6, 7, 8, 9])
})

test('paging stays in the ranking in which it began, and goes on in the newest where that one is gone', async () => {
  const first = await explore(null, 3)
  assert.deepEqual([first.ids, first.hasNextPage], [[1, 2, 3], true])
  await database.db.$executeRaw`update post_counters set likes = 1000000 where post_id = 9`
  await rank()
  assert.deepEqual((await explore(null, 3)).ids, [9, 1, 2])
  assert.deepEqual((await explore(null, 3, first.endCursor!)).ids, [4, 5, 6])
  await database.db.$executeRaw`delete from explore_generations where generation = 1`
  assert.deepEqual((await explore(null, 3, first.endCursor!)).ids, [3, 4, 5])
})

test('switched off, the page is empty and says so', async () => {
  assert.equal((await explore(viewer)).isPaused, false)
  await database.db.$executeRaw`update switches set is_on = false where name = 'EXPLORE'`
  const { switches } = deps
  deps.switches = createSwitches(database.db)
  const { ids, isPaused, hasNextPage } = await explore(viewer)
  deps.switches = switches
  assert.deepEqual([ids, isPaused, hasNextPage], [[], true, false])
})
