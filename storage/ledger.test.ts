import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { StorageFault, type StorageFaultCode } from './faults.ts'
import type { ObjectStore } from './store.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'

let stores: TestStores
let store: ObjectStore
before(async () => {
  stores = await startTestStores()
  store = stores.open()
})
after(() => stores.close())

const bytes = randomBytes(10_000)
const other = randomBytes(10_000)
const put = (key: string, what = bytes) => store.put(key, what, { contentType: 'image/jpeg', md5: md5Of(what) })
const stage = (key: string, what = bytes) => store.stage(key, what, { contentType: 'image/jpeg', md5: md5Of(what) })
const rowOf = (key: string) => stores.database.db.storedObject.findUnique({ where: { key } })
const fails = (run: Promise<unknown>, code: StorageFaultCode) =>
  assert.rejects(run, (error) => error instanceof StorageFault && error.code === code)

test('what is put is LIVE, and its bytes come back', async () => {
  await put('a/1')
  const row = await rowOf('a/1')
  assert.deepEqual([row?.state, row?.byteSize, row?.contentType, row?.inPrimary], ['LIVE', 10_000, 'image/jpeg', true])
  assert.deepEqual(await store.read('a/1', md5Of(bytes)), bytes)
  const facts = await store.head('a/1')
  assert.deepEqual([facts?.size, facts?.contentType, facts?.source], [10_000, 'image/jpeg', 'primary'])
})

test('what is staged is PENDING, and LIVE only if the transaction of its rows commits', async () => {
  const { db } = stores.database
  const staged = await stage('a/2')
  assert.equal((await rowOf('a/2'))?.state, 'PENDING')
  const failing = db.$transaction(async (tx) => {
    await store.goLive(tx, [staged])
    throw new Error('no')
  })
  await assert.rejects(failing, /^Error: no$/)
  assert.equal((await rowOf('a/2'))?.state, 'PENDING')
  await db.$transaction((tx) => store.goLive(tx, [staged]))
  assert.equal((await rowOf('a/2'))?.state, 'LIVE')
})

test('the same bytes again change nothing', async () => {
  await put('a/3')
  const before = await rowOf('a/3')
  await put('a/3')
  assert.deepEqual(await rowOf('a/3'), before)
})

test('other bytes under a LIVE key are refused, and the first stay', async () => {
  await put('a/4')
  await fails(put('a/4', other), 'KEY_TAKEN')
  assert.deepEqual(await store.read('a/4', md5Of(bytes)), bytes)
})

test('while PENDING the next attempt may bring other bytes, and the first can go LIVE no more', async () => {
  const { db } = stores.database
  const first = await stage('a/5')
  const second = await stage('a/5', other)
  await fails(store.goLive(db, [first]), 'KEY_TAKEN')
  await store.goLive(db, [second])
  assert.deepEqual(await store.read('a/5', md5Of(other)), other)
})

test('attempts with different bytes at once leave the ledger and the bucket agreeing', async () => {
  const contents = Array.from({ length: 6 }, () => randomBytes(20_000))
  const results = await Promise.allSettled(contents.map((content) => put('a/6', content)))
  const row = await rowOf('a/6')
  const winner = contents.find((content) => md5Of(content).equals(row!.md5))!
  assert.equal(row?.state, results.some(({ status }) => status === 'fulfilled') ? 'LIVE' : 'PENDING')
  await put('a/6', winner)
  assert.deepEqual(await store.read('a/6', md5Of(winner)), winner)
})

test('a tombstoned key goes LIVE no more and is not used again', async () => {
  const { db } = stores.database
  const staged = await stage('a/7')
  await store.tombstone(db, ['a/7', 'a/unknown'])
  await fails(store.goLive(db, [staged]), 'KEY_TAKEN')
  await fails(put('a/7'), 'KEY_TAKEN')
})

test('only what is tombstoned can be erased, and then it is gone from both regions', async () => {
  await put('a/8')
  await put('a/9')
  await stores.regions.backup.put('a/8', bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
  await store.tombstone(stores.database.db, ['a/8'])
  assert.notEqual(await store.head('a/8'), null, 'its bytes stay until they are erased')
  for (let times = 0; times < 2; times += 1) await store.erase(['a/8', 'a/9', 'a/unknown'])
  assert.deepEqual([await stores.regions.primary.head('a/8'), await stores.regions.backup.head('a/8')], [null, null])
  assert.equal((await rowOf('a/8'))?.state, 'GONE')
  assert.deepEqual(await store.read('a/9', md5Of(bytes)), bytes)
  await fails(put('a/8'), 'KEY_TAKEN')
})

test('a batch goes LIVE as a whole or not at all', async () => {
  const { db } = stores.database
  const batch = await Promise.all(['a/10', 'a/11', 'a/12'].map((key) => stage(key)))
  await store.tombstone(db, ['a/12'])
  await fails(
    db.$transaction((tx) => store.goLive(tx, batch)),
    'KEY_TAKEN',
  )
  assert.equal((await rowOf('a/10'))?.state, 'PENDING')
  await db.$transaction((tx) => store.goLive(tx, batch.slice(0, 2)))
  assert.equal((await rowOf('a/11'))?.state, 'LIVE')
})

test('bytes that are not those of the given MD5 are refused, and nothing lies under the key', async () => {
  await fails(store.put('a/13', bytes, { contentType: 'image/jpeg', md5: md5Of(other) }), 'DAMAGED')
  assert.equal(await store.head('a/13'), null)
  assert.equal((await rowOf('a/13'))?.state, 'PENDING')
  await put('a/13')
  assert.equal((await rowOf('a/13'))?.state, 'LIVE')
})

test('what was staged and abandoned is cleared, what is LIVE or fresh is not', async () => {
  const { db } = stores.database
  for (const key of ['b/1', 'b/2', 'b/3']) await stage(key)
  await put('b/4')
  const long = new Date(Date.now() - 86_400_000)
  await db.storedObject.updateMany({ where: { key: { in: ['b/1', 'b/2', 'b/4'] } }, data: { changedAt: long } })
  const before = new Date(Date.now() - 3_600_000)
  assert.deepEqual([await store.clearAbandoned(before, 1), await store.clearAbandoned(before, 10)], [1, 1])
  const states = await Promise.all(['b/1', 'b/2', 'b/3', 'b/4'].map(async (key) => (await rowOf(key))?.state))
  assert.deepEqual(states, ['GONE', 'GONE', 'PENDING', 'LIVE'])
  assert.deepEqual([await store.head('b/1'), await store.head('b/2')], [null, null])
})
