import { type StorageDb, sql, type Tx } from '@halide/prisma/client.ts'
import { estimateRows } from '@halide/prisma/estimate-rows.ts'
import { StorageFault } from './faults.ts'
import { inBatches } from './in-batches.ts'
import type { KeptObject } from './inspect.ts'
import type { RegionName } from './region.ts'

/** What identifies an object's bytes: a key is bound to one MD5 for ever. */
export interface ObjectClaim {
  key: string
  byteSize: number
  /** 16 bytes. */
  md5: Buffer
  contentType: string
}

export type ObjectState = 'PENDING' | 'LIVE' | 'TOMBSTONED' | 'GONE'

type Sql = Pick<Tx, '$queryRaw' | '$executeRaw'>

/**
 * Writes the PENDING row that must exist before the bytes are sent. Answers `LIVE` when these very bytes are stored already.
 * While PENDING nobody relies on the key, so that the next attempt may bring other bytes; after that it throws KEY_TAKEN.
 */
export const claim = inBatches<ObjectClaim, 'PENDING' | 'LIVE'>(claimAll)

async function claimAll(
  db: StorageDb,
  objects: readonly ObjectClaim[],
): Promise<('PENDING' | 'LIVE' | StorageFault)[]> {
  const claimed = await db.$queryRaw<{ key: string }[]>`
    insert into objects (key, byte_size, md5, content_type)
    select key, size, decode(md5, 'hex'), type from unnest(${objects.map(({ key }) => key)}::text[],
      ${objects.map(({ byteSize }) => byteSize)}::int[], ${objects.map(({ md5 }) => md5.toString('hex'))}::text[],
      ${objects.map(({ contentType }) => contentType)}::text[]) as claim (key, size, md5, type) order by key
    on conflict (key) do update
      set byte_size = excluded.byte_size, md5 = excluded.md5, content_type = excluded.content_type, changed_at = now(),
        in_primary = objects.in_primary and objects.md5 = excluded.md5,
        in_backup = objects.in_backup and objects.md5 = excluded.md5,
        in_buffer = objects.in_buffer and objects.md5 = excluded.md5
      where objects.state = 'PENDING'
    returning key`
  const pending = new Set(claimed.map(({ key }) => key))
  const others = objects.filter(({ key }) => !pending.has(key)).map(({ key }) => key)
  const rows = others.length > 0 ? await db.storedObject.findMany({ where: { key: { in: others } } }) : []
  return objects.map(({ key, md5 }) => {
    if (pending.has(key)) return 'PENDING'
    const row = rows.find((each) => each.key === key)
    if (row?.state === 'LIVE' && md5.equals(row.md5)) return 'LIVE'
    return new StorageFault('KEY_TAKEN', `${key} is ${row?.state ?? 'gone'}`)
  })
}

/** Whether the key is still bound to this claim's bytes: another attempt may have claimed it since. */
export async function stillClaimed(sql: Sql, { key, md5 }: Pick<ObjectClaim, 'key' | 'md5'>): Promise<boolean> {
  const rows = await sql.$queryRaw<unknown[]>`
    select 1 from objects where key = ${key} and md5 = ${md5} and state in ('PENDING', 'LIVE')`
  return rows.length === 1
}

/** A region provably holds these bytes. */
export type VerifiedCopy = Pick<ObjectClaim, 'key' | 'md5'> & { region: RegionName }

/** Notes that it does. Throws KEY_TAKEN when the key is not, or no longer, that of the bytes. */
export const markVerified = inBatches<VerifiedCopy, true>(markAllVerified)

async function markAllVerified(db: StorageDb, copies: readonly VerifiedCopy[]): Promise<(true | StorageFault)[]> {
  const marked = await db.$queryRaw<{ key: string }[]>`
    with copies as (
      select objects.key, region
      from unnest(${copies.map(({ key }) => key)}::text[], ${copies.map(({ md5 }) => md5.toString('hex'))}::text[],
        ${copies.map(({ region }) => region)}::text[]) as copy (key, md5, region)
        join objects on objects.key = copy.key and objects.md5 = decode(copy.md5, 'hex') and state in ('PENDING', 'LIVE')
      order by key for update of objects)
    update objects set in_primary = in_primary or region = 'primary', in_backup = in_backup or region = 'backup'
    from copies where objects.key = copies.key returning objects.key`
  const keys = new Set(marked.map(({ key }) => key))
  return copies.map(({ key }) => (keys.has(key) ? true : new StorageFault('KEY_TAKEN', key)))
}

