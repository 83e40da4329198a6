import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { noRedis, storedList } from '@halide/timeline/test-redis.ts'
import { assertFeed, oracleFeed, pageThrough } from '../feed-oracle/check.ts'
import { enterTown, type Town } from '../feed-oracle/town.ts'
import { enqueue } from '../kit.ts'
import { defaultFanOut } from '../settings.ts'
import { moveCelebrity } from './job.ts'

let town: Town
let author: bigint
let followers: bigint[]
/** Three whose feeds are read, and so are warm. */
let readers: bigint[]

const skip = noRedis
before(async () => {
  if (skip) return
  town = await enterTown({ fanOut: { ...defaultFanOut, followersABatch: 2_500 } }, {})
  author = (await town.world.people(1))[0]!
  followers = await town.world.people(10_001)
  readers = [followers[0]!, followers[5_000]!, followers.at(-1)!]
  await followUpTo(10_001)
})
after(() => town?.leave())

/** The author's reach when the jobs of one move have run, and no others. */
async function reach() {
  await enqueue(town.world.db, moveCelebrity, { userId: author })
  await runAll('move_celebrity')
  while ((await runAll('mark_followers')) > 0);
  return (await town.world.db.user.findUniqueOrThrow({ where: { id: author } })).reach
}

async function runAll(name: string) {
  const waiting = (await town.queue.waiting()).filter((job) => job.name === name)
  for (const job of waiting) await town.queue.run(job)
  return waiting.length
}

const feedOf = async (reader: bigint) => (await town.timeline.homeFeed(reader, null, 500)).map((post) => post.position)
const bytesOf = (reader: bigint) => storedList(town.redis.redis, redisKeys.feed(reader))

test('10,001 followers: a post touches no feed, and is in every feed on read', { skip }, async () => {
  // Warm since before the author's rise: these feeds were made to be written to.
  for (const reader of readers) assert.deepEqual(await feedOf(reader), [])
  const { position: before } = await town.publish(author)
  await town.queue.drain()
  for (const reader of readers) assert.deepEqual(await feedOf(reader), [before])
  assert.equal(await reach(), 'CELEBRITY')

  const bytes = await Promise.all(readers.map(bytesOf))
  const { position } = await town.publish(author)
  await town.queue.drain()
  assert.deepEqual(await Promise.all(readers.map(bytesOf)), bytes, 'fan-out wrote to a feed')
  assert.equal(await town.redis.redis.exists(...followers.slice(1, 200).map(redisKeys.feed)), 0)
  for (const reader of readers) assert.deepEqual(await feedOf(reader), [position, before])
})

test('the threshold has a margin: neither way moves within it', { skip }, async () => {
  await unfollowDownTo(9_000)
  assert.equal(await reach(), 'CELEBRITY')
  await unfollowDownTo(8_999)
  assert.equal(await reach(), 'FAN_OUT')
  const { position } = await town.publish(author)
  await town.queue.drain()
  for (const reader of readers) assert.equal((await feedOf(reader))[0], position)
  await followUpTo(9_999)
  assert.equal(await reach(), 'FAN_OUT')
})

test('crossing both ways while posts keep coming loses none and doubles none', { skip }, async () => {
  const { db } = town.world
  // Built anew while posts are fanned out, so that the way up has to turn them over.
  await town.redis.forgetAll()
  for (const reader of readers) await feedOf(reader)
  let moving = true
  const posting = (async () => {
    for (let posts = 0; moving && posts < 60; posts++) {
      await town.publish(author)
      for (const job of (await town.queue.waiting()).filter(({ name }) => name.startsWith('fan_out'))) {
        await town.queue.run(job)
      }
    }
  })()
  const reading = (async () => {
    while (moving) for (const reader of readers) await pageThrough(town.timeline, reader, 9)
  })()
  const reached: string[] = []
  const crossing = (async () => {
    for (const count of [10_000, 8_999, 10_001]) {
      if (count > 9_000) await followUpTo(count)
      else await unfollowDownTo(count)
      reached.push(await reach())
    }
  })().finally(() => {
    moving = false
  })
  await Promise.all([crossing, posting, reading])
  await town.queue.drain()
  assert.deepEqual(reached, ['CELEBRITY', 'FAN_OUT', 'CELEBRITY'])
  for (const reader of readers) {
    assertFeed(await pageThrough(town.timeline, reader, 20), await oracleFeed(db, reader), new Set())
  }
})

/** The readers stay. Whole crowds at once, each with the epochs that the API would give them. */
async function unfollowDownTo(count: number) {
  await town.world.db.$executeRaw`
    with gone as (
      delete from follows where followee_id = ${author} and follower_id in (
        select follower_id from follows where followee_id = ${author} and not follower_id = any(${readers}::bigint[])
        limit greatest(0, (select count(*) from follows where followee_id = ${author}) - ${count}::int)
      ) returning follower_id
    ) update users set feed_epoch = feed_epoch + 1 from gone where id = follower_id`
}

async function followUpTo(count: number) {
  await town.world.db.$executeRaw`
    with come as (
      insert into follows (follower_id, followee_id)
      select person, ${author} from unnest(${followers}::bigint[]) person
      where not exists (select from follows where follower_id = person and followee_id = ${author})
      limit greatest(0, ${count}::int - (select count(*)::int from follows where followee_id = ${author}))
      returning follower_id
    ) update users set feed_epoch = feed_epoch + 1 from come where id = follower_id`
}
