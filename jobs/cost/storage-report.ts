import type { SqlDb } from '@halide/prisma/client.ts'
import { listPrices, monthlyOf, type Prices } from './prices.ts'

/** Copies of one kind, format and class in one region. */
export interface StoredPart {
  /** What their keys begin with: `originals`, `renditions`, … */
  kind: string
  contentType: string
  storageClass: string
  region: 'primary' | 'backup'
  objects: number
  bytes: number
  /** US dollars. */
  monthly: number
}

export interface StorageReport {
  parts: StoredPart[]
  objects: number
  bytes: number
  /** US dollars: what keeping it costs, and what it would cost if all of it were STANDARD. */
  monthly: number
  monthlyUntiered: number
  /** Bytes of the copies that came within the last 30 days and are kept, and what there will be in a year if as much goes on coming. */
  cameIn30Days: number
  bytesInAYear: number
}

/** What lies in the object store and what that costs a month, by the ledger: one look at each of its rows. */
export async function storageReport(db: SqlDb, prices: Prices = listPrices): Promise<StorageReport> {
  const rows = await db.$queryRaw<(Omit<StoredPart, 'monthly'> & { came: number })[]>`
    select split_part(key, '/', 1) as kind, content_type as "contentType", storage_class as "storageClass", region,
      count(*)::float8 as objects, sum(byte_size)::float8 as bytes,
      coalesce(sum(byte_size) filter (where created_at > now() - interval '30 days'), 0)::float8 as came
    from objects cross join lateral (values ('primary', in_primary), ('backup', in_backup)) as copy (region, is_there)
    where state = 'LIVE' and is_there group by 1, 2, 3, 4 order by 1, 2, 3, 4 desc`
  const parts = rows.map(({ came: _, ...part }) => ({ ...part, monthly: costOf(part, part.storageClass) }))
  const sum = <Row>(of: readonly Row[], value: (row: Row) => number) => of.reduce((all, row) => all + value(row), 0)
  const bytes = sum(rows, (row) => row.bytes)
  const cameIn30Days = sum(rows, ({ came }) => came)
  return {
    parts,
    objects: sum(rows, ({ objects }) => objects),
    bytes,
    monthly: sum(parts, ({ monthly }) => monthly),
    monthlyUntiered: sum(rows, (row) => costOf(row, 'STANDARD')),
    cameIn30Days,
    bytesInAYear: bytes + (cameIn30Days * 365) / 30,
  }

  function costOf({ objects, bytes }: { objects: number; bytes: number }, storageClass: string): number {
    return monthlyOf(prices, storageClass, objects, bytes)
  }
}
