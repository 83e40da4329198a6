import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { StorageFault } from './faults.ts'
import { claim, markLive } from './ledger.ts'
import { describe, probe, probePrefix } from './probe.ts'
import type { Region } from './region.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'
import { writeVerified } from './write-verified.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores.close())

const bytes = randomBytes(10_000)
const typed = { contentType: 'image/jpeg' }

/** A store that believes any MD5: it takes what comes as what was meant. `alter` is what the wire does to the bytes. */
function believing(region: Region, alter: (bytes: Buffer) => Buffer = (given) => given): Region {
  const put: Region['put'] = (key, given, options) => {
    const arrived = alter(given)
    return region.put(key, arrived, { ...options, md5: md5Of(arrived) })
  }
  return { ...region, put }
}

/** A store that passes over conditions. */
function unconditional(region: Region): Region {
  return { ...region, put: (key, given, { onlyIf: _, ...options }) => region.put(key, given, options) }
}

function flipped(given: Buffer): Buffer {
  const copy = Buffer.from(given)
  copy[copy.length - 1]! ^= 1
  return copy
}

test('the probe finds what a bucket has, and leaves nothing behind', async () => {
  const found = await probe(stores.regions.primary)
  assert.deepEqual([found.md5, found.conditionalPut, found.storageClasses], [true, true, true])
  for await (const { key } of stores.regions.primary.list(probePrefix)) assert.fail(`left ${key}`)
})

test('the probe finds what a bucket lacks, and health names what is done instead', async () => {
  const found = await probe(unconditional(believing(stores.regions.primary)))
  assert.deepEqual([found.md5, found.conditionalPut], [false, false])
  const text = describe({ ...found, versions: false, storageClasses: false })
  assert.equal(
    text,
    'md5 ✗ (instead: every put is read back and compared), conditional put ✗ (instead: one writer a key, by a lock in ' +
      'Postgres), versions ✗ (instead: keys never change, and deletion waits in the ledger), storage classes ✗ (instead: ' +
      'everything stays STANDARD)',
  )
})

test('a bucket that is missing or out of reach is said to be so', async () => {
  const checks = stores.open().checks()
  assert.match((await checks['s3.primary']!()) ?? '', /^md5 ✓, /)
  await stores.servers.primary.stop()
  await assert.rejects(checks['s3.primary']!(), /UNAVAILABLE reach halide in primary: .*ECONNREFUSED/)
  await stores.servers.primary.start()
  assert.match((await checks['s3.primary']!()) ?? '', /^md5 ✓, /)
})

test('where MD5 is not checked, a put is read back: good bytes go LIVE', async () => {
  const store = stores.open({ primary: believing(stores.regions.primary) })
  await store.put('f/1', bytes, { ...typed, md5: md5Of(bytes) })
  assert.deepEqual(await store.read('f/1', md5Of(bytes)), bytes)
})

test('where MD5 is not checked, bytes damaged on the way are found, not acknowledged and removed', async () => {
  let sound = true
  const primary = believing(stores.regions.primary, (given) => (sound ? given : flipped(given)))
  const store = stores.open({ primary })
  await store.prepare()
  sound = false
  const putting = store.put('f/2', bytes, { ...typed, md5: md5Of(bytes) })
  await assert.rejects(putting, (error) => error instanceof StorageFault && error.code === 'DAMAGED')
  assert.equal(await stores.regions.primary.head('f/2'), null)
  sound = true
  await store.put('f/2', bytes, { ...typed, md5: md5Of(bytes) })
  assert.deepEqual(await store.read('f/2', md5Of(bytes)), bytes)
})

test('where puts have no conditions, attempts at once still leave ledger and bucket agreeing', async () => {
  const store = stores.open({ primary: unconditional(stores.regions.primary) })
  const contents = Array.from({ length: 5 }, () => randomBytes(20_000))
  await Promise.allSettled(contents.map((content) => store.put('f/3', content, { ...typed, md5: md5Of(content) })))
  const row = await stores.database.db.storedObject.findUniqueOrThrow({ where: { key: 'f/3' } })
  const winner = contents.find((content) => md5Of(content).equals(row.md5))!
  await store.put('f/3', winner, { ...typed, md5: md5Of(winner) })
  assert.deepEqual(await store.read('f/3', md5Of(winner)), winner)
})

test('an attempt that comes late, after the key went to other bytes, cannot replace them', async () => {
  const { database, regions } = stores
  for (const [key, region] of [
    ['f/6', regions.primary],
    ['f/7', unconditional(regions.primary)],
  ] as const) {
    const can = await probe(region)
    const late = randomBytes(1000)
    const claimOf = (what: Buffer) => ({ key, byteSize: what.length, md5: md5Of(what), ...typed })
    await claim(database.db, claimOf(late))
    await claim(database.db, claimOf(bytes))
    await writeVerified(region, can, database.db, claimOf(bytes), bytes)
    await markLive(database.db, [claimOf(bytes)])
    const coming = writeVerified(region, can, database.db, claimOf(late), late)
    await assert.rejects(coming, (error) => error instanceof StorageFault && error.code === 'KEY_TAKEN')
    assert.deepEqual(await stores.open().read(key, md5Of(bytes)), bytes)
  }
})

test('what a dead attempt left under the key is replaced', async () => {
  const left = randomBytes(500)
  await stores.regions.primary.put('f/4', left, { ...typed, md5: md5Of(left) })
  const store = stores.open()
  await store.put('f/4', bytes, { ...typed, md5: md5Of(bytes) })
  assert.deepEqual(await store.read('f/4', md5Of(bytes)), bytes)
})

test('what a dead attempt of the same bytes left is taken as it is', async () => {
  await stores.regions.primary.put('f/5', bytes, { ...typed, md5: md5Of(bytes) })
  const puts: string[] = []
  const put: Region['put'] = async (key, given, options) => {
    const result = await stores.regions.primary.put(key, given, options)
    if (key === 'f/5') puts.push(result)
    return result
  }
  await stores.open({ primary: { ...stores.regions.primary, put } }).put('f/5', bytes, { ...typed, md5: md5Of(bytes) })
  assert.deepEqual(puts, ['EXISTS'])
})
