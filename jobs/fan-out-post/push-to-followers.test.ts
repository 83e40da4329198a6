import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { noRedis, storedList } from '@halide/timeline/test-redis.ts'
import { enterTimelineWorld } from '@halide/timeline/test-world.ts'
import { pack, unpack } from '@halide/timeline/value.ts'
import { pushToFollowers } from './push-to-followers.ts'

test('batches of any size bring a post to each follower, and say who they were', { skip: noRedis }, async (t) => {
  const world = await enterTimelineWorld()
  t.after(world.leave)
  const { redis } = world.redis()
  const timeline = world.timeline(redis)
  const [author = 0n, ...followers] = (await world.people(8)).toSorted((a, b) => (a < b ? -1 : 1))
  for (const follower of followers) {
    await world.follow(follower, author)
    const empty = Buffer.concat([Buffer.from([1]), pack(0n, 0n)])
    await redis.rpush(redisKeys.feed(follower), empty)
  }
  const pushed: bigint[] = []
  for (const limit of [1, 2, 3, 5, 6, 7, 8, 100]) {
    const { position } = await world.publish(author)
    pushed.unshift(position)
    const told: bigint[] = []
    let warm = 0
    for (let more = true; more; ) {
      const batch = await pushToFollowers(
        { db: world.db, timeline },
        { authorId: author, position },
        told.at(-1) ?? 0n,
        limit,
      )
      told.push(...batch.followers)
      warm += await batch.pushed
      more = batch.followers.length === limit
    }
    assert.deepEqual([told, warm], [followers, followers.length], `${limit} at once`)
    for (const follower of followers)
      assert.deepEqual(unpack(await storedList(redis, redisKeys.feed(follower)))?.positions, pushed)
  }
})

test('a Redis that fails keeps nobody from the next batch, and is heard of by who waits for it', {
  skip: noRedis,
}, async (t) => {
  const world = await enterTimelineWorld()
  t.after(world.leave)
  const [author = 0n, ...followers] = (await world.people(4)).toSorted((a, b) => (a < b ? -1 : 1))
  for (const follower of followers) await world.follow(follower, author)
  const timeline = { push: () => Promise.reject(new Error('away')) }
  const batch = await pushToFollowers({ db: world.db, timeline }, { authorId: author, position: 1n }, 0n, 3)
  assert.deepEqual(batch.followers, followers)
  await assert.rejects(batch.pushed, /away/)
})
