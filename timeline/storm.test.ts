import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { watched } from '@halide/prisma/test-watched.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { noRedis } from './test-redis.ts'
import { enterTimelineWorld, type TimelineWorld } from './test-world.ts'
import type { Timeline } from './timeline.ts'

const bound = 4
const readerCount = 500

let world: TimelineWorld
let readers: bigint[]
let post: bigint
before(async () => {
  world = await enterTimelineWorld()
  const [author, ...others] = (await world.people(readerCount + 1)) as [bigint, ...bigint[]]
  readers = others
  await world.db.$executeRaw`
    insert into follows (follower_id, followee_id) select unnest(${readers}::bigint[]), ${author}`
  post = (await world.publish(author)).postId
})
after(() => world.leave())

/** The database, counting the statements under way. */
function counted() {
  const most = { fill: 0, all: 0 }
  const now = { fill: 0, all: 0 }
  const asked = { fill: 0, all: 0 }
  const db = watched(world.db, async (text, ask) => {
    const lanes = /positions|from posts p\s+where p.author_id = f.followee_id and p.position < ,/.test(text)
      ? (['all', 'fill'] as const)
      : (['all'] as const)
    for (const lane of lanes) {
      asked[lane]++
      now[lane]++
      most[lane] = Math.max(most[lane], now[lane])
    }
    try {
      return await ask()
    } finally {
      for (const lane of lanes) now[lane]--
    }
  })
  return { db, most, asked }
}

/** The most that Postgres itself saw running at once for as long as the work takes. */
async function mostActive(work: Promise<unknown>): Promise<number> {
  let most = 0
  let over = false
  work.finally(() => {
    over = true
  })
  while (!over) {
    const [row] = await world.db.$queryRaw<[{ active: number }]>`
      select count(*)::int active from pg_stat_activity
      where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`
    most = Math.max(most, row.active)
    await delay(2)
  }
  await work
  return most
}

/** All at once, each of them twice: as impatient people do. */
async function stampede(timeline: Timeline, who = readers): Promise<void> {
  const pages = await Promise.all([...who, ...who].map((reader) => timeline.homeFeed(reader, null, 10)))
  for (const page of pages)
    assert.deepEqual(
      page.map(({ postId }) => postId),
      [post],
    )
}

for (const [where, open, skip] of [
  ['without Redis', () => null, false],
  ['with an empty Redis', () => world.redis().redis, noRedis],
] as const) {
  test(`500 cold readers at once ${where} never have more statements running than the bound`, { skip }, async (t) => {
    const { db, most, asked } = counted()
    const timeline = world.timeline(open(), { statements: bound }, db)
    const active = await mostActive(stampede(timeline))
    t.diagnostic(`at once: ${most.fill} that fill, ${most.all} in all, ${active} seen by Postgres; ${asked.fill} fills`)
    assert.equal(most.fill, bound, 'reached, or it was no stampede')
    assert.equal(asked.fill, readerCount, 'one build a reader')
    assert.ok(most.all <= 2 * bound && active <= 2 * bound, `${most.all} ${active}`)
    await stampede(timeline)
    assert.equal(asked.fill, readerCount, 'kept')
  })
}

test('after an outage readers are served from the process while Redis fills', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const { db, most } = counted()
  const timeline = world.timeline(redis, { statements: bound }, db)
  await redis.ping()
  const { sendCommand } = redis
  redis.sendCommand = () => Promise.reject(new Error('down'))
  const some = readers.slice(0, 100)
  await stampede(timeline, some)
  redis.sendCommand = sendCommand
  await delay(1_100)
  const warm = async () => {
    const found = await Promise.all(some.map((reader) => redis.exists(redisKeys.feed(reader))))
    return found.filter((one) => one === 1).length
  }
  assert.equal(await warm(), 0)
  for (let i = 0; i < 200 && (await warm()) < some.length; i++) await stampede(timeline, some)
  assert.equal(await warm(), some.length)
  assert.ok(most.fill <= bound && most.all <= 2 * bound)
})