/**
 * Marks verified objects LIVE, in the transaction of the rows that refer to them. Throws KEY_TAKEN, so that the transaction
 * fails, when one of the keys was claimed by other bytes or tombstoned meanwhile, or has no verified copy.
 */
export async function markLive(tx: Sql, objects: readonly Pick<ObjectClaim, 'key' | 'md5'>[]): Promise<void> {
  const keys = objects.map(({ key }) => key)
  const sums = objects.map(({ md5 }) => md5.toString('hex'))
  const marked = await tx.$executeRaw`
    update objects set state = 'LIVE',
      changed_at = case objects.state when 'LIVE' then objects.changed_at else now() end
    from unnest(${keys}::text[], ${sums}::text[]) as verified (key, md5)
    where objects.key = verified.key and objects.md5 = decode(verified.md5, 'hex') and objects.state in ('PENDING', 'LIVE')
      and (objects.in_primary or objects.in_backup or objects.in_buffer)`
  if (marked !== new Set(keys).size) throw new StorageFault('KEY_TAKEN', `one of ${keys.join(', ')}`)
}

/** Nothing needs these objects any more. Their bytes stay until `markGone`; unknown keys are passed over. */
export async function markTombstoned(tx: Sql, keys: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update objects set state = 'TOMBSTONED', changed_at = now()
    where key = any(${[...keys]}::text[]) and state in ('PENDING', 'LIVE')`
}

/**
 * Up to `limit` keys that nobody has touched since `before` and that hold bytes for nothing: objects that were begun and never
 * LIVE, whose attempts are dead, and tombstoned ones that were not erased, because who did it was killed. All are TOMBSTONED after it.
 */
export async function tombstoneAbandoned(db: StorageDb, before: Date, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    update objects set state = 'TOMBSTONED', changed_at = now()
    where key in (
      select key from objects where state in ('PENDING', 'TOMBSTONED') and changed_at < ${before}
      order by changed_at limit ${limit}::int for update skip locked)
    returning key`
  return rows.map(({ key }) => key)
}

/** The keys among these whose bytes may be deleted. */
export async function tombstonedAmong(db: StorageDb, keys: readonly string[]): Promise<string[]> {
  const rows = await db.storedObject.findMany({
    where: { key: { in: [...keys] }, state: 'TOMBSTONED' },
    select: { key: true },
  })
  return rows.map(({ key }) => key)
}

/** The bytes are deleted in every region; here they leave the buffer. The row stays: it keeps the key from being used again. */
export async function markGone(db: StorageDb, keys: readonly string[]): Promise<void> {
  await db.$executeRaw`
    with gone as (
      update objects set state = 'GONE', in_primary = false, in_backup = false, in_buffer = false, changed_at = now()
      where key = any(${[...keys]}::text[]) and state = 'TOMBSTONED' returning key)
    delete from buffered_objects using gone where buffered_objects.key = gone.key`
}

/** What the ledger knows of these keys; one that it does not know is left out. */
export async function statesOf(db: StorageDb, keys: readonly string[]): Promise<Map<string, ObjectState>> {
  const rows = await db.storedObject.findMany({ where: { key: { in: [...keys] } }, select: { key: true, state: true } })
  return new Map(rows.map(({ key, state }) => [key, state]))
}

