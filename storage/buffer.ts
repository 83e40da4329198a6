import { Readable } from 'node:stream'
import type { StorageDb } from '@halide/prisma/client.ts'
import { DatabaseUnreachable } from '@halide/prisma/client.ts'
import { StorageFault } from './faults.ts'
import type { ObjectClaim } from './ledger.ts'
import type { ObjectFacts, OpenObject, Source } from './region.ts'

/** Holds, in Postgres, the originals that no region takes, until one does. */
export interface UploadBuffer extends Source {
  /** Keeps claimed bytes: committed when it resolves. UNAVAILABLE when the buffer, or the disk under it, is full; KEY_TAKEN as `markVerified`. */
  put(object: ObjectClaim, bytes: Uint8Array): Promise<void>
}

/** `mostBytes` bounds the whole buffer; uploads that come at the same moment may pass it by their own size. */
export function createBuffer(db: StorageDb, mostBytes: number): UploadBuffer {
  return {
    name: 'buffer',
    put: async ({ key, byteSize, md5 }, bytes) => {
      const { bytes: held } = await buffered(db)
      if (held + byteSize > mostBytes) throw new StorageFault('UNAVAILABLE', `${key}: the buffer is full`)
      const kept = await db.$executeRaw`
        with claimed as (
          update objects set in_buffer = true
          where key = ${key} and md5 = ${md5} and state in ('PENDING', 'LIVE') returning key)
        insert into buffered_objects (key, bytes) select key, ${bytes} from claimed
        on conflict (key) do update set bytes = excluded.bytes, buffered_at = excluded.buffered_at`.catch(diskFull)
      if (kept !== 1) throw new StorageFault('KEY_TAKEN', key)
    },
    get: async (key, { range } = {}) => {
      const [first, size] = range ? [range.first, range.last - range.first + 1] : [0, null]
      const [row] = await db.$queryRaw<(Row & { bytes: Uint8Array })[]>`
        select content_type as "contentType", md5, storage_class as "storageClass",
          case when ${size}::int is null then bytes else substring(bytes from ${first}::int + 1 for ${size}::int) end as bytes
        from buffered_objects join objects using (key) where key = ${key} and in_buffer`
      if (!row) return null
      return { ...factsOf(row, row.bytes.length), body: Readable.from([row.bytes]) } satisfies OpenObject
    },
    head: async (key) => {
      const [row] = await db.$queryRaw<(Row & { byteSize: number })[]>`
        select content_type as "contentType", md5, storage_class as "storageClass", byte_size as "byteSize"
        from objects where key = ${key} and in_buffer`
      return row ? factsOf(row, row.byteSize) : null
    },
  }
}

interface Row {
  contentType: string
  md5: Uint8Array
  storageClass: string
}

function factsOf({ contentType, md5, storageClass }: Row, size: number): ObjectFacts {
  return { size, etag: Buffer.from(md5).toString('hex'), contentType, storageClass }
}

/** How much is in the buffer, and for how many seconds the oldest of it. */
export async function buffered(db: StorageDb): Promise<{ objects: number; bytes: number; seconds: number }> {
  const [row] = await db.$queryRaw<{ objects: number; bytes: number; seconds: number }[]>`
    select count(*)::int as objects, coalesce(sum(byte_size), 0)::float8 as bytes,
      coalesce(extract(epoch from now() - min(buffered_at)), 0)::float8 as seconds
    from buffered_objects join objects using (key) where in_buffer`
  return row!
}

/** Keys in the buffer, the longest there first. */
export async function oldestBuffered(
  db: StorageDb,
  limit: number,
  passedOver: readonly string[],
): Promise<ObjectClaim[]> {
  const rows = await db.$queryRaw<(Omit<ObjectClaim, 'md5'> & { md5: Uint8Array })[]>`
    select key, byte_size as "byteSize", md5, content_type as "contentType"
    from buffered_objects join objects using (key)
    where in_buffer and key <> all(${[...passedOver]}::text[]) order by buffered_at, key limit ${limit}::int`
  return rows.map((row) => ({ ...row, md5: Buffer.from(row.md5) }))
}

/** A region has it: the buffered bytes go, in one statement with what the ledger says of them. */
export async function settle(db: StorageDb, key: string): Promise<void> {
  await db.$executeRaw`
    with settled as (
      update objects set in_buffer = false where key = ${key} and (in_primary or in_backup) returning key)
    delete from buffered_objects using settled where buffered_objects.key = settled.key`
}

/** Bytes of an attempt that died, whose key was claimed by others since. */
export async function dropStale(db: StorageDb): Promise<void> {
  await db.$executeRaw`
    delete from buffered_objects using objects where buffered_objects.key = objects.key and not in_buffer`
}

/** 53100: the disk is full. The statement, and so its row, is undone. */
function diskFull(error: unknown): never {
  if (error instanceof DatabaseUnreachable) throw error
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } }
  if (meta?.driverAdapterError?.cause?.originalCode === '53100')
    throw new StorageFault('UNAVAILABLE', 'the disk of the buffer is full', error)
  throw error
}
