import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { timeOfId } from '@halide/schema/ids.ts'
import type { PostFailureCode } from '@halide/schema/post-failures.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { processPhoto } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('process-photo')
})
after(() => world.leave())

const run = (photoId: bigint) =>
  processPhoto.run({ photoId }, { ...world.context, signal: new AbortController().signal, attempt: 1 })
const postOf = (id: bigint) => world.context.db.post.findUniqueOrThrow({ where: { id } })
const emptyQueue = () => world.context.db.$executeRaw`delete from graphile_worker._private_jobs`
const fanOuts = async () => (await world.queue()).filter(({ name }) => name === 'fan_out_post').length

async function ledger(photoIds: bigint[]) {
  const keys = photoIds.map((id) => ({ key: { startsWith: `renditions/${id}/` } }))
  const rows = await world.context.db.storedObject.findMany({ where: { OR: keys }, orderBy: { key: 'asc' } })
  return rows.map(({ key, state, md5 }) => `${key} ${state} ${Buffer.from(md5).toString('hex')}`)
}

async function expectFailed(postId: bigint, code: PostFailureCode) {
  const failed = await until(async () => (await postOf(postId)).status === 'FAILED' && postOf(postId))
  assert.equal(failed.failureCode, code)
  assert.ok(failed.failureMessage)
  assert.equal(failed.position, null)
}

test('a photo gets nine renditions, each verified and LIVE, and its post turns READY', async () => {
  const { db, store } = world.context
  const started = Date.now()
  const { postId, photoIds } = await world.post(await makePhoto(1200, 900))
  const { stop } = await world.work([processPhoto])
  const post = await until(async () => (await postOf(postId)).status === 'READY' && postOf(postId))
  await stop()
  assert.ok(Math.abs(timeOfId(post.position!) - started) < 60_000)
  const photo = await db.photo.findUniqueOrThrow({ where: { id: photoIds[0]! }, include: { renditions: true } })
  assert.deepEqual([photo.status, photo.width, photo.height], ['READY', 1200, 900])
  assert.match(photo.blurhash!, /^.{20,}$/)
  assert.equal(photo.renditions.length, 9)
  for (const { objectKey, md5, byteSize } of photo.renditions) {
    assert.equal((await store.read(objectKey, Buffer.from(md5)))?.length, byteSize)
  }
  assert.equal((await ledger(photoIds)).filter((line) => line.includes(' LIVE ')).length, 9)
  assert.deepEqual(
    (await world.queue()).map(({ name }) => name),
    ['fan_out_post', 'prewarm_post'],
  )
})

test('of two photos that finish at once exactly one publishes the post', async () => {
  const small = await makePhoto(40, 30)
  for (let round = 0; round < 5; round += 1) {
    await emptyQueue()
    const { postId, photoIds } = await world.post(small, small, small)
    await run(photoIds[0]!)
    assert.equal((await postOf(postId)).status, 'PROCESSING')
    assert.equal(await fanOuts(), 0)
    await Promise.all([run(photoIds[1]!), run(photoIds[2]!)])
    assert.equal((await postOf(postId)).status, 'READY')
    assert.equal(await fanOuts(), 1)
  }
})

test('run again, and twice at once, it leaves one set of renditions, one ledger and one place in the feeds', async () => {
  await emptyQueue()
  const { postId, photoIds } = await world.post(await makePhoto())
  await Promise.all([run(photoIds[0]!), run(photoIds[0]!)])
  const { position } = await postOf(postId)
  const before = await ledger(photoIds)
  await run(photoIds[0]!)
  assert.equal(before.length, 9)
  assert.deepEqual(await ledger(photoIds), before)
  assert.equal(await world.context.db.rendition.count({ where: { photoId: photoIds[0]! } }), 9)
  assert.equal((await postOf(postId)).position, position)
  assert.equal(await fanOuts(), 1)
})

test('what a dead attempt left PENDING is taken over by the next one', async () => {
  const { photoIds } = await world.post(await makePhoto())
  const { store } = world.context
  const md5 = Buffer.alloc(16, 7)
  await world.context.db.storedObject.create({
    data: { key: `renditions/${photoIds[0]}/1/large.avif`, byteSize: 3, md5, contentType: 'image/avif' },
  })
  await run(photoIds[0]!)
  const lines = await ledger(photoIds)
  assert.equal(lines.length, 9)
  assert.ok(lines.every((line) => line.includes(' LIVE ')))
  assert.equal((await store.head(`renditions/${photoIds[0]}/1/large.avif`))?.contentType, 'image/avif')
})

test('a file that is no photo ends its post FAILED with the reason, and no job is left', async () => {
  await emptyQueue()
  const torn = (await makePhoto()).subarray(0, 4_000)
  const texts = await world.post(Buffer.from('Dear diary, this is no photo at all.'))
  const damaged = await world.post(torn, await makePhoto())
  const { stop } = await world.work([processPhoto])
  await expectFailed(texts.postId, 'UNSUPPORTED_FORMAT')
  await expectFailed(damaged.postId, 'CORRUPT_IMAGE')
  await until(async () => (await world.queue()).length === 0)
  await stop()
  assert.deepEqual(await ledger([...texts.photoIds, damaged.photoIds[0]!]), [])
})

test('a lost original ends its post only after every retry, and the job is quarantined', async () => {
  await emptyQueue()
  const { db, store } = world.context
  const { postId, photoIds } = await world.post(await makePhoto())
  const { originalKey } = await db.photo.findUniqueOrThrow({ where: { id: photoIds[0]! } })
  await store.tombstone(db, [originalKey])
  await store.erase([originalKey])
  const { stop } = await world.work([processPhoto])
  await until(async () => (await world.queue())[0]?.lastError)
  assert.equal((await postOf(postId)).status, 'PROCESSING')
  await db.$executeRaw`update graphile_worker._private_jobs set attempts = max_attempts - 1, run_at = now()`
  await expectFailed(postId, 'ORIGINAL_MISSING')
  await stop()
  assert.deepEqual(await world.queue(), [])
  const kept = await db.quarantinedJob.findFirstOrThrow({ where: { name: processPhoto.name } })
  assert.deepEqual([kept.code, kept.attempts], ['ATTEMPTS_EXHAUSTED', processPhoto.retry.attempts])
  assert.match(kept.message, /no region has originals/)
})

test('a post that was deleted meanwhile is left alone', async () => {
  const { postId, photoIds } = await world.post(await makePhoto())
  await world.context.db.post.update({ where: { id: postId }, data: { deletedAt: new Date() } })
  await run(photoIds[0]!)
  assert.deepEqual(await ledger(photoIds), [])
  assert.equal((await postOf(postId)).status, 'PROCESSING')
})

test('a photo that is tried again after it was given up on makes its post READY after all', async () => {
  const { postId, photoIds } = await world.post(await makePhoto())
  await processPhoto.giveUp!({ photoId: photoIds[0]! }, world.context, new Error('the store was down'))
  await expectFailed(postId, 'PROCESSING_FAILED')
  await run(photoIds[0]!)
  const post = await postOf(postId)
  assert.deepEqual([post.status, post.failureCode, post.failureMessage], ['READY', null, null])
})

test('giving up on a photo that another run finished changes nothing', async () => {
  const { postId, photoIds } = await world.post(await makePhoto())
  await run(photoIds[0]!)
  await processPhoto.giveUp!({ photoId: photoIds[0]! }, world.context, new Error('late'))
  assert.equal((await postOf(postId)).status, 'READY')
})
