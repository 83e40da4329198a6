import { createHash } from 'node:crypto'
import type { StorageClass } from '@aws-sdk/client-s3'
import type { StorageDb } from '@halide/prisma/client.ts'
import { StorageFault } from './faults.ts'
import { type BadCopy, faultOfCopy, type KeptObject } from './inspect.ts'
import { takeBackIfDeleted } from './late-copy.ts'
import { markVerified } from './ledger.ts'
import { readWhole } from './reader.ts'
import type { Region, Source } from './region.ts'

/**
 * Puts an object's right bytes in the place of its bad copies: those given, else those of the other region, of the buffer, or of an
 * older version that a bucket has kept. False when there are none. Throws BUSY when somebody else writes the key meanwhile.
 */
export async function repairCopies(
  { db, regions, buffer }: { db: StorageDb; regions: readonly Region[]; buffer: Source },
  object: KeptObject,
  bad: readonly BadCopy[],
  given?: Buffer,
): Promise<boolean> {
  const bytes = given ?? (await findGood([...regions, buffer], regions, object))
  if (!bytes || !isOf(object, bytes)) return false
  for (const { region: name } of bad) {
    const region = regions.find((each) => each.name === name)
    if (region) await replace(db, region, object, bytes)
  }
  return true
}

async function findGood(
  sources: readonly Source[],
  regions: readonly Region[],
  { key, md5 }: KeptObject,
): Promise<Buffer | null> {
  for (const source of sources) {
    const bytes = await readWhole(source, key, md5).catch(() => null)
    if (bytes) return bytes
  }
  for (const region of regions) {
    for (const version of await region.versions(key).catch(() => [])) {
      const bytes = await readWhole(region, key, md5, version).catch(() => null)
      if (bytes) return bytes
    }
  }
  return null
}

function isOf({ md5 }: KeptObject, bytes: Buffer): boolean {
  return createHash('md5').update(bytes).digest().equals(md5)
}

/** Only over what is there now: nothing that came meanwhile is replaced. Buckets keep the bad copy as a version. */
async function replace(db: StorageDb, region: Region, object: KeptObject, bytes: Buffer): Promise<void> {
  const { key, md5, contentType, storageClass } = object
  const found = await region.head(key)
  const put = await region.put(key, bytes, {
    contentType,
    md5,
    onlyIf: found ? { etag: found.etag } : { absent: true },
    ...(storageClass !== 'STANDARD' && { storageClass: storageClass as StorageClass }),
  })
  if (put === 'EXISTS') throw new StorageFault('BUSY', `${key} is being written by somebody else`)
  if (await faultOfCopy(region, object)) throw new StorageFault('DAMAGED', `${key} is bad in ${region.name} again`)
  if (!(await takeBackIfDeleted(db, key, [region]))) await markVerified(db, object, region.name)
}
