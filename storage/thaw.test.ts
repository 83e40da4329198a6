import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { RestoringFault } from './faults.ts'
import type { Region } from './region.ts'
import type { ObjectStore, StoreOptions } from './store.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'
import { defaultAges, smallestBytes } from './tiering/due.ts'

let stores: TestStores
let store: ObjectStore
before(async () => {
  stores = await startTestStores()
  store = open()
})
after(() => stores.close())

const { signal } = new AbortController()
const names = ['primary', 'backup'] as const
/** The test's server thaws within a second. */
const thaw = { days: 2, takesMs: 1_500 }
const open = (stand: Partial<Record<(typeof names)[number], Region>> = {}, options: StoreOptions = {}) =>
  stores.open(stand, { thaw, ...options })
const ledgerOf = (key: string) => stores.database.db.storedObject.findUniqueOrThrow({ where: { key } })
const thawsOf = (key: string) => Promise.all(names.map(async (name) => (await stores.regions[name].head(key))?.thaw))

/** An original that lies in the archive of both regions. */
async function archive(key: string): Promise<Buffer> {
  const bytes = randomBytes(smallestBytes)
  await store.put(key, bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
  await store.replicate(signal)
  await stores.database.db.$executeRaw`update objects set last_read_on = current_date - 200 where key = ${key}`
  assert.equal((await store.tier({ ages: defaultAges, runForMs: 60_000, signal })).objects, 1)
  return bytes
}

/** What a read of something cold answers: when it will be there. */
async function restoring(read: () => Promise<unknown>): Promise<number> {
  const fault = await read().then(
    () => assert.fail('it can be read'),
    (error: unknown) => error,
  )
  assert.ok(fault instanceof RestoringFault, String(fault))
  return fault.readyAt.getTime()
}

async function thawed<T>(read: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof RestoringFault) || tries === 100) throw error
      await sleep(50)
    }
  }
}

test('a read of what is archived everywhere thaws it in one region, once, and then opens', async () => {
  const key = 'originals/1/cold'
  const bytes = await archive(key)
  const begun = Date.now()
  const readyAt = await restoring(() => store.read(key, md5Of(bytes)))
  assert.ok(readyAt >= begun + thaw.takesMs && readyAt <= Date.now() + thaw.takesMs)
  assert.deepEqual(await thawsOf(key), ['ONGOING', undefined])
  assert.equal(await restoring(() => store.open(key)), readyAt)
  assert.equal(await restoring(() => store.thaw(key)), readyAt)
  assert.deepEqual(await thawsOf(key), ['ONGOING', undefined])
  assert.equal((await ledgerOf(key)).thawReadyAt?.getTime(), readyAt)

  assert.deepEqual(await thawed(() => store.read(key, md5Of(bytes))), bytes)
  const part = await store.open(key, { range: { first: 100, last: 199 } })
  assert.deepEqual(await buffer(part!.body), bytes.subarray(100, 200))
  await store.thaw(key)
  const { thawReadyAt, thawedUntil, storageClass } = await ledgerOf(key)
  assert.deepEqual([thawReadyAt, storageClass], [null, 'GLACIER'])
  assert.ok(thawedUntil!.getTime() > Date.now() + 1.9 * 86_400_000)
})

test('with the primary down the backup thaws; when it is back, nothing is thawed twice', async () => {
  const key = 'originals/2/cold'
  const bytes = await archive(key)
  await stores.servers.primary.stop()
  await restoring(() => open().read(key, md5Of(bytes)))
  await stores.servers.primary.start()
  const again = open()
  await restoring(() => again.read(key, md5Of(bytes)))
  assert.deepEqual(await thawsOf(key), [undefined, 'ONGOING'])
  assert.deepEqual(await thawed(() => again.read(key, md5Of(bytes))), bytes)
})

