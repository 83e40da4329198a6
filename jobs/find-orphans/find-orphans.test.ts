import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { type DrillWorld, startDrillWorld } from '../check-integrity/test-drill.ts'
import type { RunContext } from '../kit.ts'
import { sweepObjects } from '../sweep-objects/job.ts'
import { findOrphans } from './job.ts'
import { measureOrphans, orphanKinds } from './report.ts'
import { age, freshKey, insertUpload, plantOrphan, putPast } from './test-orphans.ts'

let world: DrillWorld
before(async () => {
  world = await startDrillWorld()
})
after(() => world.close())
const { signal } = new AbortController()
const run = (changed: Partial<RunContext> = {}) =>
  findOrphans.run({}, { ...world.context, signal, attempt: 1, ...changed })
beforeEach(async () => {
  await world.context.db.upload.deleteMany({ where: { status: 'STORED' } })
  await run()
  await age(world, 30)
  await run()
})

const report = async () => {
  const rows = await world.context.db.orphanedObject.findMany({ orderBy: { key: 'asc' } })
  return rows.map(({ kind, key }) => [kind, key])
}
const stateOf = async (key: string) => (await world.context.store.statesOf([key])).get(key)
const bytesOf = async (key: string) => {
  const { primary, backup } = world.stores.regions
  return (await Promise.all([primary.head(key), backup.head(key)])).filter((head) => head !== null).length
}
const photo = Buffer.from('a photo')
const md5OfPhoto = createHash('md5').update(photo).digest()
const byKey = (one: string[], other: string[]) => (one[1]! < other[1]! ? -1 : 1)

test('orphans of each kind are reported, collected after their grace, and nothing else is', async () => {
  const { db, store } = world.context
  const orphans: string[][] = []
  for (const kind of orphanKinds)
    for (let i = 0; i < 3; i++) orphans.push([kind, await plantOrphan[kind](world, Buffer.alloc(50))])
  const renditions = await world.plantPhoto()
  const underWay = freshKey()
  await insertUpload(world, underWay, 'ISSUED')
  await store.stage(underWay, photo, { contentType: 'image/jpeg', md5: md5OfPhoto })
  // A backup copy whose row does not tell of it yet.
  const copied = freshKey()
  await insertUpload(world, copied, 'STORED')
  await world.plant(copied)
  await db.storedObject.update({ where: { key: copied }, data: { inBackup: false } })
  const doomed = freshKey()
  await world.plant(doomed)
  await store.tombstone(db, [doomed])
  const post = await db.post.create({ data: { id: 77n, authorId: 1n, caption: '' } })
  const waiting = { postId: post.id, ordinal: 0, uploadId: 5n, originalKey: copied, altText: '' }
  const { id: photoId } = await db.photo.create({ data: waiting })
  const toBeMade = await putPast(world, objectKeys.rendition(photoId, 1, 'LARGE', 'AVIF'))
  const others = [await putPast(world, 'snapshots/1'), 'snapshots/2']
  await world.plant('snapshots/2')
  const kept = [...renditions.map(({ objectKey }) => objectKey), underWay, copied, doomed, toBeMade, ...others]

  await run()
  // Found, though not to be collected as long as its photo waits to be processed.
  const found = [...orphans, ['UNKNOWN', toBeMade]].sort(byKey)
  assert.deepEqual((await report()).sort(byKey), found)
  const gauges = createRegistry('test')
  measureOrphans(db, gauges)
  const text = await gauges.metrics()
  assert.match(text, /halide_orphaned_objects\{[^}]*kind="gone"[^}]*\} 3\n/)
  assert.match(text, /halide_orphaned_bytes\{[^}]*kind="unreferenced"[^}]*\} 150\n/)

  await age(world, 6)
  await run()
  assert.deepEqual((await report()).sort(byKey), found, 'within its grace nothing is collected')
  await age(world, 2)
  await run()
  assert.deepEqual(
    (await report()).sort(byKey),
    found.filter(([kind, key]) => kind === 'DANGLING' || key === toBeMade),
  )
  for (const [kind, key] of orphans) {
    if (kind !== 'DANGLING') assert.deepEqual([await stateOf(key!), await bytesOf(key!)], ['GONE', 0], kind)
  }
  for (const key of kept) assert.ok((await bytesOf(key)) > 0, key)
  assert.equal(await stateOf(toBeMade), undefined)
})

