import type { Redis } from 'ioredis'

/**
 * All that a Redis holds, in parts that each can be loaded by themselves; null where there is no Redis. A key that is there all the while is in
 * it as it was at one instant, and no two keys of the same: no list needs another's. Throws when Redis fails or the signal is aborted.
 *
 * By SCAN and DUMP, which every Redis grants, a managed one or a node of a cluster too. SYNC would have the server fork, count as a
 * replica, and take another replication id when it is the first, with which every feed goes cold.
 */
export type DumpRedis = (signal: AbortSignal) => AsyncIterable<DumpPart> | null

export interface DumpPart {
  /**
   * Key after key: bytes of the name (4), bytes of the value (4), when it expires (8, milliseconds since 1970, 0 for never),
   * the name, the value as DUMP says it, which ends in a checksum of its own. Numbers are big-endian.
   */
  bytes: Buffer
  keys: number
}

/** A key larger than this has a part of its own; a feed takes 5 KB. */
export const dumpPartBytes = 16 * 1_048_576

/** A server is busy for some milliseconds with so many. */
const keysABatch = 200
const headBytes = 16

export function createDump(redis: Redis, partBytes = dumpPartBytes): DumpRedis {
  return async function* dump(signal) {
    let part: Buffer[] = []
    let size = 0
    for await (const record of records(redis, signal)) {
      if (part.length > 0 && size + record.length > partBytes) {
        yield { bytes: Buffer.concat(part), keys: part.length }
        part = []
        size = 0
      }
      part.push(record)
      size += record.length
    }
    if (part.length > 0) yield { bytes: Buffer.concat(part), keys: part.length }
  }
}

async function* records(redis: Redis, signal: AbortSignal): AsyncGenerator<Buffer> {
  let cursor = '0'
  do {
    signal.throwIfAborted()
    const [next, names] = await redis.scanBuffer(cursor, 'COUNT', keysABatch)
    cursor = String(next)
    const pipeline = redis.pipeline()
    for (const name of names) pipeline.dumpBuffer(name).pttl(name)
    const replies = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
      if (error) throw error
      return reply
    })
    for (const [i, name] of names.entries()) {
      const value = replies[2 * i] as Buffer | null
      const left = replies[2 * i + 1] as number
      // Gone meanwhile; -1 is a key that never expires.
      if (value && left >= -1) yield record(name, value, left < 0 ? 0 : Date.now() + left)
    }
  } while (cursor !== '0')
}

function record(name: Buffer, value: Buffer, expiresAt: number): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(name.length)
  head.writeUInt32BE(value.length, 4)
  head.writeBigUInt64BE(BigInt(expiresAt), 8)
  return Buffer.concat([head, name, value])
}

/** Puts the keys of a part back, with what is left of their time, and answers how many. Keys that are there already stay as they are. */
export async function loadPart(redis: Redis, bytes: Buffer): Promise<number> {
  let loaded = 0
  for (let at = 0; at < bytes.length; ) {
    const pipeline = redis.pipeline()
    for (let i = 0; i < keysABatch && at < bytes.length; i++) {
      const name = at + headBytes
      const value = name + bytes.readUInt32BE(at)
      const end = value + bytes.readUInt32BE(at + 4)
      const expiresAt = Number(bytes.readBigUInt64BE(at + 8))
      pipeline.restore(bytes.subarray(name, value), expiresAt, bytes.subarray(value, end), 'ABSTTL')
      at = end
    }
    for (const [error] of (await pipeline.exec()) ?? []) {
      if (!error) loaded++
      else if (!error.message.startsWith('BUSYKEY')) throw error
    }
  }
  return loaded
}
