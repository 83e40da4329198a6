import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { bytesOf, noRedis, storedList } from './test-redis.ts'
import { enterTimelineWorld, type TimelineWorld } from './test-world.ts'
import type { Timeline } from './timeline.ts'
import { unpack } from './value.ts'

let world: TimelineWorld
before(async () => {
  world = await enterTimelineWorld()
})
after(() => world.leave())

const small = { feedEntries: 8, celebrityEntries: 4 }

/** A reader of one author, and posts made and pushed in that order. */
async function readerOf(timeline: Timeline, posts = 0) {
  const [reader, author] = (await world.people(2)) as [bigint, bigint]
  await world.follow(reader, author)
  const post = async (position?: bigint) => {
    const made = await world.publish(author, position)
    await timeline.push(made.position, [reader])
    await timeline.pushToAuthor(made.position, author)
    return made
  }
  const ids: bigint[] = []
  for (let i = 0; i < posts; i++) ids.unshift((await post()).postId)
  const feed = async (limit = 100, below: bigint | null = null) =>
    (await timeline.homeFeed(reader, below, limit)).map(({ postId }) => postId)
  return { reader, author, post, ids, feed }
}

test('a cold feed is built from SQL and then gets what is published', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const { reader, post, ids, feed } = await readerOf(world.timeline(redis), 3)
  assert.equal(await redis.exists(redisKeys.feed(reader)), 0, 'fan-out leaves a cold feed cold')
  assert.deepEqual(await feed(), ids)
  const { postId } = await post()
  assert.deepEqual(await feed(), [postId, ...ids])
  const kept = unpack(await storedList(redis, redisKeys.feed(reader)))
  assert.equal(kept?.positions.length, 4)
  assert.equal(kept?.since, 0n)
})

test('a full feed drops its oldest and says so, and paging goes on in SQL without a seam', {
  skip: noRedis,
}, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis, small)
  const { reader, post, feed } = await readerOf(timeline)
  assert.deepEqual(await feed(), [])
  const made: { postId: bigint; position: bigint }[] = []
  for (let i = 0; i < 30; i++) made.unshift(await post())
  const kept = unpack(await storedList(redis, redisKeys.feed(reader)))!
  assert.ok(kept.positions.length >= 8 && kept.positions.length <= 12)
  assert.equal(kept.since, kept.positions.at(-1))
  assert.deepEqual(
    kept.positions,
    made.slice(0, kept.positions.length).map(({ position }) => position),
  )
  for (const size of [1, 7, 8, 100]) {
    const all: bigint[] = []
    for (let below: bigint | null = null; ; ) {
      const page = await timeline.homeFeed(reader, below, size)
      all.push(...page.map(({ postId }) => postId))
      if (page.length < size) break
      below = page.at(-1)!.position
    }
    assert.deepEqual(
      all,
      made.map(({ postId }) => postId),
      `in pages of ${size}`,
    )
  }
})

test('a post pushed twice is there once, and a late one takes its place', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis, small)
  const { reader, post, feed } = await readerOf(timeline)
  await feed()
  const early = await world.position()
  const newer = await post()
  const late = await post(early)
  for (const { position } of [newer, late, late, newer]) await timeline.push(position, [reader])
  assert.deepEqual(await feed(), [newer.postId, late.postId])
  assert.equal(unpack(await storedList(redis, redisKeys.feed(reader)))?.positions.length, 2)
})

test('posts that come in no order at all are kept as if they had come in theirs', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis, small)
  const { reader, author, feed } = await readerOf(timeline)
  await feed()
  const published = await Promise.all(Array.from({ length: 40 }, () => world.publish(author)))
  const newestFirst = published.toSorted((a, b) => (a.position < b.position ? 1 : -1))
  // Every third from the front, then the others from the back, some twice: old ones come after newer ones were pushed out.
  const coming = [...newestFirst.filter((_, i) => i % 3 === 0), ...newestFirst.toReversed(), ...newestFirst.slice(5, 9)]
  const pushed = new Set<bigint>()
  for (const { position } of coming) {
    await timeline.push(position, [reader])
    pushed.add(position)
    const kept = unpack(await storedList(redis, redisKeys.feed(reader)))!
    const due = [...pushed].filter((each) => each >= kept.since).sort((a, b) => (a < b ? 1 : -1))
    assert.deepEqual(kept.positions, due, 'complete down to where it says')
    assert.ok(kept.positions.length >= Math.min(8, pushed.size))
  }
  assert.deepEqual(
    await feed(),
    newestFirst.map(({ postId }) => postId),
  )
})

