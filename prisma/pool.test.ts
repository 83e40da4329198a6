import assert from 'node:assert/strict'
import { type AddressInfo, connect, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { DatabaseOverloaded, DatabaseUnreachable, openDb } from './client.ts'
import type { PoolLimits } from './pool-settings.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

function open(limits: Partial<PoolLimits>) {
  const registry = createRegistry('test')
  const db = openDb({ url: database.url, ...limits, observe: { registry, log: createLogger('test', 'silent') } })
  /** A transaction that does nothing until it is told to end. */
  async function hold(): Promise<() => Promise<void>> {
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const held = db.$transaction(async (tx) => {
      await tx.$queryRaw`select 'held'`
      begun.resolve()
      await end.promise
    })
    await begun.promise
    return async () => {
      end.resolve()
      await held
    }
  }
  async function metric(name: string): Promise<number> {
    const lines = (await registry.metrics()).split('\n')
    return Number(lines.find((line) => line.startsWith(`halide_database_pool_${name}{`))?.split(' ')[1])
  }
  return { db, hold, metric }
}

const unreachable = (error: unknown) =>
  error instanceof DatabaseUnreachable && error.extensions.code === 'SERVICE_UNAVAILABLE'
const overloaded = (error: unknown) => error instanceof DatabaseOverloaded && error.extensions.code === 'OVERLOADED'

test('an exhausted pool refuses those who wait, then everybody at once, until a probe gets its connection', async (t) => {
  const { db, hold, metric } = open({ maxConnections: 2, exhaustedAfterMs: 400, probeAfterMs: 200 })
  t.after(() => db.$disconnect())
  const held = [await hold(), await hold()]
  const waiting = [1, 2, 3].map(() => db.$queryRaw`select 1`.then(() => 'answered', overloaded))
  await delay(100)
  assert.deepEqual([await metric('in_use'), await metric('waiting'), await metric('breaker_open')], [2, 3, 0])
  assert.deepEqual(await Promise.all(waiting), [true, true, true])
  assert.deepEqual([await metric('waiting'), await metric('breaker_open')], [0, 1])

  // Statements, models and transactions alike; what has its connection already is not disturbed.
  await assert.rejects(db.$queryRaw`select 1`, overloaded)
  await assert.rejects(db.$read`select 1`, overloaded)
  await assert.rejects(db.user.findFirst({}), overloaded)
  await assert.rejects(
    db.$transaction(async (tx) => tx.user.count()),
    overloaded,
  )
  await delay(200)
  // A query of Prisma begins when somebody waits for it.
  const probe = db.$queryRaw`select 1 as n`.then((rows) => rows)
  await delay(20)
  await assert.rejects(db.$queryRaw`select 2`, overloaded, 'one probe at a time')
  assert.equal(await metric('breaker_open'), 1)
  await held[0]!()
  assert.deepEqual(await probe, [{ n: 1 }])
  assert.deepEqual(await Promise.all([1, 2].map(() => db.user.count())), [0, 0])
  await held[1]!()
  assert.deepEqual([await metric('breaker_open'), await metric('breaker_opened_total')], [0, 1])
  assert.equal(await metric('refused_total'), 8)
})

test('a probe that waits in vain keeps the breaker open', async (t) => {
  const { db, hold, metric } = open({ maxConnections: 1, exhaustedAfterMs: 150, probeAfterMs: 50 })
  t.after(() => db.$disconnect())
  const release = await hold()
  await assert.rejects(db.$queryRaw`select 1`, overloaded)
  await delay(60)
  await assert.rejects(db.$queryRaw`select 1`, overloaded)
  await assert.rejects(db.$queryRaw`select 1`, overloaded)
  await release()
  await delay(60)
  assert.deepEqual(await db.$queryRaw`select 1 as n`, [{ n: 1 }])
  assert.deepEqual([await metric('breaker_open'), await metric('breaker_opened_total')], [0, 1])
})

test('a busy pool in which all are served in time stays closed', async (t) => {
  const { db, metric } = open({ maxConnections: 2, exhaustedAfterMs: 5_000 })
  t.after(() => db.$disconnect())
  await Promise.all(Array.from({ length: 200 }, () => db.$queryRaw`select pg_sleep(0.002)::text`))
  assert.deepEqual([await metric('breaker_opened_total'), await metric('refused_total')], [0, 0])
  assert.deepEqual([await metric('size'), await metric('in_use'), await metric('wait_seconds_count')], [2, 0, 200])
})

test('a connection held for too long is counted once', async (t) => {
  const { db, hold, metric } = open({ leakAfterMs: 100 })
  t.after(() => db.$disconnect())
  const release = await hold()
  await db.$queryRaw`select 1`
  await delay(350)
  assert.equal(await metric('leaks_total'), 1)
  await release()
})

test('a failed statement or connection gives its turn back', async (t) => {
  const { db, metric } = open({ maxConnections: 1, exhaustedAfterMs: 2_000 })
  const nowhere = openDb({ url: 'postgresql://halide@127.0.0.1:1/none', maxConnections: 1, outageGraceMs: 0 })
  t.after(() => Promise.all([db.$disconnect(), nowhere.$disconnect()]))
  for (let i = 0; i < 3; i++) {
    await assert.rejects(db.$queryRaw`select 1 / 0`, /division by zero/)
    await assert.rejects(db.$read`select 1 / 0`, /division by zero/)
    await assert.rejects(
      db.$transaction(async (tx) => tx.$executeRaw`select pg_terminate_backend(pg_backend_pid())`),
      unreachable,
    )
    await assert.rejects(db.$executeRaw`select pg_terminate_backend(pg_backend_pid())`, unreachable)
    await assert.rejects(db.$read`select pg_terminate_backend(pg_backend_pid())::text`, unreachable)
    await assert.rejects(nowhere.$queryRaw`select 1`, unreachable)
    await assert.rejects(nowhere.$read`select 1`, unreachable)
  }
  assert.deepEqual(await db.$queryRaw`select 1 as n`, [{ n: 1 }])
  assert.equal(await metric('in_use'), 0)
})

test('a Postgres that is being started again is waited for, one that stays away is not', async (t) => {
  const { hostname, port, pathname, username, password } = new URL(database.url)
  const door = createServer((client) => {
    const server = connect(Number(port), hostname)
    client.pipe(server).pipe(client)
    for (const [end, other] of [[client, server] as const, [server, client] as const]) {
      end.on('error', () => {}).on('close', () => other.destroy())
    }
    t.after(() => client.destroy())
  })
  const open = () => new Promise<void>((resolve) => door.listen(doorPort, '127.0.0.1', resolve))
  let doorPort = 0
  await open()
  doorPort = (door.address() as AddressInfo).port
  door.close()
  t.after(() => door.close())
  const url = `postgresql://${username}:${password}@127.0.0.1:${doorPort}${pathname}`
  const [patient, spent] = [openDb({ url, outageGraceMs: 10_000 }), openDb({ url, outageGraceMs: 150 })]
  t.after(() => Promise.all([patient.$disconnect(), spent.$disconnect()]))
  const waiting = [1, 2, 3].map((n) => patient.$queryRaw`select ${n}::int as n`.then((rows) => rows))
  await assert.rejects(spent.$queryRaw`select 1`, unreachable)
  await open()
  assert.deepEqual(await Promise.all(waiting), [[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
  assert.equal((await spent.$queryRaw<unknown[]>`select 1`).length, 1)
})
