import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { openClient } from '../client.ts'
import { readWhole } from '../reader.ts'
import type { Region, RegionName } from '../region.ts'
import type { ObjectStore } from '../store.ts'
import { md5Of, startTestStores, type TestStores } from '../test-stores.ts'
import { countDue, defaultAges, smallestBytes } from './due.ts'

let stores: TestStores
let store: ObjectStore
before(async () => {
  stores = await startTestStores()
  store = stores.open()
})
after(() => stores.close())

const { signal } = new AbortController()
const tier = (by = store, over = {}) => by.tier({ ages: defaultAges, runForMs: 60_000, signal, ...over })
const names = ['primary', 'backup'] as const
const due = async () =>
  Object.fromEntries(
    (await countDue(stores.database.db, undefined, defaultAges)).map((m) => [`${m.from} ${m.to}`, m.objects]),
  )

/** An original that lies in both regions and was last read so many days ago. */
async function keep(key: string, daysUnread: number, size = smallestBytes): Promise<Buffer> {
  const bytes = randomBytes(size)
  await store.put(key, bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
  await store.replicate(signal)
  await age(key, daysUnread)
  return bytes
}

const age = (key: string, days: number) =>
  stores.database.db.$executeRaw`update objects set last_read_on = current_date - ${days}::int where key = ${key}`

async function ledgerOf(key: string) {
  const { storageClass, movingTo } = await stores.database.db.storedObject.findUniqueOrThrow({ where: { key } })
  return [storageClass, movingTo]
}
const classesOf = (key: string) =>
  Promise.all(names.map(async (name) => (await stores.regions[name].head(key))?.storageClass))
const versionsOf = (key: string) =>
  Promise.all(names.map(async (name) => (await stores.regions[name].versions(key)).length))

async function expectMoved(key: string, storageClass: string) {
  assert.deepEqual(await classesOf(key), [storageClass, storageClass], key)
  assert.deepEqual(await ledgerOf(key), [storageClass, null], key)
  assert.deepEqual(await versionsOf(key), [1, 1], key)
}

test('originals move by the day they were last read, in both regions, and are the same bytes', async () => {
  await keep('originals/1/29', 29)
  const unread = await keep('originals/1/30', 30)
  await keep('originals/1/179', 179)
  await keep('originals/1/180', 180)
  await keep('originals/1/small', 400, smallestBytes - 1)
  await keep('renditions/1', 400)
  assert.deepEqual(await due(), { 'STANDARD GLACIER': 1, 'STANDARD STANDARD_IA': 2, 'STANDARD_IA GLACIER': 0 })
  assert.deepEqual(await tier(), { objects: 3, bytes: 3 * smallestBytes, failed: 0, done: true })
  for (const key of ['originals/1/29', 'originals/1/small', 'renditions/1']) await expectMoved(key, 'STANDARD')
  for (const key of ['originals/1/30', 'originals/1/179']) await expectMoved(key, 'STANDARD_IA')
  await expectMoved('originals/1/180', 'GLACIER')
  for (const name of names)
    assert.deepEqual(await readWhole(stores.regions[name], 'originals/1/30', md5Of(unread)), unread)
  const facts = await stores.regions.primary.head('originals/1/30')
  assert.equal(facts?.contentType, 'image/jpeg')

  const inHalfAYear = new Date(Date.now() + 151 * 86_400_000)
  assert.equal((await tier(store, { now: inHalfAYear })).objects, 3)
  for (const key of ['originals/1/29', 'originals/1/30', 'originals/1/179']) await expectMoved(key, 'GLACIER')
  assert.deepEqual(await tier(), { objects: 0, bytes: 0, failed: 0, done: true })
})

test('what only one region has, or is deleted, stays', async () => {
  const bytes = randomBytes(smallestBytes)
  await store.put('originals/2/lopsided', bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
  await age('originals/2/lopsided', 400)
  assert.deepEqual(await tier(), { objects: 0, bytes: 0, failed: 0, done: true })
  await keep('originals/2/deleted', 400)
  await store.tombstone(stores.database.db, ['originals/2/deleted'])
  await tier()
  assert.deepEqual(await classesOf('originals/2/deleted'), ['STANDARD', 'STANDARD'])
  await store.erase(['originals/2/deleted'])
  assert.deepEqual(await versionsOf('originals/2/deleted'), [0, 0])
})

/** A region whose process is killed right after one of its calls. */
function killedAfter(name: RegionName, call: 'changeClass' | 'deleteVersion'): Partial<Record<RegionName, Region>> {
  const region = stores.regions[name]
  const killed = async (...args: never[]) => {
    await (region[call] as (...args: never[]) => Promise<unknown>)(...args)
    throw new Error('killed')
  }
  return { [name]: { ...region, [call]: killed } }
}

for (const name of names) {
  for (const call of ['changeClass', 'deleteVersion'] as const) {
    test(`a run killed after ${call} in the ${name} is finished by the next, also of what was read since`, async () => {
      const key = `originals/3/${name}-${call}`
      const bytes = await keep(key, 40)
      await assert.rejects(tier(stores.open(killedAfter(name, call))), /killed/)
      assert.deepEqual(await ledgerOf(key), ['STANDARD', 'STANDARD_IA'])
      assert.ok((await classesOf(key)).includes('STANDARD_IA'))
      assert.deepEqual(await store.read(key, md5Of(bytes)), bytes)
      await age(key, 0)
      assert.equal((await due())['STANDARD STANDARD_IA'], 1)
      assert.deepEqual(await tier(), { objects: 1, bytes: smallestBytes, failed: 0, done: true })
      await expectMoved(key, 'STANDARD_IA')
    })
  }
}

test('of a key with older versions only the one that was replaced goes', async () => {
  const key = 'originals/4/versions'
  const bytes = await keep(key, 40)
  const options = { contentType: 'image/jpeg', md5: md5Of(bytes) }
  const [first] = await stores.regions.primary.versions(key)
  await stores.regions.primary.put(key, bytes, options)
  const [second] = await stores.regions.primary.versions(key)
  await assert.rejects(tier(stores.open(killedAfter('primary', 'deleteVersion'))), /killed/)
  await tier()
  const [moved, ...others] = await stores.regions.primary.versions(key)
  assert.deepEqual(others, [first])
  assert.ok(moved !== second && moved !== first)
  assert.deepEqual(await ledgerOf(key), ['STANDARD_IA', null])
})

test('a bucket that has suspended versions keeps the one copy that it has', async () => {
  const { settings } = stores.servers.primary
  const client = openClient(settings)
  const setVersioning = (Status: 'Enabled' | 'Suspended') =>
    client.send(new PutBucketVersioningCommand({ Bucket: settings.bucket, VersioningConfiguration: { Status } }))
  await setVersioning('Suspended')
  const key = 'originals/9/suspended'
  const bytes = await keep(key, 40)
  assert.equal((await tier()).objects, 1)
  await expectMoved(key, 'STANDARD_IA')
  assert.deepEqual(await readWhole(stores.regions.primary, key, md5Of(bytes)), bytes)
  await setVersioning('Enabled')
  client.destroy()
})

test('an object with a copy that is not whole is left in every region as it is', async () => {
  const key = 'originals/5/damaged'
  await keep(key, 40)
  const other = randomBytes(smallestBytes)
  await stores.regions.backup.put(key, other, { contentType: 'image/jpeg', md5: md5Of(other) })
  assert.deepEqual(await tier(), { objects: 0, bytes: 0, failed: 1, done: true })
  assert.deepEqual(await classesOf(key), ['STANDARD', 'STANDARD'])
  assert.deepEqual(await versionsOf(key), [1, 2])
  await store.tombstone(stores.database.db, [key])
  await store.erase([key])
  assert.equal((await tier()).failed, 0)
  assert.deepEqual(await ledgerOf(key), ['STANDARD', null])
})

test('two runs at once move each object once, and leave one version of it', async () => {
  const keys = Array.from({ length: 20 }, (_, i) => `originals/7/${i}`)
  for (const key of keys) await keep(key, 40)
  const runs = await Promise.all([tier(stores.open()), tier(stores.open())])
  assert.equal(runs[0].objects + runs[1].objects, 20)
  for (const key of keys) await expectMoved(key, 'STANDARD_IA')
})

test('a run whose time is over says that there is more', async () => {
  await keep('originals/8/late', 40)
  assert.deepEqual(await tier(store, { runForMs: 0 }), { objects: 0, bytes: 0, failed: 0, done: false })
  assert.equal((await tier()).objects, 1)
})

// The last: its store's breaker stays open for a while.
test('a region that is down puts it all off; the run after it moves everything', async () => {
  for (let i = 0; i < 5; i += 1) await keep(`originals/6/${i}`, 200)
  await stores.servers.backup.stop()
  await assert.rejects(tier(), /UNAVAILABLE/)
  await stores.servers.backup.start()
  assert.equal((await tier(stores.open())).objects, 5)
  for (let i = 0; i < 5; i += 1) await expectMoved(`originals/6/${i}`, 'GLACIER')
})
