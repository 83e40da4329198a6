import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { calm, type LoadNow } from '@halide/prisma/load.ts'
import { processPhoto } from '../process-photo/job.ts'
import { enterJobWorld, type JobWorld, makePhoto } from '../test-world.ts'
import { repayQuality } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('repay-quality')
})
after(() => world.leave())

const under = (over: Partial<LoadNow>) => ({
  ...world.context,
  load: { now: async () => ({ ...calm, ...over }) },
  signal: new AbortController().signal,
  attempt: 1,
})

async function madeUnder(over: Partial<LoadNow>) {
  const { photoIds } = await world.post(await makePhoto(1_200, 900))
  await processPhoto.run({ photoId: photoIds[0]! }, under(over))
  return photoIds[0]!
}

async function look(id: bigint) {
  const { renditions, debt, blurhash, edition, status } = await world.context.db.photo.findUniqueOrThrow({
    where: { id },
    include: { renditions: true, debt: true },
  })
  const bytes = renditions.find(({ size, format }) => size === 'LARGE' && format === 'JPEG')?.byteSize ?? 0
  const sizes = [...new Set(renditions.map(({ size }) => size))].sort()
  return { status, edition, sizes, bytes, hasBlurhash: blurhash !== null, skipped: debt?.skipped ?? [] }
}

const allSizes = ['LARGE', 'MEDIUM', 'THUMBNAIL']

test('what a photo is not given under load stands with it, and is made good when all is calm', async () => {
  const { db, store } = world.context
  const made = {
    normal: await madeUnder({}),
    high: await madeUnder({ level: 'HIGH' }),
    fast: await madeUnder({ queueLevel: 'FAST' }),
    extreme: await madeUnder({ queueLevel: 'EXTREME', level: 'CRITICAL' }),
  }
  const before = { normal: await look(made.normal), extreme: await look(made.extreme) }
  const { bytes: _, ...extreme } = before.extreme
  assert.deepEqual(before.normal.skipped, [])
  assert.deepEqual((await look(made.high)).sizes, allSizes)
  assert.deepEqual((await look(made.high)).skipped, ['QUALITY'])
  assert.deepEqual((await look(made.fast)).skipped, ['MEDIUM', 'QUALITY'])
  assert.ok((await look(made.fast)).hasBlurhash)
  assert.deepEqual(extreme, {
    status: 'READY',
    edition: 1,
    sizes: ['LARGE', 'THUMBNAIL'],
    hasBlurhash: false,
    skipped: ['MEDIUM', 'QUALITY', 'BLURHASH'],
  })

  for (const busy of [{ level: 'HIGH' }, { queueLevel: 'WARN' }] as const) await repayQuality.run({}, under(busy))
  assert.equal(await db.qualityDebt.count(), 3)
  await repayQuality.run({}, under({}))
  assert.equal(await db.qualityDebt.count(), 0)

  for (const id of [made.high, made.fast, made.extreme]) {
    const after = await look(id)
    assert.deepEqual([after.edition, after.sizes, after.hasBlurhash], [2, allSizes, true])
    for (const { objectKey, md5 } of await db.rendition.findMany({ where: { photoId: id } })) {
      assert.ok(await store.read(objectKey, Buffer.from(md5)))
    }
  }
  assert.ok((await look(made.extreme)).bytes > before.extreme.bytes, 'of higher quality')
  assert.deepEqual(await look(made.normal), before.normal)
})

test('a photo whose original is lost keeps what it has, and holds up no other', async () => {
  const { db } = world.context
  const lost = await madeUnder({ queueLevel: 'FAST' })
  const good = await madeUnder({ queueLevel: 'FAST' })
  await db.$executeRaw`update photos set original_key = 'originals/lost' where id = ${lost}`
  await repayQuality.run({}, under({}))
  assert.deepEqual((await look(lost)).skipped, ['MEDIUM', 'QUALITY'])
  assert.equal((await look(lost)).edition, 1)
  assert.deepEqual((await look(good)).skipped, [])
})
