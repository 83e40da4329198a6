import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { openStore } from '@halide/storage/store.ts'
import { startTestServer } from '@halide/storage/test-stores.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { enterJobWorld } from '../test-world.ts'
import { replicateObjects } from './job.ts'

test('what lies in one region is counted, and after the job in both', async (t) => {
  const [world, backup] = await Promise.all([enterJobWorld('primary'), startTestServer('backup')])
  const { db, log } = world.context
  const registry = createRegistry('test')
  const store = openStore({ primary: world.s3.settings, backup: backup.settings, db, log, registry })
  t.after(async () => {
    store.close()
    await Promise.all([backup.remove(), world.leave()])
  })
  await store.createBuckets()
  const bytes = Buffer.from('an original')
  for (const key of ['a', 'b']) {
    await store.put(key, bytes, { contentType: 'image/jpeg', md5: createHash('md5').update(bytes).digest() })
  }
  await db.storedObject.update({ where: { key: 'a' }, data: { changedAt: new Date(Date.now() - 90_000) } })
  const metricOf = async (name: string) => (await registry.getSingleMetric(name)?.get())?.values[0]?.value ?? Number.NaN
  const lag = await metricOf('halide_replication_lag_seconds')
  assert.ok(lag >= 89 && lag < 600, `${lag} s`)
  assert.equal(await metricOf('halide_unreplicated_objects'), 2)

  const context = { ...world.context, store, signal: new AbortController().signal, attempt: 1 }
  for (let time = 0; time < 2; time += 1) await replicateObjects.run({}, context)

  const waiting = await db.$queryRaw<{ seconds: number }[]>`
    select extract(epoch from run_at - now())::float8 as seconds from graphile_worker.jobs where task_identifier = 'replicate_objects'`
  assert.equal(waiting.length, 1)
  assert.ok(waiting[0]!.seconds < 60, 'sooner than the clock')

  const rows = await db.storedObject.findMany({ select: { inPrimary: true, inBackup: true } })
  assert.deepEqual(rows, Array(2).fill({ inPrimary: true, inBackup: true }))
  assert.equal(await metricOf('halide_unreplicated_objects'), 0)
  await world.s3.stop()
  assert.equal((await store.head('a'))?.source, 'backup')
})
