import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { noCdn } from '@halide/media/cdn/cdn.ts'
import { createMedia } from '@halide/media/create-media.ts'
import { removeAvatar, setAvatar } from '@halide/post/set-avatar.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { avatarPath } from '@halide/schema/image-paths.ts'
import { avatarOfKey, objectKeys } from '@halide/schema/object-keys.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import sharp from 'sharp'
import { dropAvatar } from '../drop-avatar/job.ts'
import { avatarPathsOf, purgeAvatar } from '../drop-avatar/purge-avatar.ts'
import { findOrphans } from '../find-orphans/job.ts'
import type { Job, RunContext } from '../kit.ts'
import { enterJobWorld, type JobWorld, makePhoto } from '../test-world.ts'
import { processAvatar } from './job.ts'

let world: JobWorld
let door: Awaited<ReturnType<typeof createMedia>>
before(async () => {
  world = await enterJobWorld('process-avatar')
  const { db, store, log } = world.context
  const limits = { visibilityTtlMs: 1 }
  door = await createMedia({ db, store, log, registry: createRegistry('media'), uploadSecret: 'x'.repeat(32), limits })
})
after(async () => {
  await door.close()
  await world.leave()
})

let uploads = 1000n
/** An upload as the media door leaves it. */
async function upload(userId: bigint, bytes: Buffer): Promise<string> {
  const { db, store } = world.context
  const id = ++uploads
  const objectKey = objectKeys.original(userId, id, id)
  const md5 = createHash('md5').update(bytes).digest()
  await store.put(objectKey, bytes, { contentType: 'image/jpeg', md5 })
  await db.upload.create({
    data: {
      ...{ id, userId, postId: id, byteSize: bytes.length, contentType: 'image/jpeg', md5, objectKey },
      ...{ status: 'STORED', expiresAt: new Date() },
    },
  })
  return encodeId('upload', id)
}

async function person(): Promise<bigint> {
  const handle = `person${++uploads}`
  const data = { handle, email: handle, passwordHash: '-', displayName: handle }
  return (await world.context.db.user.create({ data })).id
}

const runContext = (over: Partial<RunContext> = {}): RunContext => ({
  ...world.context,
  signal: new AbortController().signal,
  attempt: 1,
  ...over,
})

/** Runs what waits in the queue, but for what is to come later; answers the names. */
async function work(jobs: readonly Job[], over: Partial<RunContext> = {}): Promise<void> {
  for (const job of jobs) {
    const waiting = await world.context.db.$queryRaw<{ payload: unknown }[]>`
      select payload from graphile_worker.jobs join graphile_worker._private_jobs using (id) where task_identifier = ${job.name}`
    for (const { payload } of waiting) {
      const parsed = job.payload.parse(payload)
      await job.run(parsed, runContext(over)).catch((error) => job.giveUp?.(parsed, world.context, error))
    }
  }
  await world.context.db.$executeRaw`delete from graphile_worker._private_jobs`
}

const shown = (userId: bigint) =>
  world.context.db.avatar.findFirst({
    where: { userId, status: 'READY', droppedAt: null },
    include: { renditions: true },
  })
const get = async (url: string, accept = '*/*') => door.inject({ method: 'GET', url, headers: { accept } })

test('an upload becomes six verified squares, which anybody gets as photos are served', async () => {
  const { db, store } = world.context
  const ann = await person()
  await db.user.update({ where: { id: ann }, data: { privateSince: new Date() } })
  const uploadId = await upload(ann, await makePhoto(900, 600))
  assert.equal(await setAvatar({ db }, ann, uploadId), null)
  assert.equal(await setAvatar({ db }, ann, uploadId), null, 'again changes nothing')
  await work([processAvatar])
  const avatar = await shown(ann)
  assert.equal(await db.avatar.count({ where: { userId: ann } }), 1)
  assert.deepEqual(
    avatar?.renditions.map(({ size, format, width, height }) => `${size} ${format} ${width} ${height}`).sort(),
    ['AVIF', 'JPEG', 'WEBP'].flatMap((format) => [`LARGE ${format} 320 320`, `SMALL ${format} 64 64`]).sort(),
  )
  for (const { objectKey, md5, byteSize } of avatar!.renditions) {
    assert.equal((await store.read(objectKey, Buffer.from(md5)))?.length, byteSize)
    assert.equal(avatarOfKey(objectKey), avatar!.id)
  }
  const path = avatarPath({ avatarId: avatar!.id, size: 'SMALL', format: null })
  const answer = await get(path, 'image/webp,*/*')
  assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, 'image/webp'])
  assert.deepEqual(
    [answer.headers['cache-control'], answer.headers.vary],
    ['public, max-age=31536000, immutable', 'Accept'],
  )
  const { width, height, exif } = await sharp(answer.rawPayload).metadata()
  assert.deepEqual([width, height, exif], [64, 64, undefined])
  for (const other of ['/avatars/avatar_1/large', `${path}.gif`, '/avatars/x/large', '/avatars/avatar_1/huge'])
    assert.equal((await get(other)).statusCode, 404, other)
  await db.user.update({ where: { id: ann }, data: { suspendedAt: new Date() } })
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal((await get(path)).statusCode, 404)
})

