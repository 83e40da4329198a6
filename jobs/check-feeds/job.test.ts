import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { firstIdAt } from '@halide/schema/ids.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { noRedis } from '@halide/timeline/test-redis.ts'
import { enterTown, type Town } from '../feed-oracle/town.ts'
import type { RunContext } from '../kit.ts'
import { checkFeeds } from './job.ts'

let town: Town
before(async () => {
  town = await enterTown()
})
after(() => town.leave())

async function check() {
  const { db } = town.world
  const ctx = {
    db,
    timeline: town.timeline,
    log: createLogger('test', 'silent'),
    signal: new AbortController().signal,
    attempt: 1,
  } satisfies Partial<RunContext> as unknown as RunContext
  await checkFeeds.run({}, ctx)
  const { feedsChecked, feedStaleRate } = await db.loadState.findUniqueOrThrow({ where: { id: 1 } })
  return [feedsChecked, feedStaleRate]
}

const minutesAgo = (minutes: number) => firstIdAt(Date.now() - minutes * 60_000)

test('feeds that lack what their readers follow count as stale until they have it', { skip: noRedis }, async () => {
  const { db, follow, people, publish } = town.world
  const [author, stale, alone, away] = (await people(4)) as [bigint, bigint, bigint, bigint]
  await db.session.createMany({
    data: [stale, alone, away].map((userId) => ({
      userId,
      seriesHash: randomBytes(32),
      secretHash: randomBytes(32),
      refreshedAt: new Date(Date.now() - (userId === away ? 25 : 1) * 3_600_000),
      expiresAt: new Date(Date.now() + 86_400_000),
    })),
  })
  for (const reader of [stale, away]) await follow(reader, author)
  await publish(author, minutesAgo(30))
  assert.deepEqual(await check(), [2, 0], 'a cold feed is built as it is checked')

  await publish(author)
  assert.deepEqual(await check(), [2, 0], 'fan-out has a minute')

  // Fan-out of this one never comes.
  const { position } = await publish(author, minutesAgo(2))
  assert.deepEqual(await check(), [2, 0.5])
  const { at: _, ...found } = await db.feedCheck.findFirstOrThrow({ orderBy: { at: 'desc' } })
  assert.deepEqual(found, { checked: 2, stale: 1, empty: 0, missing: 1, extra: 0 })

  await town.timeline.refresh(stale)
  assert.ok((await town.timeline.homeFeed(stale, null, 9)).some((post) => post.position === position))
  assert.deepEqual(await check(), [2, 0])
})