test('a feed in the form that feeds had before is cold, to readers and to fan-out', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis)
  const { reader, author, ids, feed } = await readerOf(timeline, 2)
  const key = redisKeys.feed(reader)
  const former = () => redis.set(key, Buffer.alloc(96, 1), 'EX', 1_000)
  await former()
  assert.deepEqual(await feed(), ids)
  await former()
  assert.equal(await timeline.warm([reader], AbortSignal.timeout(10_000)), 1)
  assert.equal(await redis.type(key), 'list')
  await former()
  const { position } = await world.publish(author)
  assert.equal(await timeline.remove(position, [reader]), 0)
  assert.equal(await timeline.push(position, [reader]), 0)
  assert.equal(await redis.exists(key), 0, 'nor found by a process that still reads that form')
})

test('what is removed leaves no gap and may come back', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis, small)
  const { reader, post, feed } = await readerOf(timeline)
  await feed()
  const posts = []
  for (let i = 0; i < 11; i++) posts.unshift(await post())
  const gone = posts[2]!
  await timeline.remove(gone.position, [reader])
  const kept = () => storedList(redis, redisKeys.feed(reader)).then((value) => unpack(value)!.positions)
  assert.ok(!(await kept()).includes(gone.position))
  await timeline.push(gone.position, [reader])
  assert.deepEqual(
    await kept(),
    posts.slice(0, (await kept()).length).map(({ position }) => position),
  )
})

test('a warm feed lives a day and a little, and pushes do not prolong it', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const { reader, post, feed } = await readerOf(world.timeline(redis))
  await feed()
  const ttl = await redis.ttl(redisKeys.feed(reader))
  assert.ok(ttl >= 86_395 && ttl <= 90_000)
  await redis.expire(redisKeys.feed(reader), 500)
  for (let i = 0; i < 20; i++) await post()
  assert.ok((await redis.ttl(redisKeys.feed(reader))) <= 500)
})

test('five hundred entries fit into 4.3 KB, and into 5.4 KB however many come', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis)
  const { reader, author, feed } = await readerOf(timeline)
  await world.db.$executeRaw`
    insert into posts (id, author_id, caption, status, position)
    select ${author}::bigint + n, ${author}::bigint, '', 'READY', ${author}::bigint + n from generate_series(1, 500) n`
  assert.equal((await feed(500)).length, 500)
  const bytes = () => bytesOf(redis, redisKeys.feed(reader))
  const built = await bytes()
  assert.ok(built < 4_300, `${built} bytes`)
  let most = 0
  for (let n = 501n; n <= 720n; n++) {
    await timeline.push(author + n, [reader])
    most = Math.max(most, await bytes())
  }
  assert.ok(most < 5_400, `${most} bytes`)
})

test('follow, unfollow, delete and a lost account take effect on the next read', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis)
  const { reader, author, ids, feed } = await readerOf(timeline, 2)
  const [other] = (await world.people(1)) as [bigint]
  const { postId } = await world.publish(other)
  assert.deepEqual(await feed(), ids)
  await world.follow(reader, other)
  assert.deepEqual(await feed(), [postId, ...ids])
  await world.db.$executeRaw`update posts set deleted_at = now() where id = ${ids[0]!}`
  assert.deepEqual(await feed(), [postId, ids[1]])
  await world.unfollow(reader, other)
  assert.deepEqual(await feed(), [ids[1]])
  await world.db.$executeRaw`update users set deleted_at = now() where id = ${author}`
  assert.deepEqual(await feed(), [])
})

test('deleted posts are made up for from below, so that a page is full', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const { ids, feed } = await readerOf(world.timeline(redis), 40)
  await feed()
  await world.db.$executeRaw`update posts set deleted_at = now() where id = any(${ids.slice(0, 30)}::bigint[])`
  assert.deepEqual(await feed(5), ids.slice(30, 35))
})
