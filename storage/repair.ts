import { createHash } from 'node:crypto'
import type { StorageClass } from '@aws-sdk/client-s3'
import type { StorageDb } from '@halide/prisma/client.ts'
import { StorageFault } from './faults.ts'
import { type BadCopy, faultOfCopy, type KeptObject } from './inspect.ts'
import { takeBackIfDeleted } from './late-copy.ts'
import { markVerified } from './ledger.ts'
import { readWhole } from './reader.ts'
import type { Region, RegionName, Source } from './region.ts'

/**
 * Puts an object's right bytes in the place of its bad copies: those given, else those of the other region, of the buffer, or of an
 * older version that a bucket has kept. False when there are none. Throws BUSY when somebody else writes the key meanwhile, and a
 * RestoringFault when the good copy, or version, is archived: it is being thawed.
 */
export async function repairCopies(
  deps: {
    db: StorageDb
    regions: readonly Region[]
    buffer: Source
    thaw(key: string, archivedIn: readonly Source['name'][]): Promise<void>
    thawVersion(region: RegionName, key: string, version: string): Promise<never>
  },
  object: KeptObject,
  bad: readonly BadCopy[],
  given?: Buffer,
): Promise<boolean> {
  const { db, regions } = deps
  const bytes = given ?? (await findGood(deps, object, bad))
  if (!bytes || !isOf(object, bytes)) return false
  for (const { region: name } of bad) {
    const region = regions.find((each) => each.name === name)
    if (region) await replace(db, region, object, bytes)
  }
  return true
}

async function findGood(
  { regions, buffer, thaw, thawVersion }: Parameters<typeof repairCopies>[0],
  { key, md5 }: KeptObject,
  bad: readonly BadCopy[],
): Promise<Buffer | null> {
  const archivedIn: Source['name'][] = []
  for (const source of [...regions, buffer]) {
    try {
      const bytes = await readWhole(source, key, md5)
      if (bytes) return bytes
    } catch (error) {
      if (isArchived(error) && !bad.some(({ region }) => region === source.name)) archivedIn.push(source.name)
    }
  }
  const archivedVersions: [RegionName, string][] = []
  for (const region of regions) {
    for (const version of await region.versions(key).catch(() => [])) {
      try {
        const bytes = await readWhole(region, key, md5, version)
        if (bytes) return bytes
      } catch (error) {
        if (isArchived(error)) archivedVersions.push([region.name, version])
      }
    }
  }
  if (archivedIn.length > 0) await thaw(key, archivedIn)
  // Its bytes may be wrong too: then it is the next one's turn.
  const [version] = archivedVersions
  if (version) await thawVersion(version[0], key, version[1])
  return null
}

function isArchived(error: unknown): boolean {
  return error instanceof StorageFault && error.code === 'ARCHIVED'
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
  if (!(await takeBackIfDeleted(db, key, [region]))) await markVerified(db, { ...object, region: region.name })
}
