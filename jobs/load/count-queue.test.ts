import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { byKind, byLane, countQueue } from './count-queue.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
  await database.db.$executeRaw`
    insert into graphile_worker._private_tasks (identifier) select unnest(array['process_photo', 'warm_feeds'])`
})
after(() => database?.drop())

const add = (kind: string, count: number, priority: number, inSeconds = -5) => database.db.$executeRaw`
  insert into graphile_worker._private_jobs (task_id, priority, run_at, max_attempts, payload)
  select tasks.id, ${priority}::smallint, now() + ${inSeconds}::int * interval '1 s', 6, json_build_object('filler', repeat(md5(n::text), 8))
  from graphile_worker._private_tasks as tasks, generate_series(1, ${count}::int) n where identifier = ${kind}`

const look = () =>
  database.db.$transaction(async (tx) => {
    const depths = await countQueue(tx)
    return { kinds: byKind(depths), lanes: await byLane(tx, depths) }
  })

test('a short queue is counted to the job, by kind and by lane', async () => {
  await add('process_photo', 5, 0)
  await add('process_photo', 3, 0, 3_600)
  await add('warm_feeds', 2, 20, 3_600)
  await database.db.$executeRaw`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'me' where id = (select min(id) from graphile_worker._private_jobs)`
  const { kinds, lanes } = await look()
  assert.deepEqual(kinds, { process_photo: 8, warm_feeds: 2 })
  const { oldestSeconds, ...upload } = lanes.upload
  assert.deepEqual(upload, { waiting: 7, due: 4, running: 1 })
  assert.ok(oldestSeconds >= 5 && oldestSeconds < 60, `${oldestSeconds}`)
  assert.deepEqual(lanes.backfill, { waiting: 2, due: 0, running: 0, oldestSeconds: 0 })
  assert.deepEqual(lanes.publish, { waiting: 0, due: 0, running: 0, oldestSeconds: 0 })
})

test('of a long one a part is looked at, and what is left of it is counted to the job again', async () => {
  await add('process_photo', 40_000, 0)
  const { kinds, lanes } = await look()
  assert.ok(Math.abs(kinds.process_photo! - 40_008) < 6_000, `${kinds.process_photo}`)
  assert.equal(lanes.upload.running, 1)
  await database.db.$executeRaw`
    delete from graphile_worker._private_jobs where id < (select max(id) - 6 from graphile_worker._private_jobs) and locked_at is null`
  assert.deepEqual((await look()).kinds, { process_photo: 8 })
})
