import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { migrate } from './migrate.ts'
import { pendingChanges } from './schema-engine.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

test('the migrations make exactly what the models say', async () => {
  assert.equal(await pendingChanges(database.url), '')
  await database.db.$executeRaw`alter table users add column surplus int`
  assert.match(await pendingChanges(database.url), /DROP COLUMN "surplus"/)
  await database.db.$executeRaw`alter table users drop column surplus`
})

test('migrating again, from many processes at once, changes nothing', async () => {
  assert.deepEqual(await Promise.all([1, 2, 3].map(() => migrate(database.url))), [[], [], []])
})

test('ids are unique and grow with time', async () => {
  const ids = await database.db.$queryRaw<{ id: bigint }[]>`select next_id() id from generate_series(1, 500)`
  assert.equal(new Set(ids.map(({ id }) => id)).size, 500)
  const [later] = await database.db.$queryRaw<{ id: bigint }[]>`select next_id() id from pg_sleep(0.002)`
  assert.ok(ids.every(({ id }) => id < later!.id))
})
