import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { anyOf, openDb, sql } from './client.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

test('rows have the types that Prisma gives them', async () => {
  const values = sql`
    select true as b, 1::smallint as s, 2 as i, 9007199254740993 as l, 1.5::float8 as f, 'text' as t, 'v'::varchar as v,
      'READY'::post_status as e, '{"a": [1, null]}'::jsonb as j, timestamptz '2026-11-28 17:50:07.123+02' as at, null::bigint as n,
      array[1, -9007199254740993] as many, '{}'::bigint[] as none, ${-5n}::bigint as given, ${[7n, 8n]}::bigint[] as list, ${null}::text as nothing`
  const { db } = database
  assert.deepEqual(await db.$read`${values}`, await db.$queryRaw`${values}`)
})

test('connections that are lost while nobody uses them are no failure, and none is left in the end', async () => {
  const db = openDb({ url: database.url, maxConnections: 2 })
  await Promise.all([1, 2].map((n) => db.$read`select ${n}::int, pg_sleep(0.05)::text`))
  const [others] = await database.db.$queryRaw<[{ ended: number }]>`
    select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query like '%pg_sleep(0.05)%'`
  assert.equal(others.ended, 2)
  // Whoever asks before the loss is heard of is told of it.
  const answer = () => db.$read`select 1 as n`.catch(() => null)
  while (!(await answer())) await delay(10)
  await db.$disconnect()
  const left = () => database.db.$queryRaw<unknown[]>`
    select 1 from pg_stat_activity where datname = current_database() and query = 'select 1 as n'`
  while ((await left()).length > 0) await delay(10)
})

test('a type without a parser is refused', async () => {
  const db = openDb({ url: database.url, maxConnections: 1 })
  await assert.rejects(db.$read`select 1.5::numeric as n`, /type 1700, for which there is no parser/)
  assert.deepEqual(await db.$read`select null::numeric as n`, [{ n: null }])
  await db.$disconnect()
})

test('a statement is prepared once for each connection, whatever its values', async () => {
  const db = openDb({ url: database.url, maxConnections: 1 })
  for (const id of [1n, 2n, null]) await db.$read`select id from users where id = ${id}::bigint`
  const prepared = db.$read<{ times: number }[]>`
    select (generic_plans + custom_plans)::int as times from pg_prepared_statements where statement like 'select id from users%'`
  assert.deepEqual(await prepared, [{ times: 3 }])
  await db.$disconnect()
})

test('a statement with few ids is not planned anew for each of them', async () => {
  const db = openDb({ url: database.url, maxConnections: 1 })
  for (let time = 0; time < 7; time++) await db.$read`select id from posts where id = ${anyOf([1n])}`
  const prepared = db.$read<{ planned: number }[]>`
    select custom_plans::int as planned from pg_prepared_statements where statement like 'select id from posts%'`
  assert.deepEqual(await prepared, [{ planned: 5 }])
  await db.$disconnect()
})

test('what a connection prepared before a migration is mended by itself', async () => {
  const db = openDb({ url: database.url, maxConnections: 1 })
  await db.$executeRaw`create table migrated (n int)`
  await db.$executeRaw`insert into migrated values (1)`
  const read = () => db.$read`select * from migrated`
  assert.deepEqual(await read(), [{ n: 1 }])
  await db.$executeRaw`alter table migrated add column more text default 'x'`
  for (let time = 0; time < 2; time++) assert.deepEqual(await read(), [{ n: 1, more: 'x' }])
  await db.$disconnect()
})

test('a statement that its session has lost is sent without a name', async () => {
  const db = openDb({ url: database.url, maxConnections: 1 })
  const read = (n: number) => db.$read`select ${n}::int as n`
  assert.deepEqual(await read(1), [{ n: 1 }])
  await db.$executeRaw`deallocate all`
  for (const n of [2, 3]) assert.deepEqual(await read(n), [{ n }])
  await db.$disconnect()
})
