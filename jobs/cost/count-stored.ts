import { type SqlDb, sql } from '@halide/prisma/client.ts'
import { estimateRows } from '@halide/prisma/estimate-rows.ts'
import { movesAt, type TieringAges } from '@halide/storage/tiering/due.ts'
import { z } from 'zod'

/** Copies of one kind, format and class in one region. */
export const CountedPart = z.object({
  /** What their keys begin with: `originals`, `renditions`, … */
  kind: z.string(),
  contentType: z.string(),
  storageClass: z.string(),
  region: z.enum(['primary', 'backup']),
  /** The class that tiering is to move them to, or is moving them to; null where they stay. */
  dueTo: z.string().nullable(),
  objects: z.number(),
  bytes: z.number(),
  /** Of these, what came within the last 30 days. */
  cameObjects: z.number(),
  cameBytes: z.number(),
})
export type CountedPart = z.infer<typeof CountedPart>

export interface Counted {
  /** Of the ledger: below 1 the numbers are estimates. */
  share: number
  parts: CountedPart[]
}

/**
 * What lies in the object store, by the ledger. Of a ledger with more rows than `mostRows` about so many are looked at, in whole blocks
 * taken at random: then a part that is a tenth of all is right to some hundredths, and it takes no longer however large the ledger grows.
 */
export async function countStored(db: SqlDb, ages: TieringAges, mostRows = Number.POSITIVE_INFINITY): Promise<Counted> {
  const share = Math.min(1, mostRows / Math.max(1, await estimateRows(db, 'objects')))
  const whenDue = movesAt(undefined, ages)
    .map(({ due, to }) => sql`when ${due} then ${to}`)
    .reduce((all, each) => sql`${all} ${each}`)
  const parts = await db.$queryRaw<CountedPart[]>`
    select kind, "contentType", "storageClass", region, "dueTo",
      round(objects / ${share}::float8) as objects, round(bytes / ${share}::float8) as bytes,
      round("cameObjects" / ${share}::float8) as "cameObjects", round("cameBytes" / ${share}::float8) as "cameBytes"
    from (
      select split_part(key, '/', 1) as kind, content_type as "contentType", storage_class as "storageClass", region,
        coalesce(moving_to, case ${whenDue} end) as "dueTo",
        count(*)::float8 as objects, sum(byte_size)::float8 as bytes,
        (count(*) filter (where is_new))::float8 as "cameObjects",
        coalesce(sum(byte_size) filter (where is_new), 0)::float8 as "cameBytes"
      from objects tablesample system (${100 * share}::float4)
      cross join lateral (values ('primary', in_primary), ('backup', in_backup)) as copy (region, is_there)
      cross join lateral (select created_at > now() - interval '30 days' as is_new) as age
      where state = 'LIVE' and is_there group by 1, 2, 3, 4, 5
    ) as counted order by kind, "contentType", "storageClass", region desc, "dueTo"`
  return { share, parts }
}
