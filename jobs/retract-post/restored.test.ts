import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deletePost } from '@halide/post/delete-post.ts'
import { restorePost } from '@halide/post/restore-post.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { noRedis, storedList } from '@halide/timeline/test-redis.ts'
import { unpack } from '@halide/timeline/value.ts'
import { enterTown, type Town } from '../feed-oracle/town.ts'
import { purgePost } from '../purge-post/job.ts'
import { defaultFanOut } from '../settings.ts'

const skip = noRedis
let town: Town
before(async () => {
  if (!skip) town = await enterTown({ fanOut: defaultFanOut }, {})
})
after(() => town?.leave())

test('a deleted post leaves warm feeds, and is back in its old place when it is restored', { skip }, async () => {
  const { world, queue, timeline, redis } = town
  const { db } = world
  const [author, reader] = (await world.people(2)) as [bigint, bigint]
  await world.follow(reader, author)
  // The town's queue knows the jobs of feeds; the CDN's waits.
  const drain = async () => {
    const waiting = async () => (await queue.waiting()).filter(({ name }) => name !== purgePost.name)
    for (let jobs = await waiting(); jobs.length > 0; jobs = await waiting()) {
      for (const job of jobs) await queue.run(job)
    }
  }
  const feed = async () => (await timeline.homeFeed(reader, null, 10)).map(({ position }) => position)
  assert.deepEqual(await feed(), [])
  const [older, post, newer] = [await town.publish(author), await town.publish(author), await town.publish(author)]
  await drain()
  const all = [newer.position, post.position, older.position]
  assert.deepEqual(await feed(), all)
  const kept = async () => unpack(await storedList(redis.redis, redisKeys.feed(reader)))
  const before = await kept()

  await deletePost({ db, deletedPostDays: 30 }, author, post.postId)
  assert.deepEqual(await feed(), [newer.position, older.position], 'before any job')
  await drain()
  assert.deepEqual(await feed(), [newer.position, older.position])
  assert.deepEqual((await kept())?.positions, [newer.position, older.position], 'its place is free')

  await restorePost({ db }, post.postId)
  await drain()
  assert.deepEqual(await kept(), before, 'written by fan-out, not rebuilt')
  assert.deepEqual(await feed(), all)
})
