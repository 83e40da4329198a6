import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { buffered } from './buffer.ts'
import { measureBuffer } from './drain.ts'
import { StorageFault } from './faults.ts'
import type { ObjectStore } from './store.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'

let stores: TestStores
let store: ObjectStore
before(async () => {
  stores = await startTestStores()
})
beforeEach(() => {
  // Its breakers know of no outage yet.
  store = stores.open()
})
after(() => stores.close())

const { signal } = new AbortController()
const md5s = new Map<string, { bytes: Buffer; md5: Buffer }>()
const isFault = (code: string) => (error: unknown) => error instanceof StorageFault && error.code === code
const bothDown = () => Promise.all([stores.servers.primary.stop(), stores.servers.backup.stop()])
const bothBack = () => Promise.all([stores.servers.primary.start(), stores.servers.backup.start()])

/** Uploads an original of random bytes, as the bytes door does. */
async function upload(key: string, through = store): Promise<boolean> {
  const bytes = randomBytes(20_000)
  const md5 = md5Of(bytes)
  md5s.set(key, { bytes, md5 })
  const staged = await through.stage(key, bytes, { contentType: 'image/jpeg', md5, buffer: true })
  await through.goLive(stores.database.db, [staged])
  return staged.buffered
}

async function whereIs(key: string) {
  const { state, inPrimary, inBackup, inBuffer } = await stores.database.db.storedObject.findUniqueOrThrow({
    where: { key },
  })
  return { state, inPrimary, inBackup, inBuffer }
}

const nowhere = { inPrimary: false, inBackup: false, inBuffer: false }

test('with both regions down an original is acknowledged, read, and moved to a region when one is back', async () => {
  await bothDown()
  const keys = ['a/3', 'a/1', 'a/2']
  for (const key of keys) assert.equal(await upload(key), true)
  assert.deepEqual(await whereIs('a/1'), { ...nowhere, state: 'LIVE', inBuffer: true })
  assert.match((await store.checks().s3!()) ?? '', /3 originals of 60000 bytes are buffered/)
  const registry = createRegistry('test')
  measureBuffer(stores.database.db, registry)
  const measured = ['bytes', 'objects'].map((name) => registry.getSingleMetric(`halide_buffered_${name}`)!.get())
  assert.deepEqual(
    (await Promise.all(measured)).map(({ values }) => values[0]?.value),
    [60_000, 3],
  )
  const { bytes, md5 } = md5s.get('a/1')!
  assert.deepEqual(await store.read('a/1', md5), bytes)
  const part = await store.open('a/1', { range: { first: 100, last: 299 } })
  assert.deepEqual([part?.source, Buffer.concat(await part!.body.toArray())], ['buffer', bytes.subarray(100, 300)])
  assert.equal((await store.head('a/1'))?.size, 20_000)
  await assert.rejects(store.drain(signal), isFault('UNAVAILABLE'))

  await bothBack()
  const again = stores.open()
  const order: string[] = []
  const { primary } = stores.regions
  const put: typeof primary.put = (key, ...rest) => {
    order.push(key)
    return primary.put(key, ...rest)
  }
  const watched = stores.open({ primary: { ...primary, put } })
  assert.deepEqual(await watched.drain(signal), { moved: 3, failed: 0 })
  assert.deepEqual(
    order.filter((key) => keys.includes(key)),
    keys,
    'the longest buffered first',
  )
  assert.deepEqual(await buffered(stores.database.db), { objects: 0, bytes: 0, seconds: 0 })
  for (const key of keys) {
    assert.deepEqual(await whereIs(key), { ...nowhere, state: 'LIVE', inPrimary: true })
    assert.deepEqual(await again.read(key, md5s.get(key)!.md5), md5s.get(key)!.bytes)
    assert.equal((await stores.regions.primary.head(key))?.etag, md5s.get(key)!.md5.toString('hex'))
  }
  assert.deepEqual(await again.replicate(signal), { copied: 3, left: 0, failed: 0 })
})

test('what can be made again is not buffered, nor what passes the bound', async () => {
  await bothDown()
  const bytes = randomBytes(100)
  const plain = { contentType: 'image/webp', md5: md5Of(bytes) }
  await assert.rejects(store.stage('b/rendition', bytes, plain), isFault('UNAVAILABLE'))
  const small = stores.open({}, { bufferBytes: 30_000 })
  await upload('b/1', small)
  await assert.rejects(upload('b/2', small), isFault('UNAVAILABLE'))
  assert.deepEqual(await whereIs('b/2'), { ...nowhere, state: 'PENDING' })
  await bothBack()
  await store.drain(signal)
})

test('an original deleted from the buffer is gone, and one whose key was claimed anew is the later one', async () => {
  const { db } = stores.database
  await bothDown()
  await upload('c/1')
  const dead = randomBytes(50)
  await store.stage('c/2', dead, { contentType: 'image/jpeg', md5: md5Of(dead), buffer: true })
  await bothBack()
  await store.tombstone(db, ['c/1'])
  await store.erase(['c/1'])
  assert.equal(await store.head('c/1'), null)
  assert.equal(await upload('c/2', stores.open()), false)
  assert.deepEqual(await store.drain(signal), { moved: 0, failed: 0 })
  assert.deepEqual(await store.read('c/2', md5s.get('c/2')!.md5), md5s.get('c/2')!.bytes)
  assert.equal(await db.bufferedObject.count(), 0)
})

test('two that drain at once, beside a deletion, move each original once and leave nothing behind', async () => {
  const { db } = stores.database
  await bothDown()
  const keys = Array.from({ length: 12 }, (_, i) => `d/${i}`)
  for (const key of keys) await upload(key)
  await bothBack()
  const [deleted, kept] = [keys.slice(0, 4), keys.slice(4)]
  const erase = async () => {
    const fresh = stores.open()
    await fresh.tombstone(db, deleted)
    await fresh.erase(deleted)
  }
  await Promise.all([stores.open().drain(signal), stores.open().drain(signal), erase()])
  assert.equal(await db.bufferedObject.count(), 0)
  for (const key of kept) assert.deepEqual(await whereIs(key), { ...nowhere, state: 'LIVE', inPrimary: true })
  for (const key of deleted) {
    assert.deepEqual(await whereIs(key), { ...nowhere, state: 'GONE' })
    assert.equal(await stores.regions.primary.head(key), null)
  }
})

test('a drain that fails leaves alone what another attempt of the same upload is bringing', async () => {
  const bytes = randomBytes(3_000)
  const original = { contentType: 'image/jpeg', md5: md5Of(bytes), buffer: true as const }
  await bothDown()
  await store.stage('e/1', bytes, original)
  await bothBack()
  const { primary, backup } = stores.regions
  /** Somebody else's put of the key is always a little faster. */
  const busy: typeof primary.put = async (key, ...rest) => {
    if (key !== 'e/1') return primary.put(key, ...rest)
    throw new StorageFault('BUSY', key)
  }
  await primary.put('e/1', bytes, original)
  assert.deepEqual(await stores.open({ primary: { ...primary, put: busy }, backup }).drain(signal), {
    moved: 0,
    failed: 1,
  })
  assert.equal((await primary.head('e/1'))?.etag, original.md5.toString('hex'))
  assert.deepEqual(await stores.open().drain(signal), { moved: 1, failed: 0 })
})