/** Tombstones a key that is still what it was found to be; null is unknown. Its row, made here if need be, is locked until `tx` ends. */
export async function condemn(tx: Sql, key: string, found: 'LIVE' | 'GONE' | null, bytes: number): Promise<boolean> {
  const condemned =
    found === null
      ? await tx.$executeRaw`
          insert into objects (key, state, byte_size, md5, content_type)
          values (${key}, 'TOMBSTONED', least(${bytes}::float8, 2147483647)::int, '', 'application/octet-stream')
          on conflict (key) do nothing`
      : await tx.$executeRaw`
          update objects set state = 'TOMBSTONED', changed_at = now()
          where key = ${key} and state = ${found}::object_state`
  return condemned === 1
}

const keptColumns = sql`key, byte_size as "byteSize", md5, content_type as "contentType", storage_class as "storageClass",
  in_primary as "inPrimary", in_backup as "inBackup"`

type KeptRow = Omit<KeptObject, 'md5'> & { md5: Uint8Array }

/** Up to `limit` LIVE objects beyond a key, in the order of keys. */
export async function liveAfter(db: StorageDb, key: string, limit: number): Promise<KeptObject[]> {
  const rows = await db.$queryRaw<KeptRow[]>`
    select ${keptColumns} from objects where key > ${key} and state = 'LIVE' order by key limit ${limit}::int`
  return rows.map((row) => ({ ...row, md5: Buffer.from(row.md5) }))
}

/** Those of the keys that are LIVE. */
export async function liveAmong(db: StorageDb, keys: readonly string[]): Promise<KeptObject[]> {
  const rows = await db.$queryRaw<KeptRow[]>`
    select ${keptColumns} from objects where key = any(${[...keys]}::text[]) and state = 'LIVE'`
  return rows.map((row) => ({ ...row, md5: Buffer.from(row.md5) }))
}

/** Up to `limit` LIVE keys at random, from random pages of the table: it is not read whole. */
export async function sampleLive(db: StorageDb, limit: number): Promise<string[]> {
  const estimate = await estimateRows(db, 'objects')
  // Three times as many as asked for, since not all are LIVE; all of a small table.
  const percent = estimate < 10 * limit ? 100 : Math.min(100, (300 * limit) / estimate)
  const rows = await db.$queryRaw<{ key: string }[]>`
    select key from objects tablesample system (${percent}::float4) where state = 'LIVE' order by random() limit ${limit}::int`
  return rows.map(({ key }) => key)
}

/** A LIVE object that only one region holds. */
export interface Lopsided extends ObjectClaim {
  inPrimary: boolean
  changedAt: Date
  storageClass: string
}

/** Up to `limit` of them, longest LIVE first, beyond a place in that order. Without those that are being thawed. */
export async function lopsidedAfter(
  db: StorageDb,
  { changedAt, key }: Pick<Lopsided, 'changedAt' | 'key'>,
  limit: number,
): Promise<Lopsided[]> {
  const rows = await db.$queryRaw<(Omit<Lopsided, 'md5'> & { md5: Uint8Array })[]>`
    select key, byte_size as "byteSize", md5, content_type as "contentType", in_primary as "inPrimary", changed_at as "changedAt",
      storage_class as "storageClass"
    from objects where state = 'LIVE' and in_primary <> in_backup and (thaw_ready_at is null or thaw_ready_at < now())
      and (changed_at, key) > (${changedAt}, ${key})
    order by changed_at, key limit ${limit}::int`
  return rows.map((row) => ({ ...row, md5: Buffer.from(row.md5) }))
}

/** A copy is about to be made, which is STANDARD like every new one: tiering will bring it to the class that the ledger says. */
export async function markWarmCopy(db: StorageDb, key: string): Promise<void> {
  await db.$executeRaw`
    update objects set moving_to = storage_class
    where key = ${key} and state = 'LIVE' and storage_class <> 'STANDARD' and moving_to is null`
}

/** How many objects only one region holds, and for how long the oldest of them. */
export async function lagOf(db: StorageDb): Promise<{ count: number; seconds: number }> {
  const [lag] = await db.$queryRaw<{ count: number; seconds: number }[]>`
    select count(*)::int as count, coalesce(extract(epoch from now() - min(changed_at)), 0)::float8 as seconds
    from objects where state = 'LIVE' and in_primary <> in_backup`
  return lag ?? { count: 0, seconds: 0 }
}