test('a new picture replaces the one before it when it is ready, which is then destroyed and purged', async () => {
  const { db, store } = world.context
  const ben = await person()
  await setAvatar({ db }, ben, await upload(ben, await makePhoto()))
  await work([processAvatar])
  const first = (await shown(ben))!
  await setAvatar({ db }, ben, await upload(ben, await makePhoto(40, 30)))
  assert.equal((await shown(ben))?.id, first.id, 'until then that one is shown')
  await work([processAvatar, dropAvatar])
  const second = (await shown(ben))!
  assert.notEqual(second.id, first.id)
  assert.equal(second.renditions.find(({ size }) => size === 'LARGE')?.width, 30, 'a small one is not enlarged')
  const keys = [first.originalKey, ...first.renditions.map(({ objectKey }) => objectKey)]
  assert.deepEqual(new Set((await store.statesOf(keys)).values()), new Set(['GONE']))
  for (const key of keys) assert.equal(await store.open(key), null)
  assert.deepEqual(await db.upload.findUnique({ where: { id: first.uploadId } }), null)
  assert.equal((await get(avatarPath({ avatarId: first.id, size: 'LARGE', format: 'AVIF' }))).statusCode, 404)

  await removeAvatar({ db }, ben)
  assert.equal(await shown(ben), null)
  const paths: string[] = []
  const cdn = { ...noCdn, purge: async (purged: readonly string[]) => void paths.push(...purged) }
  await dropAvatar.run({ avatarId: second.id }, runContext())
  await work([purgeAvatar], { cdn })
  assert.equal(new Set(paths).size, 8)
  assert.deepEqual(new Set(paths), new Set(avatarPathsOf(second.id)))
  assert.equal(await db.avatar.count({ where: { userId: ben } }), 0)
})

test('what is no picture fails with its reason, and the picture before it stays', async () => {
  const { db } = world.context
  const cat = await person()
  await setAvatar({ db }, cat, await upload(cat, await makePhoto()))
  await work([processAvatar])
  const before = await shown(cat)
  await setAvatar({ db }, cat, await upload(cat, Buffer.from('no picture at all')))
  await work([processAvatar])
  assert.equal((await shown(cat))?.id, before?.id)
  const failed = await db.avatar.findFirstOrThrow({ where: { userId: cat }, orderBy: { id: 'desc' } })
  assert.deepEqual([failed.status, failed.failureCode], ['FAILED', 'UNSUPPORTED_FORMAT'])
  await setAvatar({ db }, cat, await upload(cat, await makePhoto()))
  await work([processAvatar, dropAvatar])
  assert.equal(await db.avatar.count({ where: { userId: cat } }), 1, 'neither the failed nor the replaced one is left')
})

test('of pictures set one after the other the last one is shown, whichever is ready first', async () => {
  const { db } = world.context
  const dan = await person()
  const [one, two] = [await upload(dan, await makePhoto()), await upload(dan, await makePhoto())]
  await setAvatar({ db }, dan, one)
  const first = await db.avatar.findFirstOrThrow({ where: { userId: dan } })
  await setAvatar({ db }, dan, two)
  const last = await db.avatar.findFirstOrThrow({ where: { userId: dan }, orderBy: { id: 'desc' } })
  await processAvatar.run({ avatarId: last.id }, runContext())
  await processAvatar.run({ avatarId: first.id }, runContext())
  assert.equal((await shown(dan))?.id, last.id)
})

test('pictures are no orphans, and one whose file is missing is reported', async () => {
  const { db, store } = world.context
  const eve = await person()
  await setAvatar({ db }, eve, await upload(eve, await makePhoto()))
  await work([processAvatar])
  const avatar = (await shown(eve))!
  const [lost = assert.fail()] = avatar.renditions
  await store.tombstone(db, [lost.objectKey])
  await findOrphans.run({}, runContext())
  const reported = await db.orphanedObject.findMany({ where: { key: { startsWith: 'avatars/' } } })
  assert.deepEqual(
    reported.map(({ kind, key }) => `${kind} ${key}`),
    [`DANGLING ${lost.objectKey}`],
  )
})
