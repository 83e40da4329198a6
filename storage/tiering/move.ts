import type { StorageDb } from '@halide/prisma/client.ts'
import { StorageFault } from '../faults.ts'
import type { ObjectFacts, Region } from '../region.ts'
import type { ColdClass } from './classes.ts'

/** How long the lock on a row may be held and waited for: two copies and the looks around them, each within its own time limit. */
const lockTimeoutMs = 120_000

interface MovingObject {
  key: string
  state: string
  byteSize: number
  md5: Uint8Array
  movingTo: ColdClass
  isWhole: boolean
}

/**
 * Finishes the move of an object that was claimed for it, in every region, and then says so in the ledger. All of it under the
 * row's lock: no deletion and no other run comes between. Killed anywhere, the row still says `moving_to`, and doing it again
 * repeats nothing that is done. Answers the bytes moved; null when there is nothing left to do. Throws DAMAGED, before it has
 * touched anything, when a copy is not whole.
 */
export async function moveObject(db: StorageDb, regions: readonly Region[], key: string): Promise<number | null> {
  return db.$transaction(
    async (tx) => {
      const [object] = await tx.$queryRaw<MovingObject[]>`
        select key, state::text, byte_size as "byteSize", md5, moving_to as "movingTo", in_primary and in_backup as "isWhole"
        from objects where key = ${key} and moving_to is not null for update skip locked`
      if (!object) return null
      if (object.state !== 'LIVE') {
        // Deleted while a run that is dead was at it: a copy that it asked for may have come after the erasure.
        for (const region of regions) await region.delete(key)
        await tx.$executeRaw`update objects set moving_to = null where key = ${key}`
        return null
      }
      if (!object.isWhole) throw new StorageFault('DAMAGED', `${key} is not in every region`)
      const copies = await Promise.all(regions.map((region) => wholeCopy(region, object)))
      for (const [i, region] of regions.entries()) await moveCopy(region, object, copies[i]!)
      await tx.$executeRaw`update objects set storage_class = moving_to, moving_to = null where key = ${key}`
      return object.byteSize
    },
    { timeout: lockTimeoutMs, maxWait: lockTimeoutMs },
  )
}

/** The version that was replaced goes when the new one is seen to be whole, and it alone: it would cost its full price for ever. */
async function moveCopy(region: Region, object: MovingObject, found: ObjectFacts): Promise<void> {
  const { key, movingTo } = object
  let copy = found
  if (copy.storageClass !== movingTo) {
    if ((await region.changeClass(key, copy, movingTo)) === 'GONE')
      throw new StorageFault('BUSY', `${key} is being written by somebody else in ${region.name}`)
    copy = await wholeCopy(region, object)
    if (copy.storageClass !== movingTo) throw new StorageFault('REFUSED', `${key} keeps its class in ${region.name}`)
  }
  const { replaces, version } = copy
  // Where versions are suspended both are `null`, and the same.
  if (replaces && version && replaces !== version) await region.deleteVersion(key, replaces)
}

/** The copy as the region describes it. DAMAGED when that is not the ledger's object: an ETag is the MD5 of what came in one put. */
async function wholeCopy(region: Region, { key, byteSize, md5 }: MovingObject): Promise<ObjectFacts> {
  const facts = await region.head(key)
  if (facts?.size === byteSize && facts.etag === Buffer.from(md5).toString('hex')) return facts
  throw new StorageFault('DAMAGED', `${key} in ${region.name}`)
}
