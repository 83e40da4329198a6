import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { firstIdAt } from '@halide/schema/ids.ts'
import { enterJobWorld, type JobWorld } from '../test-world.ts'
import { sweepUploads } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('sweep-uploads')
})
after(() => world.leave())

const hour = 3_600_000
const bytes = Buffer.from('a photo')
const md5 = createHash('md5').update(bytes).digest()

async function upload(hoursAgo: number, nth: number, status: 'ISSUED' | 'STORED' | 'USED') {
  const { db, store } = world.context
  const id = firstIdAt(Date.now() - hoursAgo * hour) + BigInt(nth)
  const objectKey = `originals/1/2/${id}`
  if (status !== 'ISSUED') await store.put(objectKey, bytes, { contentType: 'image/jpeg', md5 })
  const data = { id, userId: 1n, postId: 2n, byteSize: 7, contentType: 'image/jpeg', md5, objectKey, status }
  await db.upload.create({ data: { ...data, expiresAt: new Date() } })
  return { id, objectKey }
}

test('uploads that became no post in a day are cleared with their bytes; others stay', async () => {
  const { db, store } = world.context
  const gone = [await upload(25, 1, 'STORED'), await upload(25, 2, 'ISSUED'), await upload(24 * 90, 3, 'STORED')]
  const kept = [await upload(25, 4, 'USED'), await upload(23, 5, 'STORED'), await upload(23, 6, 'ISSUED')]
  for (let time = 0; time < 2; time += 1) {
    await sweepUploads.run({}, { ...world.context, signal: new AbortController().signal, attempt: 1 })
  }
  const left = await db.upload.findMany({ select: { id: true } })
  assert.deepEqual(new Set(left.map(({ id }) => id)), new Set(kept.map(({ id }) => id)))
  for (const { objectKey } of gone) assert.equal(await store.head(objectKey), null)
  assert.equal((await store.head(kept[0]!.objectKey))?.size, 7)
  const states = await db.storedObject.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } })
  assert.deepEqual(
    states.map(({ state, _count }) => [state, _count]),
    [
      ['LIVE', 2],
      ['GONE', 2],
    ],
  )
})
