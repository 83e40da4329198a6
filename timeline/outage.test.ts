import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { SqlDb } from '@halide/prisma/client.ts'
import { watched } from '@halide/prisma/test-watched.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { openRedis } from './redis.ts'
import { noRedis, storedList } from './test-redis.ts'
import { enterTimelineWorld, type TimelineWorld } from './test-world.ts'

let world: TimelineWorld
let reader: bigint
let author: bigint
const ids: bigint[] = []
before(async () => {
  world = await enterTimelineWorld()
  ;[reader, author] = (await world.people(2)) as [bigint, bigint]
  await world.follow(reader, author)
  for (let i = 0; i < 5; i++) ids.unshift((await world.publish(author)).postId)
})
after(() => world.leave())

const log = createLogger('test', 'silent')

test('without Redis the same pages come from SQL, and writes have nothing to do', async () => {
  const timeline = world.timeline(null)
  assert.equal(await timeline.push(1n, [reader]), 0)
  const first = await timeline.homeFeed(reader, null, 3)
  const second = await timeline.homeFeed(reader, first.at(-1)!.position, 3)
  assert.deepEqual(
    [...first, ...second].map(({ postId }) => postId),
    ids,
  )
})

test('a Redis that is down costs a reader nothing but time, and makes a job fail so that it is tried again', async () => {
  const redis = openRedis('redis://127.0.0.1:1', log)
  const timeline = world.timeline(redis)
  assert.equal((await timeline.homeFeed(reader, null, 10)).length, 5)
  await assert.rejects(timeline.push(1n, [reader]))
  redis.disconnect()
})

test('a Redis that takes the call and never answers is given up on', async () => {
  const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const redis = openRedis(`redis://127.0.0.1:${(silent.address() as AddressInfo).port}`, log, 50)
  const timeline = world.timeline(redis)
  assert.equal((await timeline.homeFeed(reader, null, 10)).length, 5)
  redis.disconnect()
  silent.close()
})

test('readers leave a failing Redis alone, which is asked again after a second', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis)
  const read = async () => assert.equal((await timeline.homeFeed(reader, null, 10)).length, 5)
  await read()
  const { sendCommand, ping } = redis
  // However long the reads take, no question to Redis is answered meanwhile.
  redis.ping = (() => new Promise(() => {})) as typeof ping
  let calls = 0
  redis.sendCommand = () => {
    calls++
    throw new Error('down')
  }
  for (let i = 0; i < 20; i++) await read()
  assert.equal(calls, 3)
  redis.ping = ping
  redis.sendCommand = sendCommand
  await delay(1_050)
  await read()
  await redis.ping()
  await delay(10)
  redis.sendCommand = (...args) => {
    calls++
    return sendCommand.apply(redis, args)
  }
  await read()
  assert.equal(calls, 4)
})

test('a failure of Postgres is not blamed on Redis, nor hidden', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(
    redis,
    {},
    afterBuilding(() => Promise.reject(new Error('postgres is down'))),
  )
  for (let i = 0; i < 5; i++) await assert.rejects(timeline.homeFeed(reader, null, 3), /postgres is down/)
})

test('a builder that died leaves no half a feed', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const timeline = world.timeline(redis)
  await timeline.homeFeed(reader, null, 10)
  const value = (await storedList(redis, redisKeys.feed(reader)))!
  // As `begin` leaves it: unsealed, and soon gone.
  value[0] = 0
  await redis.lset(redisKeys.feed(reader), 0, value)
  await redis.expire(redisKeys.feed(reader), 30)
  assert.deepEqual(
    (await timeline.homeFeed(reader, null, 10)).map(({ postId }) => postId),
    ids,
  )
})

test('what is pushed while a feed is built is in it', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  const writer = world.timeline(redis)
  // The statement has read the posts when the next one is published and pushed.
  const late = afterBuilding(async () => {
    const made = await world.publish(author)
    ids.unshift(made.postId)
    assert.equal(await writer.push(made.position, [reader]), 1)
  })
  const timeline = world.timeline(redis, {}, late)
  assert.deepEqual(
    (await timeline.homeFeed(reader, null, 10)).map(({ postId }) => postId),
    ids,
  )
  assert.equal(ids.length, 6)
})

test('many readers of one cold feed build it once', { skip: noRedis }, async () => {
  const { redis } = world.redis()
  let builds = 0
  const counting = afterBuilding(async () => {
    builds++
  })
  const timeline = world.timeline(redis, {}, counting)
  await Promise.all(Array.from({ length: 20 }, () => timeline.homeFeed(reader, null, 3)))
  assert.equal(builds, 1)
})

/** The database, with something that happens when a builder has read its posts and not yet sealed them. */
function afterBuilding(happens: () => Promise<void>): SqlDb {
  return watched(world.db, async (text, ask) => {
    const rows = await ask()
    if (text.includes('celebrities')) await happens()
    return rows
  })
}
