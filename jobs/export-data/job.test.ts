import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { createMedia } from '@halide/media/create-media.ts'
import { exportAddress } from '@halide/schema/export-ticket.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { RestoringFault } from '@halide/storage/faults.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import yauzl from 'yauzl'
import { expireExports } from '../expire-exports/job.ts'
import type { RunContext } from '../kit.ts'
import { isOutage } from '../outage.ts'
import { enterJobWorld, type JobWorld, makePhoto } from '../test-world.ts'
import { exportData } from './job.ts'
import { records } from './records.ts'
import { directory } from './zip.ts'

const secret = 'a secret of the tests, long enough'

let world: JobWorld
let door: Awaited<ReturnType<typeof createMedia>>
before(async () => {
  world = await enterJobWorld('export-data')
  const { db, store, log } = world.context
  door = await createMedia({ db, store, log, registry: createRegistry('media'), uploadSecret: secret })
})
after(async () => {
  await door.close()
  await world.leave()
})

const context = (over: Partial<RunContext> = {}): RunContext => ({
  ...world.context,
  signal: new AbortController().signal,
  attempt: 1,
  ...over,
})

interface Asked {
  exportId: bigint
  userId: bigint
  photoIds: bigint[]
  originals: Buffer[]
}

/** An account with a post of two photos, and an export that it has asked for. */
async function ask(): Promise<Asked> {
  const { db } = world.context
  const originals = [await makePhoto(), await makePhoto(50, 40)]
  const { postId, photoIds } = await world.post(...originals)
  const { authorId: userId } = await db.post.findUniqueOrThrow({ where: { id: postId } })
  await db.like.create({ data: { postId, userId } })
  await db.comment.create({ data: { postId, authorId: userId, text: 'Größe, 写真' } })
  const { id: exportId } = await db.dataExport.create({ data: { userId, entries: 2 } })
  return { exportId, userId, photoIds, originals }
}

const run = ({ exportId }: Asked, over: Partial<RunContext> = {}) => exportData.run({ exportId }, context(over))
const address = ({ exportId }: Asked, expiresAt = Date.now() + 60_000) => exportAddress(exportId, expiresAt, secret)
const get = (url: string, method: 'GET' | 'HEAD' = 'GET') => door.inject({ method, url })

/** What another's reader finds in a zip: contents by name. */
async function unzip(zip: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  const file = await yauzl.fromBufferPromise(zip, { lazyEntries: true })
  for await (const entry of file.eachEntry())
    found.set(entry.fileName, await buffer(await file.openReadStreamPromise(entry)))
  return found
}

async function expectWhole(asked: Asked): Promise<void> {
  const answer = await get(address(asked))
  assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, 'application/zip'])
  assert.equal(Number(answer.headers['content-length']), answer.rawPayload.length)
  const files = await unzip(answer.rawPayload)
  const photos = asked.photoIds.map((id) => `photos/${encodeId('photo', id)}.jpg`)
  assert.deepEqual([...files.keys()], [...records.map(({ name }) => name), ...photos])
  for (const [at, name] of photos.entries()) assert.ok(files.get(name)?.equals(asked.originals[at]!), name)
  const json = (name: string) => JSON.parse(files.get(name)!.toString())
  assert.partialDeepStrictEqual(json('account.json'), [{ user: encodeId('user', asked.userId) }])
  assert.equal(files.get('account.json')!.includes('password'), false)
  assert.equal(json('comments.json')[0].text, 'Größe, 写真')
  assert.match(json('likes.json')[0].post, /^post_/)
}

test('an export is a zip of JSON and of originals, byte for byte, and its ticket alone opens it', async () => {
  const asked = await ask()
  assert.equal((await get(address(asked))).statusCode, 404, 'not while it is made')
  await run(asked)
  const { db } = world.context
  const { state, expiresAt } = await db.dataExport.findUniqueOrThrow({ where: { id: asked.exportId } })
  assert.equal(state, 'READY')
  assert.ok(expiresAt!.getTime() > Date.now() + 6 * 86_400_000)
  await expectWhole(asked)
  const head = await get(address(asked), 'HEAD')
  assert.deepEqual([head.statusCode, head.rawPayload.length], [200, 0])
  const other = await ask()
  const stolen = address(asked).replace(encodeId('export', asked.exportId), encodeId('export', other.exportId))
  assert.equal((await get(stolen)).statusCode, 403)
  assert.equal((await get(address(asked, Date.now() - 1))).statusCode, 410)
  await db.user.update({ where: { id: asked.userId }, data: { deletedAt: new Date() } })
  assert.equal((await get(address(asked))).statusCode, 404)
})

test('a run that ends anywhere is gone on with: no file is made twice', async () => {
  const asked = await ask()
  const { db } = world.context
  let files = 0
  const signal = { throwIfAborted: () => assert.ok(++files <= records.length + 1, 'the worker stops') } as AbortSignal
  await assert.rejects(run(asked, { signal }), /stops/)
  const made = await db.dataExportPart.findMany({ where: { exportId: asked.exportId } })
  assert.equal(made.length, records.length + 1)
  // Read since, the same row would be another: what is done is not looked at again.
  await db.user.update({ where: { id: asked.userId }, data: { bio: 'changed meanwhile' } })
  await run(asked)
  await expectWhole(asked)
})

test('an archived original puts the export off, and costs it no attempt', async () => {
  const asked = await ask()
  const { store } = world.context
  const asleep = {
    ...store,
    read: async () => {
      throw new RestoringFault('originals/x', new Date(Date.now() + 3_600_000))
    },
  }
  const error = await run(asked, { store: asleep }).catch((fault: unknown) => fault)
  assert.ok(isOutage(error, 0))
  await run(asked)
  await expectWhole(asked)
})

test('an export beyond its days is destroyed, and says so', async () => {
  const [over, still] = [await ask(), await ask()]
  for (const asked of [over, still]) await run(asked)
  const { db, store } = world.context
  const parts = await db.dataExportPart.findMany({ where: { exportId: over.exportId } })
  await db.$executeRaw`update data_exports set expires_at = now() - interval '1 second' where id = ${over.exportId}`
  assert.equal((await get(address(over))).statusCode, 404)
  await expireExports.run({}, context())
  assert.equal((await db.dataExport.findUniqueOrThrow({ where: { id: over.exportId } })).state, 'EXPIRED')
  for (const { objectKey } of parts) assert.equal(await store.open(objectKey), null)
  await expectWhole(still)
})

test('what is large has 64-bit places, as another’s reader finds them', async () => {
  const size = 3_000_000_000
  const entries = Array.from({ length: 4 }, (_, n) => ({ name: `photos/${n}.jpg`, crc: n, size }))
  const end = directory(entries)
  const total = entries.reduce((sum, { name }) => sum + 30 + name.length + size, 0) + end.length
  class Sparse extends yauzl.RandomAccessReader {
    override _readStreamForRange(from: number, to: number) {
      const gap = Buffer.alloc(Math.max(0, Math.min(to, total - end.length) - from))
      return Readable.from([
        Buffer.concat([gap, end.subarray(Math.max(0, from - (total - end.length)), to - (total - end.length))]),
      ])
    }
  }
  const file = await yauzl.fromRandomAccessReaderPromise(new Sparse(), total, { lazyEntries: true })
  const found: number[] = []
  for await (const entry of file.eachEntry()) found.push(entry.relativeOffsetOfLocalHeader)
  assert.deepEqual(
    found,
    entries.map(({ name }, n) => n * (30 + name.length + size)),
  )
})
