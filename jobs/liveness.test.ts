import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { beat, farewell, freeJobsOfTheDead } from './liveness.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())
afterEach(async () => {
  await database.db.$executeRaw`delete from graphile_worker._private_jobs`
  await database.db.$executeRaw`delete from worker_heartbeats`
})

const deadAfterMs = 30_000
const identity = (workerId: string) => ({ workerId, host: 'here', pid: 1, jobs: ['some'] })
const free = () => freeJobsOfTheDead(database.db, deadAfterMs)

/** A worker whose last heartbeat was so long ago, and that locked a job so long ago. */
async function worker(workerId: string, { silent = 0, lockedFor = 0, attempts = 1 }) {
  const { db } = database
  await beat(db, identity(workerId), deadAfterMs)
  await db.$executeRaw`
    update worker_heartbeats set seen_at = now() - ${silent}::int * interval '1 s' where worker_id = ${workerId}`
  await db.$executeRaw`select graphile_worker.add_job('some', '{}'::json, max_attempts := 3)`
  await db.$executeRaw`
    update graphile_worker._private_jobs
    set locked_by = ${workerId}, locked_at = now() - ${lockedFor}::int * interval '1 s', attempts = ${attempts}::int
    where locked_by is null and id = (select max(id) from graphile_worker._private_jobs)`
}

const locks = async () => {
  const rows = await database.db.$queryRaw<{ locked_by: string | null }[]>`
    select locked_by from graphile_worker.jobs order by id`
  return rows.map((row) => row.locked_by)
}

test('the jobs of a worker without a heartbeat are free, those of the living are not', async () => {
  await worker('dead', { silent: 31, lockedFor: 60 })
  await worker('quiet', { silent: 29, lockedFor: 60 })
  await worker('alive', { silent: 0, lockedFor: 3_600 })
  assert.deepEqual(await free(), ['dead'])
  assert.deepEqual(await locks(), [null, 'quiet', 'alive'])
  assert.deepEqual(await free(), [])
})

test('a worker that died right after it came back has no heartbeat, and its job is freed too', async () => {
  await worker('unknown', { lockedFor: 31 })
  await worker('just begun', { lockedFor: 1 })
  await database.db.$executeRaw`delete from worker_heartbeats`
  assert.deepEqual(await free(), ['unknown'])
})

test('a job that died in its last attempt gets one more, to be given up', async () => {
  await worker('dead', { silent: 31, lockedFor: 60, attempts: 3 })
  await free()
  const [job] = await database.db.$queryRaw<unknown[]>`
    select attempts::int, max_attempts::int, locked_by from graphile_worker.jobs`
  assert.deepEqual(job, { attempts: 3, max_attempts: 4, locked_by: null })
})

test('who was silent itself calls nobody dead before another heartbeat', async () => {
  const { db } = database
  assert.equal(await beat(db, identity('me'), deadAfterMs), false)
  assert.equal(await beat(db, identity('me'), deadAfterMs), true)
  await db.$executeRaw`update worker_heartbeats set seen_at = now() - interval '31 s'`
  assert.equal(await beat(db, identity('me'), deadAfterMs), false)
  assert.equal(await beat(db, identity('me'), deadAfterMs), true)
})

test('a worker that ends in order leaves no heartbeat, and dead ones are forgotten', async () => {
  await worker('dead', { silent: 31, lockedFor: 60 })
  await worker('me', {})
  await farewell(database.db, identity('me'))
  await free()
  assert.equal(await database.db.workerHeartbeat.count(), 0)
})
