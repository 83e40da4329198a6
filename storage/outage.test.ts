import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { StorageFault } from './faults.ts'
import { createStorageMetrics } from './metrics.ts'
import { openRegion } from './region.ts'
import type { ObjectStore } from './store.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores.close())

const bytes = randomBytes(10_000)
const put = (store: ObjectStore, key: string) => store.put(key, bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })

async function whereIs(key: string): Promise<[state: string, inPrimary: boolean, inBackup: boolean]> {
  const row = await stores.database.db.storedObject.findUniqueOrThrow({ where: { key } })
  return [row.state, row.inPrimary, row.inBackup]
}

async function breakerOf(region: string): Promise<number | undefined> {
  const gauge = await stores.registry.getSingleMetric('halide_storage_breaker_state')?.get()
  return gauge?.values.find(({ labels }) => labels.region === region)?.value
}

/** Calls that reached the primary. */
async function callsOfPrimary(): Promise<number> {
  const counter = await stores.registry.getSingleMetric('halide_storage_operations_total')?.get()
  return (counter?.values ?? []).reduce((sum, { labels, value }) => sum + (labels.region === 'primary' ? value : 0), 0)
}

test('with the primary down every put goes to the backup, and after five failures at once', async () => {
  const store = stores.open()
  await put(store, 'o/0')
  assert.deepEqual(await whereIs('o/0'), ['LIVE', true, false])
  await stores.servers.primary.stop()
  for (let count = 1; count <= 5; count += 1) await put(store, `o/${count}`)
  assert.equal(await breakerOf('primary'), 2)

  const calls = await callsOfPrimary()
  await put(store, 'o/6')
  assert.deepEqual(await store.read('o/6', md5Of(bytes)), bytes)
  assert.equal(await callsOfPrimary(), calls, 'a region with an open breaker is not called')
  for (let count = 1; count <= 6; count += 1) assert.deepEqual(await whereIs(`o/${count}`), ['LIVE', false, true])

  const checks = store.checks()
  assert.equal(await checks.s3!(), 'backup in use')
  await assert.rejects(checks['s3.primary']!(), /breaker open, next retry in \d+ ms/)

  await stores.servers.primary.start()
  await sleep(1_050)
  for (const [key, state] of [
    ['o/7', 1],
    ['o/8', 0],
  ] as const) {
    await put(store, key)
    assert.equal(await breakerOf('primary'), state)
    assert.deepEqual(await whereIs(key), ['LIVE', true, false])
    await store.read(key, md5Of(bytes))
  }
  assert.match((await checks['s3.primary']!()) ?? '', /breaker closed$/)
  assert.equal(await checks.s3!(), 'primary in use')
})

test('a primary that answers 503 is a failed one', async (t) => {
  const server = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = { ...stores.servers.primary.settings, endpoint }
  const primary = openRegion('primary', settings, createStorageMetrics(createRegistry('test')))
  t.after(() => primary.close())
  const store = stores.open({ primary })
  for (let count = 0; count < 6; count += 1) await put(store, `p/${count}`)
  await assert.rejects(store.checks()['s3.primary']!(), /breaker open/)
  assert.deepEqual(await whereIs('p/5'), ['LIVE', false, true])
  assert.deepEqual(await store.read('p/5', md5Of(bytes)), bytes)
})

test('with both regions down nothing is acknowledged, and nothing can go LIVE', async () => {
  const store = stores.open()
  await Promise.all([stores.servers.primary.stop(), stores.servers.backup.stop()])
  const unavailable = (error: unknown) => error instanceof StorageFault && error.code === 'UNAVAILABLE'
  await assert.rejects(put(store, 'q/1'), unavailable)
  await assert.rejects(
    stores.open({}, { bufferBytes: 0 }).checks().s3!(),
    /no region can be used.*: .*primary.*; .*backup/,
  )
  const early = store.goLive(stores.database.db, [{ key: 'q/1', md5: md5Of(bytes) }])
  await assert.rejects(early, (error) => error instanceof StorageFault && error.code === 'KEY_TAKEN')
  assert.deepEqual(await whereIs('q/1'), ['PENDING', false, false])
  await Promise.all([stores.servers.primary.start(), stores.servers.backup.start()])
  await put(store, 'q/1')
  assert.deepEqual(await whereIs('q/1'), ['LIVE', true, false])
})

test('a region that is back before its breaker tries it is read where no other has the object, and put to by nobody', async () => {
  const store = stores.open()
  await put(store, 'o/only')
  await stores.servers.primary.stop()
  for (let count = 0; count < 5; count += 1) await store.head('o/only').catch(() => {})
  assert.equal(await breakerOf('primary'), 2)
  await stores.servers.primary.start()
  assert.deepEqual(await store.read('o/only', md5Of(bytes)), bytes)
  await put(store, 'o/next')
  assert.deepEqual(await whereIs('o/next'), ['LIVE', false, true])
  assert.equal(await breakerOf('primary'), 2)
})

test('few reads at a time pass an open breaker: the others fail at once, as it is there for', async (t) => {
  const hanging = createServer(() => {}).listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  t.after(() => {
    hanging.closeAllConnections()
    hanging.close()
  })
  const endpoint = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`
  const metrics = createStorageMetrics(createRegistry('test'))
  const down = openRegion('primary', { ...stores.servers.primary.settings, endpoint }, metrics)
  const store = stores.open({ primary: down, backup: down })
  await Promise.allSettled(Array.from({ length: 10 }, () => store.head('o/hung')))
  const begun = performance.now()
  const tookMs: number[] = []
  await Promise.allSettled(
    Array.from({ length: 40 }, () => store.head('o/hung').finally(() => tookMs.push(performance.now() - begun))),
  )
  const waited = tookMs.filter((ms) => ms > 2_000).length
  assert.ok(waited >= 1 && waited <= 20, `${waited} of 40 waited for a region that hangs`)
})
