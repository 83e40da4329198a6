import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, type TestContext, test } from 'node:test'
import { createRegistry } from '@halide/telemetry/registry.ts'
import type { StorageFault } from './faults.ts'
import { createStorageMetrics } from './metrics.ts'
import { openRegion, type Region } from './region.ts'
import type { RegionSettings } from './settings.ts'
import { md5Of, startTestServer, type TestBucketServer } from './test-stores.ts'

const open = (settings: RegionSettings) => openRegion('primary', settings, createStorageMetrics(createRegistry('test')))

let server: TestBucketServer
let region: Region
before(async () => {
  server = await startTestServer('halide')
  region = open(server.settings)
  await region.createBucket()
})
after(async () => {
  region.close()
  await server.remove()
})

const bytes = randomBytes(200_000)
const whole = { comparedByCaller: true } as const
const get = async (from: Region, key: string) => Buffer.concat(await (await from.get(key, whole))!.body.toArray())

for (const key of ['renditions/1/1/large.jpg', "it's (so) *odd*!/a b", 'ü/+&=?#%41~', 'a//b']) {
  test(`${key} is read with all that a HEAD tells of it`, async () => {
    await region.put(key, bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
    const { body, ...facts } = (await region.get(key, whole))!
    assert.deepEqual(facts, await region.head(key))
    assert.equal(facts.contentType, 'image/jpeg')
    assert.equal(facts.etag, md5Of(bytes).toString('hex'))
    assert.ok(Buffer.concat(await body.toArray()).equals(bytes))
  })
}

test('what is not there is null, and a bucket that is not there a refusal', async (t) => {
  assert.equal(await region.get('nothing', whole), null)
  const nowhere = open({ ...server.settings, bucket: 'nowhere' })
  t.after(() => nowhere.close())
  await assert.rejects(nowhere.get('nothing', whole), (error: StorageFault) => error.code === 'REFUSED')
})

/** A store of one object, which answers its first request in its own way. */
async function startStore(t: TestContext, first: RequestListener) {
  let asked = 0
  const store = createServer((request, response) => {
    asked += 1
    if (asked === 1) return first(request, response)
    response.writeHead(200, { 'content-length': bytes.length, etag: '"x"' }).end(bytes)
  }).listen(0, '127.0.0.1')
  await once(store, 'listening')
  const endpoint = `http://127.0.0.1:${(store.address() as AddressInfo).port}`
  const from = open({ ...server.settings, endpoint })
  t.after(() => {
    from.close()
    store.closeAllConnections()
    store.close()
  })
  return { from, asked: () => asked }
}

const failings: RequestListener[] = [
  (request) => request.socket.destroy(),
  (_, response) => response.writeHead(503).end('not now'),
]

test('a connection that breaks, or a store that answers "not now", is asked a second time', async (t) => {
  for (const first of failings) {
    const { from, asked } = await startStore(t, first)
    assert.ok((await get(from, 'o')).equals(bytes))
    assert.equal(asked(), 2)
  }
})

test('a put that breaks off, or meets a store that answers "not now", is made a second time', async (t) => {
  for (const first of failings) {
    const { from, asked } = await startStore(t, first)
    assert.equal(await from.put('o', bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) }), 'STORED')
    assert.equal(asked(), 2)
  }
})

test('a put whose condition is not met, or whose bytes are not those of their sum, stores nothing', async () => {
  const put = (body: Buffer, onlyIf: NonNullable<Parameters<Region['put']>[2]['onlyIf']>, md5 = md5Of(body)) =>
    region.put('once', body, { contentType: 'image/jpeg', md5, onlyIf })
  const other = randomBytes(1_000)
  await assert.rejects(put(bytes, { absent: true }, md5Of(other)), (error: StorageFault) => error.code === 'DAMAGED')
  assert.equal(await put(bytes, { absent: true }), 'STORED')
  assert.equal(await put(other, { absent: true }), 'EXISTS')
  assert.equal(await put(other, { etag: md5Of(other).toString('hex') }), 'EXISTS')
  assert.ok((await get(region, 'once')).equals(bytes))
  assert.equal(await put(other, { etag: md5Of(bytes).toString('hex') }), 'STORED')
  assert.ok((await get(region, 'once')).equals(other))
})

test('a body that breaks off fails', async (t) => {
  const { from } = await startStore(t, (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length, etag: '"x"' })
    response.write(bytes.subarray(0, 1_000), () => response.destroy())
  })
  await assert.rejects(get(from, 'o'))
})

test('who gave up hears of no fault of the store', async (t) => {
  const { from } = await startStore(t, () => {})
  const signal = AbortSignal.timeout(50)
  const gaveUp = from.get('o', { ...whole, signal })
  await assert.rejects(gaveUp, (error: StorageFault) => (error.cause as Error).name === 'AbortError')
})
