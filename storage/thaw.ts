import type { StorageDb } from '@halide/prisma/client.ts'
import { RestoringFault, StorageFault } from './faults.ts'
import type { ObjectFacts, Region } from './region.ts'
import { isArchive } from './tiering/classes.ts'

export interface ThawSettings {
  /** Days for which a thawed object can be read. */
  days: number
  /** Milliseconds that a thaw takes at most, as far as can be foreseen. */
  takesMs: number
}

const dayMs = 86_400_000

/**
 * Has an object thawed in one of these regions, unless that is under way or the object can be read already: then it resolves.
 * Throws a RestoringFault as long as it cannot be read, DAMAGED when no copy there is whole. The ledger notes how far it is, for
 * those who cannot ask a region.
 */
export async function thawObject(
  { db, thaw }: { db: StorageDb; thaw: ThawSettings },
  key: string,
  regions: readonly Region[],
): Promise<void> {
  const object = await db.storedObject.findUnique({ where: { key, state: 'LIVE' } })
  if (!object) throw new StorageFault('ARCHIVED', `${key}, and it is deleted`)
  const heads = await Promise.allSettled(regions.map((region) => region.head(key)))
  const copies = regions.flatMap((region, i) => {
    const head = heads[i]!
    return head.status === 'fulfilled' && isWhole(head.value, object) ? [{ region, ...head.value }] : []
  })
  const [first] = copies
  if (!first) throw heads.find((head) => head.status === 'rejected')?.reason ?? new StorageFault('DAMAGED', key)

  const readable = copies.map(readableUntil).find((until) => until !== null)
  if (readable) {
    await db.$executeRaw`update objects set thaw_ready_at = null, thawed_until = ${readable}
      where key = ${key} and thawed_until is distinct from ${readable}`
    return
  }
  const ongoing = copies.some((copy) => copy.thaw === 'ONGOING')
  if (!ongoing) await first.region.thaw(key, thaw.days)
  const foreseen = (ongoing && object.thawReadyAt?.getTime()) || Date.now() + thaw.takesMs
  // One that takes longer than foreseen is looked after again in a tenth of that time.
  const readyAt = new Date(Math.max(foreseen, Date.now() + thaw.takesMs / 10))
  await db.$executeRaw`update objects set thaw_ready_at = ${readyAt}, thawed_until = null
    where key = ${key} and thaw_ready_at is distinct from ${readyAt}`
  throw new RestoringFault(key, readyAt)
}

/** Has a version thawed that a bucket has kept. */
export async function thawVersion(region: Region, key: string, version: string, thaw: ThawSettings): Promise<never> {
  await region.thaw(key, thaw.days, version)
  throw new RestoringFault(`${key} in version ${version}`, new Date(Date.now() + thaw.takesMs))
}

function isWhole(
  facts: ObjectFacts | null,
  { byteSize, md5 }: { byteSize: number; md5: Uint8Array },
): facts is ObjectFacts {
  return facts?.size === byteSize && facts.etag === Buffer.from(md5).toString('hex')
}

/** Null when it cannot be read. One in no archive can always be; to be looked at again in a day. */
function readableUntil({ storageClass, thaw }: ObjectFacts): Date | null {
  if (!isArchive(storageClass)) return new Date(Date.now() + dayMs)
  return typeof thaw === 'object' ? thaw.until : null
}
