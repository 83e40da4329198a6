import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { noCdn } from '@halide/media/cdn/cdn.ts'
import { createFindRenditions } from '@halide/media/find-renditions.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { processAvatar } from '../process-avatar/job.ts'
import { imagePathsOf } from '../purge-post/job.ts'
import { purgeEdition } from '../purge-post/purge-edition.ts'
import { checkAll } from './job.ts'
import { mendPhoto } from './mend-photo.ts'
import { type DrillWorld, startDrillWorld } from './test-drill.ts'

let world: DrillWorld
before(async () => {
  world = await startDrillWorld()
})
after(() => world.close())

const { signal } = new AbortController()
const running = () => ({ ...world.context, signal, attempt: 1 })
const editionOf = async (id: bigint) => (await world.context.db.photo.findUniqueOrThrow({ where: { id } })).edition
const renditionsOf = (photoId: bigint) => world.context.db.rendition.findMany({ where: { photoId } })

/** A photo one of whose renditions cannot be made again. */
async function photo() {
  const renditions = await world.plantPhoto()
  await world.reencode(renditions[4]!.objectKey)
  return { photoId: renditions[0]!.photoId, keys: renditions.map(({ objectKey }) => objectKey) }
}

async function isWhole(photoId: bigint, edition: number): Promise<void> {
  const { store } = world.context
  const rows = await renditionsOf(photoId)
  assert.deepEqual(
    rows.map((row) => row.edition),
    Array(9).fill(edition),
  )
  const live = await store.liveAmong(rows.map(({ objectKey }) => objectKey))
  assert.equal(live.length, 9)
  for (const { objectKey, md5 } of rows) assert.ok(await store.read(objectKey, Buffer.from(md5)))
}

test('a rendition that today’s encoders make otherwise is mended by a new edition of its photo', async () => {
  const { db } = world.context
  const { photoId, keys } = await photo()
  await world.harm('primary', keys[7]!, 'destroyed')
  const find = createFindRenditions(db, 1)
  await db.post.updateMany({ data: { status: 'READY' } })
  const bytesBefore = await find({ photoId, edition: 1, size: 'LARGE', audience: 'everyone' })
  assert.equal(bytesBefore?.byFormat.size, 3)

  await checkAll.run({}, running())

  const pass = await db.integrityPass.findUniqueOrThrow({ where: { mode: 'ALL' } })
  assert.deepEqual([pass.found, pass.repaired], [2, 2])
  assert.equal(await db.unrepairableObject.count(), 0)
  assert.equal(await editionOf(photoId), 2)
  await isWhole(photoId, 2)
  assert.equal(await db.storedObject.count({ where: { key: { in: keys }, state: 'TOMBSTONED' } }), 9)
  assert.equal((await find({ photoId, edition: 2, size: 'LARGE', audience: 'everyone' }))?.byFormat.size, 3)
  await checkAll.run({}, running())
  assert.equal((await db.integrityPass.findUniqueOrThrow({ where: { mode: 'ALL' } })).found, 0)
})

test('the addresses of the former edition are purged at once and three times more, the new ones never', async () => {
  const { db } = world.context
  const { photoId } = await photo()
  const purged: string[] = []
  const cdn = {
    ...noCdn,
    kind: 'http-cache' as const,
    purge: async (paths: readonly string[]) => void purged.push(...paths),
  }
  await mendPhoto({ ...running(), cdn }, photoId, signal)
  const jobs = await db.$queryRaw<{ payload: unknown; seconds: number }[]>`
    select payload, extract(epoch from run_at - created_at)::float8 as seconds
    from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = task_id
    where identifier = ${purgeEdition.name} and payload ->> 'photoId' = ${photoId.toString()} order by run_at`
  const delays = jobs.map(({ seconds }) => Math.round(seconds / 5) * 5)
  assert.deepEqual(delays, [0, 5, 30, 180])
  for (const { payload } of jobs) await purgeEdition.run(purgeEdition.payload.parse(payload), { ...running(), cdn })
  assert.deepEqual(new Set(purged), new Set(imagePathsOf(photoId, 1)))
})

test('with its original lost too, the photo stays as it is and each bad rendition is an alert', async () => {
  const { db } = world.context
  const { photoId, keys } = await photo()
  const { originalKey } = await db.photo.findUniqueOrThrow({ where: { id: photoId } })
  for (const region of ['primary', 'backup'] as const) await world.harm(region, originalKey, 'destroyed')
  await checkAll.run({}, running())
  assert.equal(await editionOf(photoId), 1)
  const alerts = await db.unrepairableObject.findMany({ select: { key: true } })
  assert.deepEqual(alerts.map(({ key }) => key).sort(), [originalKey, keys[4]].sort())
})

test('mended many times at once, and after a run that died before its transaction, a photo gets one new edition', async () => {
  const { store } = world.context
  const { photoId } = await photo()
  const dying = { ...store, goLive: () => Promise.reject(new Error('killed')) }
  await assert.rejects(mendPhoto({ ...running(), store: dying }, photoId, signal), /killed/)
  assert.equal(await editionOf(photoId), 1)
  await Promise.all([1, 2, 3].map(() => mendPhoto(running(), photoId, signal)))
  assert.equal(await editionOf(photoId), 2)
  await isWhole(photoId, 2)
})

test('an edition whose keys are spent by an attempt that was swept is passed over', async () => {
  const { db, store } = world.context
  const { photoId } = await photo()
  const spent = objectKeys.rendition(photoId, 2, 'MEDIUM', 'WEBP')
  await store.stage(spent, Buffer.from('begun'), { contentType: 'image/webp', md5: Buffer.alloc(16) }).catch(() => {})
  await store.tombstone(db, [spent])
  await mendPhoto(running(), photoId, signal)
  assert.equal(await editionOf(photoId), 3)
  await isWhole(photoId, 3)
})

test('the images of an account’s picture are made again from its original, and are alerts without it', async () => {
  const { db, store } = world.context
  const photoId = (await world.plantPhoto())[0]!.photoId
  const { uploadId, originalKey, post } = await db.photo.findUniqueOrThrow({
    where: { id: photoId },
    include: { post: true },
  })
  const avatar = await db.avatar.create({ data: { userId: post.authorId, uploadId, originalKey } })
  await processAvatar.run({ avatarId: avatar.id }, running())
  const images = await db.avatarRendition.findMany({ where: { avatarId: avatar.id } })
  const spoil = () =>
    Promise.all(images.map(({ objectKey }, n) => world.harm('primary', objectKey, n % 2 ? 'destroyed' : 'damaged')))
  await spoil()
  await checkAll.run({}, running())
  for (const { objectKey, md5 } of images) assert.ok(await store.read(objectKey, Buffer.from(md5)), objectKey)
  assert.equal(await db.unrepairableObject.count({ where: { key: { startsWith: 'avatars/' } } }), 0)

  for (const region of ['primary', 'backup'] as const) await world.harm(region, originalKey, 'destroyed')
  await spoil()
  await checkAll.run({}, running())
  assert.equal(await db.unrepairableObject.count({ where: { key: { startsWith: 'avatars/' } } }), images.length)
})
