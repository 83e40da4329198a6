import type { Readable } from 'node:stream'
import type { ByteRange } from '@halide/storage/bytes.ts'
import { LRUCache } from 'lru-cache'
import type { ObjectReader } from './await-region.ts'

export interface Asked {
  objectKey: string
  /** Bytes. */
  size: number
  /** The MD5 in hex, with quotes. */
  etag: string
}

export interface Opened {
  /** Bytes of the body. */
  size: number
  body: Buffer | Readable
}

/** An object, or the range of it, from memory or a region; null when it is in none. Only what streams needs a signal to end it. */
export type OpenObject = (
  object: Asked,
  range: ByteRange | null,
  untilGone: () => AbortSignal,
) => Promise<Opened | null>

export interface HotObjects {
  open: OpenObject
  /** The whole of it, if it is in memory. */
  atHand(objectKey: string): Buffer | undefined
}

/** Larger ones are sent as they come. Most renditions are smaller. */
const smallBytes = 1024 * 1024

/** What was erased everywhere is out of memory after so long too. */
const keptMs = 10 * 60_000

/**
 * Small objects are read whole and held against their MD5 before the first byte goes out, once for all who ask meanwhile; what was asked
 * for last stays in memory, `mostBytes` in all. Keys are immutable, so that what is kept is never wrong. Whether somebody may see
 * an object is for the caller to know, each time.
 */
export function createHotObjects(objects: ObjectReader, mostBytes: number): HotObjects {
  const kept = new LRUCache<string, Buffer, Asked>({
    // 0 would be no limit.
    maxSize: Math.max(1, mostBytes),
    sizeCalculation: (bytes) => bytes.length,
    ttl: keptMs,
    ttlAutopurge: true,
    // What others push out while it is being read is answered all the same.
    ignoreFetchAbort: true,
    fetchMethod: async (key, _, { context: { etag } }) =>
      (await objects.read(key, Buffer.from(etag.slice(1, -1), 'hex'))) ?? undefined,
  })
  const stream = unkept(objects)
  return {
    atHand: (objectKey) => kept.get(objectKey),
    async open(object, range, untilGone) {
      const { objectKey, size } = object
      if (size > smallBytes) return stream(object, range, untilGone)
      const bytes = kept.get(objectKey) ?? (await kept.fetch(objectKey, { context: object }))
      if (!bytes) return null
      const body = range ? bytes.subarray(range.first, range.last + 1) : bytes
      return { size: body.length, body }
    },
  }
}

/** Each as it comes from its region. */
export function unkept(objects: ObjectReader): OpenObject {
  return ({ objectKey }, range, untilGone) => objects.open(objectKey, { signal: untilGone(), ...(range && { range }) })
}
