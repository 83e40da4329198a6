import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { lagOf } from './ledger.ts'
import type { ObjectStore } from './store.ts'
import { md5Of, startTestStores, type TestStores } from './test-stores.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores.close())

const { signal } = new AbortController()
const bytes = randomBytes(10_000)
const typed = { contentType: 'image/jpeg', md5: md5Of(bytes) }
const put = (store: ObjectStore, key: string) => store.put(key, bytes, typed)
const copies = (key: string) =>
  Promise.all(
    [stores.regions.primary.head(key), stores.regions.backup.head(key)].map(async (head) => (await head)?.etag),
  )
const both = [typed.md5.toString('hex'), typed.md5.toString('hex')]

test('an outage of the primary: breaker open, backup acts, breaker closed, all replicated both ways', async (t) => {
  const begun = performance.now()
  const tell = (what: string) => t.diagnostic(`${((performance.now() - begun) / 1000).toFixed(2)} s: ${what}`)
  const store = stores.open()
  for (let count = 0; count < 3; count += 1) await put(store, `t/before-${count}`)
  await stores.servers.primary.stop()
  tell('primary stopped')
  for (let count = 0; count < 8; count += 1) await put(store, `t/during-${count}`)
  await assert.rejects(store.checks()['s3.primary']!(), /breaker open/)
  tell('breaker open, 8 puts acknowledged by the backup')
  assert.deepEqual(await store.replicate(signal), { copied: 0, left: 4, failed: 0 })
  assert.equal((await lagOf(stores.database.db)).count, 11)
  await stores.servers.primary.start()
  tell('primary started')
  await sleep(1_100)
  for (let count = 0; count < 3; count += 1) await put(store, `t/after-${count}`)
  assert.match((await store.checks()['s3.primary']!()) ?? '', /breaker closed/)
  tell('breaker closed')
  assert.deepEqual(await store.replicate(signal), { copied: 14, left: 0, failed: 0 })
  assert.deepEqual(await lagOf(stores.database.db), { count: 0, seconds: 0 })
  tell('all 14 objects in both regions')
  for (const key of ['t/before-0', 't/during-0', 't/during-7', 't/after-2']) assert.deepEqual(await copies(key), both)
  assert.deepEqual(await store.replicate(signal), { copied: 0, left: 0, failed: 0 })
})

test('a damaged copy is not replicated, and holds up no other', async () => {
  const store = stores.open()
  const rotten = randomBytes(5_003)
  await store.put('u/1', rotten, { ...typed, md5: md5Of(rotten) })
  await put(store, 'u/2')
  await stores.servers.primary.rot(rotten.length, 10)
  assert.deepEqual(await store.replicate(signal), { copied: 1, left: 0, failed: 1 })
  assert.deepEqual(await copies('u/2'), both)
  assert.equal(await stores.regions.backup.head('u/1'), null)
  assert.equal((await lagOf(stores.database.db)).count, 1)
  await store.tombstone(stores.database.db, ['u/1'])
})

test('what another attempt left in the other region is replaced', async () => {
  const store = stores.open()
  const left = randomBytes(700)
  await stores.regions.backup.put('v/1', left, { ...typed, md5: md5Of(left) })
  await put(store, 'v/1')
  await store.replicate(signal)
  assert.deepEqual(await copies('v/1'), both)
})

test('an object that is deleted while it is copied leaves no copy', async () => {
  const { backup } = stores.regions
  const store = stores.open({
    backup: {
      ...backup,
      put: async (key, given, options) => {
        if (key === 'w/1') {
          await store.tombstone(stores.database.db, [key])
          await store.erase([key])
        }
        return backup.put(key, given, options)
      },
    },
  })
  await put(store, 'w/1')
  assert.deepEqual(await store.replicate(signal), { copied: 0, left: 0, failed: 1 })
  assert.deepEqual(await copies('w/1'), [undefined, undefined])
})
