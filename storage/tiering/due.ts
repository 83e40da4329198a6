import { type SqlDb, type SqlPart, type StorageDb, sql } from '@halide/prisma/client.ts'
import type { ColdClass } from './classes.ts'

/** After how many days unread an original moves (R4.3). */
export interface TieringAges {
  infrequentAfterDays: number
  archiveAfterDays: number
}

export const defaultAges: TieringAges = { infrequentAfterDays: 30, archiveAfterDays: 180 }

/**
 * Smaller ones stay: below 128 KB the Infrequent Access class is billed as if they had it, and the archive keeps 40 KB of its own
 * for each object (AWS, "Understanding and managing Amazon S3 storage classes"). The same number stands in `movable` and in the index
 * objects_unread_idx, which a parameter would not match.
 */
export const smallestBytes = 131_072

/** One kind of move: originals of a class that were last read in a span of days. */
export interface Move {
  from: string
  to: ColdClass
  due: SqlPart
}

/** In both regions, so that a copy is left to be read whatever becomes of the other one. */
const movable = sql`state = 'LIVE' and key like 'originals/%' and byte_size >= 131072 and in_primary and in_backup`

/**
 * Every kind of move, with the condition on `objects` that is true of what is due. No object is due for two. By the database's clock
 * unless a time is given: a worker whose clock is wrong must not archive what was read yesterday.
 */
export function movesAt(now: Date | undefined, { infrequentAfterDays, archiveAfterDays }: TieringAges): Move[] {
  const unreadFor = (days: number) =>
    sql`last_read_on <= coalesce(${now ?? null}::timestamptz, now())::date - ${days}::int`
  const due = (from: string, age: SqlPart) =>
    sql`${movable} and moving_to is null and storage_class = ${from} and ${age}`
  const archived = unreadFor(archiveAfterDays)
  return [
    { from: 'STANDARD', to: 'GLACIER', due: due('STANDARD', archived) },
    {
      from: 'STANDARD',
      to: 'STANDARD_IA',
      due: due('STANDARD', sql`${unreadFor(infrequentAfterDays)} and not ${archived}`),
    },
    { from: 'STANDARD_IA', to: 'GLACIER', due: due('STANDARD_IA', archived) },
  ]
}

/** What a run would move: how much, by class and class to come. Includes what an earlier run left half done. */
export async function countDue(
  db: SqlDb,
  now: Date | undefined,
  ages: TieringAges,
): Promise<{ from: string; to: ColdClass; objects: number; bytes: number }[]> {
  const counted = sql`count(*)::int as objects, coalesce(sum(byte_size), 0)::float8 as bytes`
  const begun = db.$queryRaw<{ from: string; to: ColdClass; objects: number; bytes: number }[]>`
    select storage_class as "from", moving_to as "to", ${counted} from objects
    where ${movable} and moving_to is not null group by 1, 2`
  const fresh = movesAt(now, ages).map(async ({ from, to, due }) => {
    const [row] = await db.$queryRaw<{ objects: number; bytes: number }[]>`
      select ${counted} from objects where ${due}`
    return { from, to, ...row! }
  })
  const counts = [...(await begun), ...(await Promise.all(fresh))]
  const moves = new Map(counts.map(({ from, to }) => [`${from} ${to}`, { from, to, objects: 0, bytes: 0 }]))
  for (const { from, to, objects, bytes } of counts) {
    const move = moves.get(`${from} ${to}`)!
    move.objects += objects
    move.bytes += bytes
  }
  return [...moves.values()]
}

/** Takes up to `limit` due objects to be moved, the longest unread first: from then on they are finished, whoever begins them dies. */
export async function claimDue(db: StorageDb, { to, due }: Move, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    update objects set moving_to = ${to}
    where key in (select key from objects where ${due} order by last_read_on, key limit ${limit}::int for update skip locked)
    returning key`
  return rows.map(({ key }) => key)
}

/** Up to `limit` objects beyond a key whose move was begun, by a run that did not finish it or that is still at it. */
export async function begunAfter(db: StorageDb, key: string, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    select key from objects where moving_to is not null and key > ${key} order by key limit ${limit}::int`
  return rows.map((row) => row.key)
}
