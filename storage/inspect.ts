import { createHash } from 'node:crypto'
import { chunksOf } from './bytes.ts'
import { StorageFault } from './faults.ts'
import type { ObjectClaim } from './ledger.ts'
import type { ObjectFacts, OpenObject, Region, RegionName } from './region.ts'
import { isArchive } from './tiering/classes.ts'

/** A LIVE object, and where the ledger says that it lies. */
export interface KeptObject extends ObjectClaim {
  storageClass: string
  inPrimary: boolean
  inBackup: boolean
}

export type CopyFault = 'MISSING' | 'DAMAGED'

export interface BadCopy {
  region: RegionName
  fault: CopyFault
}

/**
 * How to inspect: `read` a copy and hold its bytes against the checksum, or `look` whether it is there, of its size, and the store
 * has the right checksum for it. An archived copy is only looked at, and not thawed.
 */
export type Inspection = 'read' | 'look'

/** The bad ones among the copies that the ledger claims. Throws UNAVAILABLE when a region does not answer, which says nothing about its copy. */
export async function inspectCopies(
  regions: readonly Region[],
  object: KeptObject,
  how: Inspection = 'read',
): Promise<BadCopy[]> {
  const claimed = regions.filter(({ name }) => (name === 'primary' ? object.inPrimary : object.inBackup))
  const faults = await Promise.all(claimed.map((region) => faultOfCopy(region, object, how)))
  return claimed.flatMap(({ name }, i) => (faults[i] ? [{ region: name, fault: faults[i] }] : []))
}

export async function faultOfCopy(
  region: Region,
  object: KeptObject,
  how: Inspection = 'read',
): Promise<CopyFault | null> {
  const { key, md5, storageClass } = object
  try {
    if (how === 'look' || isArchive(storageClass)) return faultOfFacts(await region.head(key), object)
    const found = await region.get(key, { comparedByCaller: true })
    if (!found) return 'MISSING'
    return (await md5Of(found)).equals(md5) ? null : 'DAMAGED'
  } catch (error) {
    if (error instanceof StorageFault && error.code === 'ARCHIVED') return faultOfFacts(await region.head(key), object)
    // A region that answers but cannot give this object's bytes has lost them.
    await region.reach()
    return 'DAMAGED'
  }
}

function faultOfFacts(facts: ObjectFacts | null, { byteSize, md5 }: KeptObject): CopyFault | null {
  if (!facts) return 'MISSING'
  return facts.size === byteSize && facts.etag === md5.toString('hex') ? null : 'DAMAGED'
}

async function md5Of({ body }: OpenObject): Promise<Buffer> {
  const hash = createHash('md5')
  for await (const chunk of chunksOf(body)) hash.update(chunk)
  return hash.digest()
}
