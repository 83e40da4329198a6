import type { SqlDb } from '@halide/prisma/client.ts'
import { defaultAges } from '@halide/storage/tiering/due.ts'
import { type Counted, type CountedPart, countStored } from './count-stored.ts'
import { gib, listPrices, monthlyOf, type Prices, priced } from './prices.ts'

/** Copies of one kind, format and class in one region. */
export interface StoredPart
  extends Pick<CountedPart, 'kind' | 'contentType' | 'storageClass' | 'region' | 'objects' | 'bytes'> {
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
  /** What it will cost when tiering has moved what is due, and what that costs once. */
  monthlyTiered: number
  tieringOnce: number
  /** Bytes of the copies that came within the last 30 days and are kept, and what there will be in a year if as much goes on coming. */
  cameIn30Days: number
  bytesInAYear: number
}

/** What lies in the object store and what that costs a month, by the ledger: one look at each of its rows. */
export async function storageReport(db: SqlDb, prices: Prices = listPrices): Promise<StorageReport> {
  return priceStored(await countStored(db, defaultAges), prices)
}

export function priceStored({ parts: counted }: Pick<Counted, 'parts'>, prices: Prices): StorageReport {
  const monthlyIn = ({ objects, bytes }: CountedPart, storageClass: string) =>
    monthlyOf(prices, storageClass, objects, bytes)
  const sum = (value: (part: CountedPart) => number) => counted.reduce((all, part) => all + value(part), 0)
  const bytes = sum((part) => part.bytes)
  const cameIn30Days = sum(({ cameBytes }) => cameBytes)
  return {
    parts: merge(counted.map((part) => ({ ...shownOf(part), monthly: monthlyIn(part, part.storageClass) }))),
    objects: sum(({ objects }) => objects),
    bytes,
    monthly: sum((part) => monthlyIn(part, part.storageClass)),
    monthlyUntiered: sum((part) => monthlyIn(part, 'STANDARD')),
    monthlyTiered: sum((part) => monthlyIn(part, part.dueTo ?? part.storageClass)),
    tieringOnce: sum((part) => (part.dueTo === null ? 0 : moveOf(prices, part, part.dueTo))),
    cameIn30Days,
    bytesInAYear: bytes + (cameIn30Days * 365) / 30,
  }
}

function shownOf({ kind, contentType, storageClass, region, objects, bytes }: CountedPart) {
  return { kind, contentType, storageClass, region, objects, bytes }
}

function moveOf(prices: Prices, { storageClass, objects, bytes }: CountedPart, to: string): number {
  return (objects / 1_000) * priced(prices, to).thousandCopies + (bytes / gib) * priced(prices, storageClass).gibRead
}

/** What differs only by what it is due to is one part. */
function merge(parts: readonly StoredPart[]): StoredPart[] {
  const merged = new Map<string, StoredPart>()
  for (const part of parts) {
    const name = [part.kind, part.contentType, part.storageClass, part.region].join(' ')
    const before = merged.get(name)
    if (!before) merged.set(name, { ...part })
    else for (const each of ['objects', 'bytes', 'monthly'] as const) before[each] += part[each]
  }
  return [...merged.values()]
}
