import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseTime, startDatabaseClock } from './database-time.ts'
import { createTestDatabase } from './test-database.ts'

const day = 86_400_000
const isNear = (time: number, other: number) => Math.abs(time - other) < 10_000

test("the clock is Postgres', whatever this machine's says", { timeout: 30_000 }, async (t) => {
  const { db, drop } = await createTestDatabase()
  t.after(drop)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 2 * day })
  const clock = startDatabaseClock(db)
  t.after(clock.stop)
  const truth = await databaseTime(db)
  assert.ok(!isNear(truth, Date.now()))
  while (!isNear(clock.now(), truth)) await sleep(10, undefined, { signal: t.signal })
  t.mock.timers.setTime(Date.now() + 4 * day)
  assert.ok(isNear(clock.now(), await databaseTime(db)))
})
