import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { PassThrough, pipeline, type Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { StorageFault } from './faults.ts'
import type { Region, RegionName } from './region.ts'
import type { ObjectStore } from './store.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'

let stores: TestStores
let store: ObjectStore
before(async () => {
  stores = await startTestStores()
  store = stores.open()
})
after(() => stores.close())

/** Larger than what a stream holds at once. */
const large = randomBytes(1_000_000)
const typed = { contentType: 'image/jpeg' }

async function lay(key: string, bytes: Buffer, ...where: RegionName[]): Promise<void> {
  for (const name of where) await stores.regions[name].put(key, bytes, { ...typed, md5: md5Of(bytes) })
}

/** A primary whose connection breaks after so many bytes of a body. */
function breakingAfter(count: number): Region {
  const get: Region['get'] = async (key, options) => {
    const object = await stores.regions.primary.get(key, options)
    return object && { ...object, body: cut(object.body, count) }
  }
  return { ...stores.regions.primary, get }
}

function cut(body: Readable, count: number): Readable {
  const out = new PassThrough()
  let seen = 0
  pipeline(
    body,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        yield chunk.subarray(0, Math.max(0, count - seen))
        seen += chunk.length
        if (seen >= count) throw new Error('connection reset')
      }
    },
    out,
    () => {},
  )
  return out
}

test('the primary answers while it can', async () => {
  await lay('r/1', large, 'primary', 'backup')
  const object = await store.open('r/1')
  assert.deepEqual([object?.source, object?.size, object?.contentType], ['primary', 1_000_000, 'image/jpeg'])
  assert.deepEqual(await buffer(object!.body), large)
})

test('what the primary lacks comes from the backup; what both lack is null', async () => {
  await lay('r/2', large, 'backup')
  const object = await store.open('r/2', { range: { first: 7, last: 99 } })
  assert.deepEqual([object?.source, object?.size], ['backup', 93])
  assert.deepEqual(await buffer(object!.body), large.subarray(7, 100))
  assert.deepEqual(await store.read('r/2', md5Of(large)), large)
  assert.equal((await store.head('r/2'))?.source, 'backup')
  assert.deepEqual(
    [await store.open('r/0'), await store.read('r/0', md5Of(large)), await store.head('r/0')],
    [null, null, null],
  )
})

test('with the primary down reads come from the backup, and what that lacks is a fault, not an absence', async () => {
  await lay('r/3', large, 'primary', 'backup')
  await lay('r/4', large, 'primary')
  await stores.servers.primary.stop()
  const object = await store.open('r/3')
  assert.equal(object?.source, 'backup')
  assert.deepEqual(await buffer(object!.body), large)
  const lost = store.open('r/4')
  await assert.rejects(lost, (error) => error instanceof StorageFault && error.code === 'UNAVAILABLE')
  await stores.servers.primary.start()
  assert.equal((await store.head('r/3'))?.source, 'primary')
})

test('a body that breaks off in the middle goes on from the backup at the same byte', async () => {
  await lay('r/5', large, 'primary', 'backup')
  for (const count of [0, 1, 300_000, 999_999]) {
    const broken = stores.open({ primary: breakingAfter(count) })
    const whole = await broken.open('r/5')
    assert.equal(whole?.source, 'primary')
    assert.deepEqual(await buffer(whole!.body), large, `after ${count} bytes`)
    const range = await broken.open('r/5', { range: { first: 100, last: 800_000 } })
    assert.deepEqual(await buffer(range!.body), large.subarray(100, 800_001), `a range, after ${count} bytes`)
  }
})

test('a body that breaks off with no backup to go on from fails', async () => {
  await lay('r/6', large, 'primary')
  const object = await stores.open({ primary: breakingAfter(300_000) }).open('r/6')
  await assert.rejects(buffer(object!.body))
})

test('bytes that rotted on disk never make a whole body', async () => {
  const rotten = randomBytes(1_000_001)
  await lay('r/7', rotten, 'primary', 'backup')
  await stores.servers.primary.rot(rotten.length, 10)
  const object = await store.open('r/7')
  assert.equal(object?.source, 'primary')
  let received = 0
  await assert.rejects(async () => {
    for await (const chunk of object!.body) received += (chunk as Buffer).length
  }, /DAMAGED/)
  assert.ok(received > 0 && received < rotten.length, `${received} bytes`)
})

test('a small object that rotted comes from the backup', async () => {
  const rotten = randomBytes(3_001)
  await lay('r/8', rotten, 'primary', 'backup')
  await stores.servers.primary.rot(rotten.length, 10)
  const object = await store.open('r/8')
  assert.deepEqual(await buffer(object!.body), rotten)
})

test('a read of the whole takes the copy whose MD5 is right, or says that none is', async () => {
  const rotten = randomBytes(5_003)
  await lay('r/9', rotten, 'primary', 'backup')
  await stores.servers.primary.rot(rotten.length, 10)
  assert.deepEqual(await store.read('r/9', md5Of(rotten)), rotten)
  await stores.servers.backup.rot(rotten.length, 10)
  const damaged = store.read('r/9', md5Of(rotten))
  await assert.rejects(damaged, (error) => error instanceof StorageFault && error.code === 'DAMAGED')
})

test('who stops reading, or aborts, closes the connection to the store', async () => {
  await lay('r/10', large, 'primary')
  const bodies: Readable[] = []
  const get: Region['get'] = async (key, options) => {
    const object = await stores.regions.primary.get(key, options)
    if (object) bodies.push(object.body)
    return object
  }
  const watched = stores.open({ primary: { ...stores.regions.primary, get } })
  for await (const _ of (await watched.open('r/10'))!.body) break
  const unread = await watched.open('r/10')
  unread!.body.destroy()
  const abort = new AbortController()
  const object = await watched.open('r/10', { signal: abort.signal })
  await assert.rejects(async () => {
    for await (const _ of object!.body) abort.abort()
  }, /abort/i)
  assert.deepEqual(
    bodies.map(({ destroyed }) => destroyed),
    [true, true, true],
  )
})

test('a connection that breaks before anyone reads ends neither the process nor well', async () => {
  await lay('r/11', large, 'primary')
  const bodies: Readable[] = []
  const get: Region['get'] = async (key, options) => {
    const object = await stores.regions.primary.get(key, options)
    if (object) bodies.push(object.body)
    return object
  }
  const object = await stores.open({ primary: { ...stores.regions.primary, get } }).open('r/11')
  bodies[0]!.destroy(new Error('connection reset'))
  await new Promise((resolve) => setImmediate(resolve))
  await assert.rejects(buffer(object!.body), /connection reset/)
})

test('reads from the backup are counted by what was wrong', async () => {
  const counted = await stores.registry.getSingleMetric('halide_storage_read_fallbacks_total')?.get()
  assert.deepEqual(
    new Set(counted?.values.map(({ labels }) => labels.reason)),
    new Set(['missing', 'failed', 'broken_off']),
  )
})
