import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { type DrillWorld, startDrillWorld } from '../check-integrity/test-drill.ts'
import { collect } from './collect.ts'
import { putPast } from './test-orphans.ts'

let world: DrillWorld
let photoId: bigint
before(async () => {
  world = await startDrillWorld()
  photoId = (await world.plantPhoto())[0]!.photoId
})
after(() => world.close())

const bytes = Buffer.from('a rendition')
const md5 = createHash('md5').update(bytes).digest()
const contentType = 'image/avif'

/** As every job that makes an object LIVE does it; slow between the ledger and the row. False when the key was lost to the collector. */
async function refer(key: string, edition: number, slowMs: number, entered: () => void): Promise<boolean> {
  const { db, store } = world.context
  try {
    const staged = await store.stage(key, bytes, { contentType, md5 })
    await db.$transaction(async (tx) => {
      await store.goLive(tx, [staged])
      entered()
      await sleep(slowMs)
      const picture = { size: 'LARGE', format: 'AVIF', width: 1, height: 1, byteSize: bytes.length, md5 }
      await tx.rendition.create({ data: { photoId, edition, ...picture, objectKey: key } })
    })
    return true
  } catch (error) {
    assert.match(String(error), /KEY_TAKEN/)
    return false
  }
}

for (const kind of ['UNREFERENCED', 'UNKNOWN'] as const) {
  test(`of a collector and somebody who refers to the key at the same time, one gives way: ${kind}`, async (t) => {
    const { db, store } = world.context
    const editions = Array.from({ length: 60 }, (_, i) => i + (kind === 'UNKNOWN' ? 1_000 : 100))
    const outcomes = { referred: 0, collected: 0 }
    for (let at = 0; at < editions.length; at += 12) {
      await Promise.all(
        editions.slice(at, at + 12).map(async (edition) => {
          const key = objectKeys.rendition(photoId, edition, 'LARGE', 'AVIF')
          if (kind === 'UNKNOWN') await putPast(world, key, bytes)
          else await world.plant(key, bytes)
          const { promise: inside, resolve: enter } = Promise.withResolvers<void>()
          const orphan = { kind, key, bytes: BigInt(bytes.length) }
          const collectNow = () => collect(world.context, orphan)
          const referNow = () => refer(key, edition, edition % 20, enter)
          // One after the other, one while the other holds the ledger's row, or as it comes.
          const collecting = edition % 3 === 1 ? inside.then(collectNow) : collectNow()
          const referring = edition % 3 === 0 ? collecting.then(referNow) : referNow()
          const [referred, collected] = await Promise.all([referring, collecting])
          assert.notEqual(referred, collected, key)
          const row = await db.storedObject.findUniqueOrThrow({ where: { key } })
          assert.equal(row.state, referred ? 'LIVE' : 'GONE')
          assert.equal((await store.head(key)) !== null, referred)
          assert.equal(await db.rendition.count({ where: { objectKey: key } }), Number(referred))
          if (referred) assert.deepEqual(await store.read(key, md5), bytes)
          outcomes[referred ? 'referred' : 'collected'] += 1
        }),
      )
    }
    t.diagnostic(JSON.stringify(outcomes))
    assert.ok(outcomes.referred > 0 && outcomes.collected > 0)
  })
}
