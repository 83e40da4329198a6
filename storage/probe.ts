import { createHash, randomUUID } from 'node:crypto'
import { StorageFault } from './faults.ts'
import type { PutOptions, Region } from './region.ts'

/** What Halide relies on, and whether a bucket has it. */
export interface Capabilities {
  /** A put with a wrong Content-MD5 is refused. */
  md5: boolean
  /** `If-None-Match: *` and `If-Match` are honoured on puts. */
  conditionalPut: boolean
  /** Overwritten and deleted objects are kept as versions. */
  versions: boolean
  /** Another storage class can be chosen and is remembered. */
  storageClasses: boolean
}

/** How Halide gets by without: shown in `/health/ready`. */
const fallbacks: Record<keyof Capabilities, { name: string; instead: string }> = {
  md5: { name: 'md5', instead: 'every put is read back and compared' },
  conditionalPut: { name: 'conditional put', instead: 'one writer a key, by a lock in Postgres' },
  versions: { name: 'versions', instead: 'keys never change, and deletion waits in the ledger' },
  storageClasses: { name: 'storage classes', instead: 'everything stays STANDARD' },
}

/** Like `md5 ✓, conditional put ✓, versions ✗ (instead: …), storage classes ✓`. */
export function describe(capabilities: Capabilities): string {
  return Object.entries(fallbacks)
    .map(([key, { name, instead }]) =>
      capabilities[key as keyof Capabilities] ? `${name} ✓` : `${name} ✗ (instead: ${instead})`,
    )
    .join(', ')
}

/** Where probes write; each removes what it wrote. */
export const probePrefix = '.halide-probe/'

/** Tries a bucket out with a few small objects. Throws when it cannot be reached or written at all. */
export async function probe(region: Region): Promise<Capabilities> {
  const key = `${probePrefix}${randomUUID()}`
  const bytes = Buffer.from('halide')
  const plain: PutOptions = { contentType: 'text/plain', md5: md5Of(bytes) }
  await region.reach()
  try {
    await region.put(key, bytes, plain)
    return {
      md5: await refuses(() => region.put(key, bytes, { ...plain, md5: md5Of(Buffer.from('other')) })),
      conditionalPut: await honoursConditions(region, key, bytes, plain),
      versions: await whereKnown(() => region.keepsVersions()),
      storageClasses: await whereKnown(async () => {
        await region.put(key, bytes, { ...plain, storageClass: 'STANDARD_IA' })
        return (await region.head(key))?.storageClass === 'STANDARD_IA'
      }),
    }
  } finally {
    await region.delete(key)
  }
}

async function honoursConditions(region: Region, key: string, bytes: Buffer, plain: PutOptions): Promise<boolean> {
  return whereKnown(
    async () =>
      (await region.put(key, bytes, { ...plain, onlyIf: { absent: true } })) === 'EXISTS' &&
      (await region.put(key, bytes, { ...plain, onlyIf: { etag: '0'.repeat(32) } })) === 'EXISTS' &&
      (await region.put(key, bytes, { ...plain, onlyIf: { etag: (await region.head(key))?.etag ?? '' } })) === 'STORED',
  )
}

async function refuses(put: () => Promise<unknown>): Promise<boolean> {
  try {
    await put()
    return false
  } catch (error) {
    if (error instanceof StorageFault && (error.code === 'DAMAGED' || error.code === 'REFUSED')) return true
    throw error
  }
}

/** A store that answers "no such operation" does not have it; one that does not answer is no answer. */
async function whereKnown(ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof StorageFault && error.code === 'REFUSED') return false
    throw error
  }
}

function md5Of(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}