test('what one region has at hand is read there, and nothing is thawed', async () => {
  const key = 'originals/3/half'
  const bytes = await archive(key)
  await stores.regions.backup.delete(key)
  await stores.regions.backup.put(key, bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
  assert.deepEqual(await store.read(key, md5Of(bytes)), bytes)
  assert.deepEqual(await thawsOf(key), [undefined, undefined])
})

test('archived copies are held against size and checksum without a thaw', async () => {
  const { db } = stores.database
  const key = 'originals/4/checked'
  const bytes = await archive(key)
  const [object] = await store.liveAmong([key])
  assert.deepEqual(await store.inspect(object!), [])
  const options = { contentType: 'image/jpeg', storageClass: 'GLACIER' } as const
  const other = randomBytes(smallestBytes)
  await stores.regions.primary.put(key, other, { ...options, md5: md5Of(other) })
  await stores.regions.backup.delete(key)
  assert.deepEqual(await store.inspect(object!), [
    { region: 'primary', fault: 'DAMAGED' },
    { region: 'backup', fault: 'MISSING' },
  ])
  const bad = await store.inspect(object!)
  await restoring(() => store.repair(object!, bad))
  assert.equal(await store.repair(object!, bad, bytes), true)
  assert.deepEqual(await store.inspect(object!), [])
  await db.$executeRaw`update objects set state = 'TOMBSTONED' where key = ${key}`
  await store.erase([key])
  for (const name of names) assert.deepEqual(await stores.regions[name].versions(key), [])
})

test('a bad copy whose good one is archived waits for the thaw of that one, and is then repaired into its class', async () => {
  const key = 'originals/5/lost'
  await archive(key)
  await stores.regions.primary.delete(key)
  const [object] = await store.liveAmong([key])
  const bad = await store.inspect(object!)
  await restoring(() => store.repair(object!, bad))
  assert.deepEqual(await thawsOf(key), [undefined, 'ONGOING'])
  assert.equal(await thawed(() => store.repair(object!, bad)), true)
  assert.deepEqual(await store.inspect(object!), [])
  assert.equal((await stores.regions.primary.head(key))?.storageClass, 'GLACIER')
})

test('archived copies that were overwritten everywhere are repaired from the version that a bucket has kept', async () => {
  const key = 'originals/8/versions'
  await archive(key)
  const other = randomBytes(700)
  for (const name of names)
    await stores.regions[name].put(key, other, {
      contentType: 'image/jpeg',
      md5: md5Of(other),
      storageClass: 'GLACIER',
    })
  const [object] = await store.liveAmong([key])
  const bad = await store.inspect(object!)
  assert.equal(bad.length, 2)
  assert.equal(await thawed(() => store.repair(object!, bad)), true)
  assert.deepEqual(await store.inspect(object!), [])
})

test('an archived object that one region lacks is thawed, replicated, and then archived there too', async () => {
  const { db } = stores.database
  const key = 'originals/6/lopsided'
  await archive(key)
  await stores.regions.backup.delete(key)
  await db.$executeRaw`update objects set in_backup = false where key = ${key}`
  assert.deepEqual(await store.replicate(signal), { copied: 0, left: 0, failed: 1 })
  assert.deepEqual(await store.replicate(signal), { copied: 0, left: 0, failed: 0 })
  await sleep(thaw.takesMs)
  assert.deepEqual(await store.replicate(signal), { copied: 1, left: 0, failed: 0 })
  assert.equal((await stores.regions.backup.head(key))?.storageClass, 'STANDARD')
  await store.tier({ ages: defaultAges, runForMs: 60_000, signal })
  assert.equal((await stores.regions.backup.head(key))?.storageClass, 'GLACIER')
  assert.deepEqual([(await ledgerOf(key)).storageClass, (await ledgerOf(key)).movingTo], ['GLACIER', null])
})

test('a read is noted within seconds, once a day, and only of originals', async () => {
  const { db } = stores.database
  const bytes = randomBytes(1_000)
  const md5 = md5Of(bytes)
  for (const key of ['originals/7/read', 'originals/7/unread', 'renditions/7']) {
    await store.put(key, bytes, { contentType: 'image/jpeg', md5 })
    await db.$executeRaw`update objects set last_read_on = current_date - 50 where key = ${key}`
  }
  for (const key of ['originals/7/read', 'renditions/7', 'originals/7/read']) await store.read(key, md5)
  await (await store.open('originals/7/read'))!.body.toArray()
  const daysOf = async (key: string) => {
    const [row] = await db.$queryRaw<[{ days: number; version: string }]>`
      select current_date - last_read_on as days, xmin::text as version from objects where key = ${key}`
    return row
  }
  for (let tries = 0; (await daysOf('originals/7/read')).days !== 0; tries += 1) {
    assert.ok(tries < 100)
    await sleep(100)
  }
  const { version } = await daysOf('originals/7/read')
  assert.deepEqual([(await daysOf('originals/7/unread')).days, (await daysOf('renditions/7')).days], [50, 50])
  await store.read('originals/7/read', md5)
  await store.close()
  assert.deepEqual(await daysOf('originals/7/read'), { days: 0, version })
})