test('what was claimed, staged or referred to between report and collection is kept, and reported no more', async () => {
  const { store } = world.context
  const { objectKey, md5 } = (await world.plantPhoto())[0]!
  const claimed = await plantOrphan.UNKNOWN(world)
  const referred = await plantOrphan.UNREFERENCED(world)
  const lost = await plantOrphan.UNKNOWN(world)
  await run()
  await age(world, 30)
  const before = await report()
  assert.equal(before.filter(([, key]) => [claimed, referred, lost].includes(key!)).length, 3)
  await store.stage(claimed, photo, { contentType: 'image/jpeg', md5: md5OfPhoto })
  for (const key of [referred, lost]) await insertUpload(world, key, 'STORED')

  await run()
  assert.deepEqual([await stateOf(claimed), await bytesOf(claimed)], ['PENDING', 2])
  assert.deepEqual([await stateOf(referred), await bytesOf(referred)], ['LIVE', 2])
  // The ledger has lost a row: its bytes are all that is left of somebody's photo.
  assert.deepEqual([await stateOf(lost), await bytesOf(lost)], [undefined, 2])
  const after = (await report()).filter(([, key]) => [claimed, referred, lost].includes(key!))
  assert.deepEqual(after.sort(), [
    ['DANGLING', lost],
    ['UNKNOWN', lost],
  ])
  assert.ok(await store.read(objectKey, Buffer.from(md5)))
})

test('renditions whose objects are not LIVE any more are made anew where the original is whole, and alerted where not', async () => {
  const { db, store } = world.context
  const [mendable, not] = [await world.plantPhoto(), await world.plantPhoto()]
  for (const renditions of [mendable, not]) await store.tombstone(db, [renditions[3]!.objectKey])
  const { originalKey } = await db.photo.findUniqueOrThrow({ where: { id: not[0]!.photoId } })
  for (const region of ['primary', 'backup'] as const) await world.harm(region, originalKey, 'destroyed')
  await run()
  assert.deepEqual(
    (await report()).filter(([kind]) => kind === 'DANGLING'),
    [['DANGLING', not[3]!.objectKey]],
  )
  const rows = await db.rendition.findMany({ where: { photoId: mendable[0]!.photoId, edition: 2 } })
  assert.equal((await store.liveAmong(rows.map(({ objectKey }) => objectKey))).length, 9)
  await db.photo.delete({ where: { id: not[0]!.photoId } })
})

test('a killed run goes on where it was, in every part, and looks at nothing twice', async () => {
  const { db, store } = world.context
  const keys: string[] = []
  for (let i = 0; i < 4; i++) keys.push(await plantOrphan.UNKNOWN(world), await plantOrphan.UNREFERENCED(world))
  await run()
  const whole = await db.orphanWalk.findMany({ orderBy: { part: 'asc' }, select: { part: true, checked: true } })
  const calls = 5
  let left = calls
  const tire = () => {
    if (left-- === 0) throw new Error('killed')
  }
  const tiring: typeof store = {
    ...store,
    listAfter: (region, key) => {
      tire()
      return store.listAfter(region, key, 3)
    },
    liveAfter: (key) => {
      tire()
      return store.liveAfter(key, 3)
    },
  }
  let runs = 0
  for (let through = false; !through; runs++) {
    left = calls
    through = await run({ store: tiring }).then(
      () => true,
      () => false,
    )
  }
  assert.ok(runs > 3, `${runs} runs`)
  const resumed = await db.orphanWalk.findMany({ orderBy: { part: 'asc' }, select: { part: true, checked: true } })
  assert.deepEqual(resumed, whole)
})

test('killed between tombstone and erasure, a collected orphan is erased by the sweep', async () => {
  const { db, store } = world.context
  const key = await plantOrphan.UNREFERENCED(world)
  await run()
  await age(world, 30)
  const dying: typeof store = { ...store, erase: () => Promise.reject(new Error('killed')) }
  await assert.rejects(run({ store: dying }), /killed/)
  assert.deepEqual([await stateOf(key), await bytesOf(key)], ['TOMBSTONED', 2])
  await run()
  await run()
  assert.equal((await report()).filter(([, reported]) => reported === key).length, 0)
  await db.storedObject.update({ where: { key }, data: { changedAt: new Date(0) } })
  await sweepObjects.run({}, { ...world.context, signal, attempt: 1 })
  assert.deepEqual([await stateOf(key), await bytesOf(key)], ['GONE', 0])
})

test('with a region down nothing is found or collected, and the walk waits for it', async () => {
  const key = await plantOrphan.UNKNOWN(world)
  await run()
  await age(world, 30)
  await world.stores.servers.backup.stop()
  await assert.rejects(run(), /UNAVAILABLE/)
  assert.equal(await stateOf(key), undefined)
  await world.stores.servers.backup.start()
  await run()
  assert.equal(await stateOf(key), 'GONE')
})
