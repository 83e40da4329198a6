import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createStorageMetrics } from '@halide/storage/metrics.ts'
import { openRegion } from '@halide/storage/region.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { processPhoto } from './job.ts'

/** The test's server thaws within a second. */
const takesMs = 4_000

let world: JobWorld
before(async () => {
  world = await enterJobWorld('cold', { thaw: { days: 1, takesMs } })
})
after(() => world.leave())

test('a photo whose original is archived waits for the thaw without losing an attempt, and is READY then', async () => {
  const { db } = world.context
  const { postId } = await world.post(await makePhoto())
  const { originalKey } = await db.photo.findFirstOrThrow({ where: { postId } })
  const region = openRegion('primary', world.s3.settings, createStorageMetrics(createRegistry('test')))
  await region.changeClass(originalKey, (await region.head(originalKey))!, 'GLACIER')
  region.close()
  await db.$executeRaw`update objects set storage_class = 'GLACIER' where key = ${originalKey}`

  const begun = Date.now()
  const { stop } = await world.work([processPhoto])
  const waiting = await until(async () => {
    const [job] = await db.$queryRaw<{ runAt: Date; attempts: number }[]>`
      select run_at as "runAt", attempts::int from graphile_worker.jobs where run_at > now()`
    return job
  })
  assert.equal(waiting.attempts, 0)
  assert.ok(waiting.runAt.getTime() >= begun + takesMs)
  const statusOf = async () => (await db.post.findUniqueOrThrow({ where: { id: postId } })).status
  assert.equal(await statusOf(), 'PROCESSING')
  await until(async () => (await statusOf()) === 'READY')
  assert.ok(Date.now() >= begun + takesMs)
  await stop()
})
