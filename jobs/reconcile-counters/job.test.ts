import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import type { RunContext } from '../kit.ts'
import { batchSize, reconcileCounters } from './job.ts'
import { measureDrift } from './measure.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
  const { db } = database
  await db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name) select n, 'u' || n, 'u' || n, '', '' from generate_series(1, 40) n`
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position) select n, 1, '', 'READY', n from generate_series(1, ${batchSize + 20}::int) n`
})
after(() => database.drop())

function run() {
  const [log, { signal }] = [createLogger('test', 'silent'), new AbortController()]
  const context: Partial<RunContext> = { db: database.db, log, signal }
  return reconcileCounters.run({}, context as RunContext)
}

/** As on the next night. */
const nextNight = () => database.db.$executeRaw`update counter_walks set finished_at = now() - interval '1 day'`

async function drift(): Promise<Record<string, number>> {
  const walks = await database.db.counterWalk.findMany()
  return Object.fromEntries(walks.filter((walk) => walk.drift !== 0).map((walk) => [walk.counter, walk.drift]))
}

/** As `likePost` and `unlikePost` write. */
const change = (userId: number, postId: bigint, by: 1 | -1) =>
  by === 1
    ? database.db.$executeRaw`
      with liked as (insert into likes (post_id, user_id) values (${postId}, ${userId}::bigint) on conflict do nothing returning post_id)
      insert into post_counters as c (post_id, shard, likes) select post_id, ${userId % 4}::int, 1 from liked
      on conflict (post_id, shard) do update set likes = c.likes + 1`
    : database.db.$executeRaw`
      with unliked as (delete from likes where post_id = ${postId} and user_id = ${userId}::bigint returning post_id)
      insert into post_counters as c (post_id, shard, likes) select post_id, ${userId % 4}::int, -1 from unliked
      on conflict (post_id, shard) do update set likes = c.likes - 1`

const likesOf = async (postId: bigint) => {
  const { _sum } = await database.db.postCounter.aggregate({ where: { postId }, _sum: { likes: true } })
  return [_sum.likes ?? 0, await database.db.like.count({ where: { postId } })]
}

test('every counter that is wrong is put right and told, one that is right is left alone, on whatever batch', async () => {
  const { db } = database
  const last = BigInt(batchSize + 10)
  await db.$executeRaw`insert into likes (post_id, user_id) select p, u from unnest(array[1, 2, ${last}]::bigint[]) p, generate_series(1, 3) u`
  await db.$executeRaw`insert into post_counters (post_id, shard, likes, comments) values (1, 0, 1, 0), (1, 7, 2, 0), (2, 3, 5, 9), (3, 1, -1, 0)`
  await db.$executeRaw`
    insert into comments (id, post_id, author_id, text, thread_id, deleted_at)
    values (1, 2, 1, '', null, null), (2, 2, 1, '', 1, null), (3, 2, 1, '', 1, now()), (4, 2, 1, '', null, now()), (5, 2, 1, '', 4, null)`
  await db.$executeRaw`insert into comment_counters (comment_id, shard, replies) values (1, 0, 3), (4, 0, 1)`
  await db.$executeRaw`insert into follows (follower_id, followee_id) values (1, 2), (3, 2)`
  await db.$executeRaw`insert into user_counters (user_id, shard, followers, following) values (1, 0, 0, 1), (2, 0, 1, 0), (3, 0, 0, 4)`
  await run()
  // Post 2 has 5 for 3, post 3 one too few, the last one 3 too few; 9 comments for 2; 3 replies for 1.
  assert.deepEqual(await drift(), { likes: 6, comments: 7, replies: 2, followers: 1, following: 3 })
  for (const postId of [1n, 2n, 3n, last]) {
    const [counted, rows] = await likesOf(postId)
    assert.equal(counted, rows, `post ${postId}`)
  }
  const registry = createRegistry('test')
  measureDrift(db, registry)
  assert.match(await registry.metrics(), /halide_counter_drift\{counter="comments".*\} 7/)
  const untouched = await db.postCounter.findMany({ where: { postId: 1n }, orderBy: { shard: 'asc' } })
  assert.deepEqual(
    untouched.map(({ likes }) => likes),
    [1, 2],
  )
  await run()
  assert.equal((await drift()).likes, 6, 'the same night it is not begun again')
  await nextNight()
  await run()
  assert.deepEqual(await drift(), {})
  const { checked } = await db.counterWalk.findUniqueOrThrow({ where: { counter: 'likes' } })
  assert.equal(checked, batchSize + 20)
})

test('while people like and unlike, runs at the same time put each count right once', async () => {
  const { db } = database
  const posts = [11n, 12n, 13n]
  for (let round = 0; round < 6; round += 1) {
    await db.$executeRaw`
      insert into post_counters as c (post_id, shard, likes) select p, 9, ${round % 2 ? 7 : -5}::int from unnest(${posts}::bigint[]) p
      on conflict (post_id, shard) do update set likes = c.likes + excluded.likes`
    await nextNight()
    let ended = false
    const writers = Array.from({ length: 6 }, async (_, n) => {
      for (let turn = 0; !ended; turn += 1) {
        await change(1 + ((n * 7 + turn) % 40), posts[turn % 3]!, (turn + n) % 3 === 0 ? -1 : 1)
      }
    })
    await Promise.all([run(), run(), run()])
    ended = true
    await Promise.all(writers)
    for (const postId of posts) {
      const [counted, rows] = await likesOf(postId)
      assert.equal(counted, rows, `post ${postId}, round ${round}`)
    }
    assert.equal((await drift()).likes, round % 2 ? 21 : 15)
  }
})
