import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { noRedis } from '@halide/timeline/test-redis.ts'
import { enterTown, type Town } from '../feed-oracle/town.ts'
import { enqueue } from '../kit.ts'
import { readersABatch, warmFeeds } from './job.ts'

let town: Town
before(async () => {
  town = await enterTown()
})
after(() => town.leave())

/** One batch, as the clock or the batch before it enqueues it. */
async function run(afterUserId?: bigint) {
  await enqueue(town.world.db, warmFeeds, { afterUserId })
  const [job] = await town.queue.waiting()
  await town.queue.run(job!)
}

/** Sessions last refreshed so many hours ago. */
async function visit(people: readonly bigint[], hoursAgo: number, revokedAt: Date | null = null) {
  await town.world.db.session.createMany({
    data: people.map((userId) => ({
      userId,
      seriesHash: randomBytes(32),
      secretHash: randomBytes(32),
      refreshedAt: new Date(Date.now() - hoursAgo * 3_600_000),
      expiresAt: new Date(Date.now() + 86_400_000),
      revokedAt,
    })),
  })
}
const isWarm = async (reader: bigint) => (await town.redis.redis.exists(redisKeys.feed(reader))) === 1

test('cold feeds of readers who were here within a day are built, batch after batch, and no others', {
  skip: noRedis,
}, async () => {
  const [author, gone, out, ...active] = (await town.world.people(readersABatch + 13)) as [
    bigint,
    bigint,
    bigint,
    ...bigint[],
  ]
  await town.world.follow(active[0]!, author)
  const { position } = await town.world.publish(author)
  await visit([gone], 25)
  await visit([out], 1, new Date())
  await visit(active, 2)
  await visit(active.slice(0, 3), 3)

  await run()
  const [next, ...more] = await town.queue.waiting()
  assert.deepEqual([next?.name, next?.payload.afterUserId, more], ['warm_feeds', String(active[readersABatch - 1]), []])
  assert.equal(await isWarm(active.at(-1)!), false, 'the checkpoint comes before it')
  await town.queue.drain()
  for (const reader of [active[0]!, active.at(-1)!]) assert.ok(await isWarm(reader))
  for (const reader of [author, gone, out]) assert.equal(await isWarm(reader), false)
  assert.deepEqual(
    (await town.timeline.homeFeed(active[0]!, null, 5)).map((post) => post.position),
    [position],
  )
})

test('a second run leaves warm feeds alone, and a run that was killed goes on with what is cold', {
  skip: noRedis,
}, async () => {
  const readers = await town.world.people(8)
  await visit(readers, 0)
  const stop = new AbortController()
  const half = readers.slice(0, 4)
  assert.equal(await town.timeline.warm(half, stop.signal), 4)
  stop.abort()
  await assert.rejects(town.timeline.warm(readers, stop.signal))
  assert.equal(await isWarm(readers.at(-1)!), false)
  await town.redis.redis.expire(redisKeys.feed(half[0]!), 500)
  await run(half[0]! - 1n)
  for (const reader of readers) assert.ok(await isWarm(reader))
  assert.ok((await town.redis.redis.ttl(redisKeys.feed(half[0]!))) <= 500, 'built once')
})

test('without Redis there is nothing to warm', async () => {
  assert.equal(await town.sqlOnly.warm([1n], new AbortController().signal), null)
})
