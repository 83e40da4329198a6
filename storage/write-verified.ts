import { createHash } from 'node:crypto'
import type { StorageDb } from '@halide/prisma/client.ts'
import { chunksOf } from './bytes.ts'
import { StorageFault } from './faults.ts'
import { markVerified, type ObjectClaim, stillClaimed } from './ledger.ts'
import type { Capabilities } from './probe.ts'
import type { Region } from './region.ts'

/** How long the writer's lock may be held and waited for: a put's own time limit, twice. */
const lockTimeoutMs = 60_000

/**
 * Puts claimed bytes and returns only when the region provably holds them, no other attempt can still replace them, and the ledger says so.
 * Throws DAMAGED (and leaves no object) when what lies there is not what was sent.
 */
export async function writeVerified(
  region: Region,
  { md5: checksMd5, conditionalPut }: Capabilities,
  db: StorageDb,
  object: ObjectClaim,
  bytes: Buffer,
): Promise<void> {
  if (conditionalPut) await putOnce(region, db, object, bytes)
  else await putLocked(region, db, object, bytes)
  if (checksMd5 || (await holds(region, object))) {
    await markVerified(db, { ...object, region: region.name })
    return
  }
  await region.delete(object.key)
  throw new StorageFault('DAMAGED', `${object.key} read back from ${region.name}`)
}

/** A late or repeated request can only ever fill an empty key, so that it cannot replace what another attempt verified. */
async function putOnce(region: Region, db: StorageDb, object: ObjectClaim, bytes: Buffer): Promise<void> {
  const { key, md5, contentType } = object
  if ((await region.put(key, bytes, { contentType, md5, onlyIf: { absent: true } })) === 'STORED') return
  const found = await region.head(key)
  if (found?.etag === md5.toString('hex') || (found && (await holds(region, object)))) return
  // What another attempt left behind, or has verified since. In this order: whoever claims the key after the check also puts after
  // the look above, and then the condition below fails.
  if (!(await stillClaimed(db, object))) throw new StorageFault('KEY_TAKEN', key)
  const onlyIf = found ? { etag: found.etag } : { absent: true as const }
  if ((await region.put(key, bytes, { contentType, md5, onlyIf })) === 'STORED') return
  throw new StorageFault('BUSY', `${key} is being written by another attempt`)
}

/** The fallback where puts have no conditions: one writer at a time, and only for as long as the ledger says the key is his. */
async function putLocked(region: Region, db: StorageDb, object: ObjectClaim, bytes: Buffer): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${object.key}, 0))`
      if (!(await stillClaimed(tx, object))) throw new StorageFault('KEY_TAKEN', object.key)
      await region.put(object.key, bytes, { contentType: object.contentType, md5: object.md5 })
    },
    { timeout: lockTimeoutMs, maxWait: lockTimeoutMs },
  )
}

/** Reads the object back and compares. */
async function holds(region: Region, { key, md5, byteSize }: ObjectClaim): Promise<boolean> {
  const object = await region.get(key, { comparedByCaller: true })
  if (!object) return false
  const hash = createHash('md5')
  for await (const chunk of chunksOf(object.body)) hash.update(chunk)
  return object.size === byteSize && hash.digest().equals(md5)
}
