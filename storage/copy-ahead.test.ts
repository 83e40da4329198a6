import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { StorageFault } from './faults.ts'
import type { Region } from './region.ts'
import type { ObjectStore } from './store.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores.close())

const { signal } = new AbortController()
const bytes = randomBytes(10_000)
const md5 = md5Of(bytes)
const put = (store: ObjectStore, key: string) => store.put(key, bytes, { contentType: 'image/jpeg', md5 })

/** The backup, whose puts of photos wait until they may go. */
function slowBackup() {
  const [mayGo, came, landed] = [1, 2, 3].map(() => Promise.withResolvers<void>())
  const backup: Region = {
    ...stores.regions.backup,
    put: async (key, ...rest) => {
      const isPhoto = key.startsWith('x/')
      if (isPhoto) came!.resolve()
      if (isPhoto) await mayGo!.promise
      const result = await stores.regions.backup.put(key, ...rest)
      if (isPhoto) landed!.resolve()
      return result
    },
  }
  return { backup, came: came!.promise, go: mayGo!.resolve, landed: landed!.promise }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries === 100) throw new Error('it never came true')
    await sleep(50)
  }
}

const lies = async (key: string) => (await stores.regions.backup.head(key)) !== null
const inBackup = async (key: string) =>
  (await stores.database.db.storedObject.findUniqueOrThrow({ where: { key } })).inBackup

test('an object is acknowledged by one region, and soon in both', async () => {
  const { backup, came, go } = slowBackup()
  const store = stores.open({ backup }, { copyAhead: true })
  await put(store, 'x/1')
  await came
  assert.equal(await inBackup('x/1'), false)
  go()
  await until(() => inBackup('x/1'))
  assert.equal((await stores.regions.backup.head('x/1'))?.etag, md5.toString('hex'))
  assert.deepEqual(await store.replicate(signal), { copied: 0, left: 0, failed: 0 })
})

test('an object that is deleted while its copy is on its way leaves nothing behind', async () => {
  const { backup, came, go, landed } = slowBackup()
  const store = stores.open({ backup }, { copyAhead: true })
  await put(store, 'x/2')
  await came
  await store.tombstone(stores.database.db, ['x/2'])
  await store.erase(['x/2'])
  go()
  await landed
  await until(async () => !(await lies('x/2')))
})

test('what cannot be copied ahead is left to replication', async () => {
  const failed = Promise.withResolvers<void>()
  const put3: Region['put'] = async (key, ...rest) => {
    if (key !== 'x/3') return stores.regions.backup.put(key, ...rest)
    failed.resolve()
    throw new StorageFault('UNAVAILABLE', 'put in backup')
  }
  const store = stores.open({ backup: { ...stores.regions.backup, put: put3 } }, { copyAhead: true })
  await put(store, 'x/3')
  await failed.promise
  assert.equal(await inBackup('x/3'), false)
  assert.deepEqual(await stores.open().replicate(signal), { copied: 1, left: 0, failed: 0 })
})
