import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { dueAfter, measureSchedule } from './measure-schedule.ts'
import { enterJobWorld, type JobWorld } from './test-world.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('schedule')
})
after(() => world.leave())

test('a job is due at the next minute that its line of the crontab names', () => {
  const after = (job: string, text: string) => dueAfter(job, new Date(text))?.toISOString()
  assert.equal(after('drain_buffer', '2026-03-04T10:30:40Z'), '2026-03-04T10:31:00.000Z')
  assert.equal(after('fold_views', '2026-03-04T10:30:00Z'), '2026-03-04T10:35:00.000Z')
  assert.equal(after('tier_storage', '2026-03-04T02:00:00Z'), '2026-03-05T02:00:00.000Z')
  assert.equal(after('check_integrity_all', '2026-03-04T10:00:00Z'), '2026-03-08T04:00:00.000Z')
  assert.equal(after('nothing_of_ours', '2026-03-04T10:00:00Z'), undefined)
})

test('what the clock has left out is told, and what it did or does not know any more is not', async () => {
  const { db } = world.context
  const registry = createRegistry('test')
  measureSchedule(db, registry)
  await db.$executeRaw`
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution) values
      ('drain_buffer', now() - interval '1 day', date_trunc('minute', now()) - interval '10 minutes'),
      ('tier_storage', now(), null), ('hard_delete_posts', now() - interval '9 days', now()), ('long_gone', now() - interval '9 days', null)`
  const told = [...(await registry.metrics()).matchAll(/^halide_schedule_overdue_seconds\{job="(\w+)".*\} (\d+)/gm)]
  const overdue = Object.fromEntries(told.map(([, job, seconds]) => [job!, Number(seconds)]))
  assert.deepEqual(Object.keys(overdue).sort(), ['drain_buffer', 'hard_delete_posts', 'tier_storage'])
  assert.ok(overdue.drain_buffer! >= 540 && overdue.drain_buffer! < 600)
  assert.deepEqual([overdue.tier_storage, overdue.hard_delete_posts], [0, 0])
})
