import { createHash, randomBytes } from 'node:crypto'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { DrillWorld } from '../check-integrity/test-drill.ts'
import type { OrphanKind } from './report.ts'

let planted = 0
/** A key of an original that no row has. */
export const freshKey = () => objectKeys.original(1n, 2n, BigInt(++planted))

/** An orphan of each kind, in both regions where it has bytes; answers its key. */
export const plantOrphan: Record<OrphanKind, (world: DrillWorld, bytes?: Buffer<ArrayBuffer>) => Promise<string>> = {
  UNKNOWN: (world, bytes) => putPast(world, freshKey(), bytes),
  GONE: async (world, bytes) => {
    const key = await plantOrphan.UNREFERENCED(world)
    const { db, store } = world.context
    await store.tombstone(db, [key])
    await store.erase([key])
    return putPast(world, key, bytes)
  },
  UNREFERENCED: async (world, bytes) => {
    const key = freshKey()
    await world.plant(key, bytes)
    return key
  },
  DANGLING: async (world) => {
    const key = freshKey()
    await insertUpload(world, key, 'STORED')
    return key
  },
}

/** Into both buckets, past the ledger. */
export async function putPast({ stores }: DrillWorld, key: string, bytes = randomBytes(100)): Promise<string> {
  const options = { contentType: 'image/jpeg', md5: createHash('md5').update(bytes).digest() }
  for (const region of Object.values(stores.regions)) await region.put(key, bytes, options)
  return key
}

export async function insertUpload(
  { context }: DrillWorld,
  objectKey: string,
  status: 'ISSUED' | 'STORED',
): Promise<void> {
  const promise = { byteSize: 100, contentType: 'image/jpeg', md5: Buffer.alloc(16), expiresAt: new Date() }
  await context.db.upload.create({ data: { ...promise, userId: 1n, objectKey, status } })
}

/** As if the orphans had been found so many days earlier. */
export async function age({ context }: DrillWorld, days: number): Promise<void> {
  await context.db
    .$executeRaw`update orphaned_objects set first_seen_at = first_seen_at - make_interval(days => ${days}::int)`
}
