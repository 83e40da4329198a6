import type { Figures, Workload } from './figures.ts'
import { capacityOf } from './model.ts'
import { type ClassPrices, gib, listPrices, monthlyOf, servicePrices as price } from './prices.ts'

/** US dollars a month. */
export interface MonthlyCost {
  cdn: number
  storage: number
  requests: number
  rendering: number
  api: number
  postgres: number
  redis: number
  secondRegion: number
}

/** What can be done to pay less; each switched on by itself. */
export interface Optimisations {
  formats: boolean
  tiering: boolean
  spot: boolean
  reserved: boolean
  cdnHits: boolean
}

export const plain: Optimisations = { formats: false, tiering: false, spot: false, reserved: false, cdnHits: false }
export const optimised: Optimisations = { formats: true, tiering: true, spot: true, reserved: true, cdnHits: true }

/** Reductions are the reference's; who runs Halide has contracts of their own. */
const spotLeaves = 0.3
const reservedLeaves = 1 - 0.8 * 0.4
const hitRates = { plain: 0.9, aggressive: 0.95 }
const hoursAMonth = 730

/** What Halide costs in the month in which photos have been kept for `load.months`, running on what `of` says. */
export function monthlyCost(load: Workload, of: Figures, with_: Optimisations): MonthlyCost {
  const { imageBytes, jpegBytes, requestCpuMs, postgresBytes } = of
  if (!imageBytes || !jpegBytes || !requestCpuMs || !postgresBytes) throw new Error('cost needs measured figures')
  const capacity = capacityOf(load, of)
  const kept = load.uploadsADay * 30 * load.months
  const images = load.users * load.imagesAUser * 30
  const missed = 1 - (with_.cdnHits ? hitRates.aggressive : hitRates.plain)
  const stable = with_.reserved ? reservedLeaves : 1
  const rows = capacity.postgresBytes! + capacity.postgresBytesADay! * 30 * load.months
  const machines = 2 * Math.ceil(rows / 1024 ** 4 / price.postgresVolumeTib)
  const vcpuMonth = price.vcpuHour * hoursAMonth
  return {
    cdn: egress((images * (with_.formats ? imageBytes : jpegBytes)) / 1e9) + (images / 1e6) * price.cdnMillionRequests,
    storage:
      of.copies *
      (originals(kept, load, with_.tiering) +
        (with_.tiering ? moves(kept / load.months, load) : 0) +
        monthlyOf(listPrices, 'STANDARD', kept * 9, kept * of.renditionBytes)),
    requests:
      (capacity.putsADay! * 30 * price.s3ThousandPuts) / 1_000 + (images * missed * price.s3ThousandGets) / 1_000,
    rendering: capacity.workersWithHeadroom * vcpuMonth * (with_.spot ? spotLeaves : 1),
    api: capacity.apiCores! * vcpuMonth * stable,
    postgres: machines * price.postgresHour * hoursAMonth * stable + (2 * rows * price.postgresGbMonth) / 1e9,
    redis: (capacity.redisBytes / gib) * price.redisGibHour * hoursAMonth * stable,
    secondRegion: (capacity.secondRegionADay! * 30 * price.regionGb) / 1e9,
  }
}

export const total = (cost: object): number => Object.values(cost).reduce((sum: number, part: number) => sum + part, 0)

/** With tiering, none of them read again after its first month, in the class that its age gives it (R4.3). */
function originals(kept: number, { months, originalBytes }: Workload, tiered: boolean): number {
  const of = (storageClass: string, from: number, to: number) => {
    const objects = (kept / months) * Math.max(0, Math.min(months, to) - from)
    return monthlyOf(listPrices, storageClass, objects, objects * originalBytes)
  }
  if (!tiered) return of('STANDARD', 0, months)
  return of('STANDARD', 0, 1) + of('STANDARD_IA', 1, 6) + of('GLACIER', 6, months)
}

/** What it costs to move the originals of one month that grew old enough for Infrequent Access, and of one that did for Glacier. */
function moves(objects: number, { months, originalBytes }: Workload): number {
  const { STANDARD, STANDARD_IA, GLACIER } = listPrices
  const move = (from: ClassPrices, to: ClassPrices) =>
    (objects / 1_000) * to.thousandCopies + ((objects * originalBytes) / gib) * from.gibRead
  return (months > 1 ? move(STANDARD, STANDARD_IA) : 0) + (months > 6 ? move(STANDARD_IA, GLACIER) : 0)
}

function egress(gb: number): number {
  let [cost, from] = [0, 0]
  for (const { upToTb, price: each } of price.cdnGb) {
    const to = upToTb * 1_000
    cost += Math.max(0, Math.min(gb, to) - from) * each
    from = to
  }
  return cost
}

/** The steps in the reference's order: each on top of those before it. */
export function savingsOf(
  load: Workload,
  of: Figures,
): { optimisation: keyof Optimisations; name: string; saved: number }[] {
  const order: [keyof Optimisations, string][] = [
    ['formats', 'Image formats'],
    ['tiering', 'Tiered storage'],
    ['spot', 'Spot machines'],
    ['reserved', 'Reserved machines'],
    ['cdnHits', 'CDN hit rate'],
  ]
  let with_ = plain
  return order.map(([key, name]) => {
    const before = total(monthlyCost(load, of, with_))
    with_ = { ...with_, [key]: true }
    return { optimisation: key, name, saved: before - total(monthlyCost(load, of, with_)) }
  })
}

/** The reference's own month: its drivers, and what it says that each optimisation saves. */
export const referenceCost = {
  drivers: { cdn: 320_000, storage: 240_000, rendering: 120_000, api: 80_000, rest: 40_000 },
  savings: {
    'Image formats': 128_000,
    'Tiered storage': 72_000,
    'Spot machines': 84_000,
    'Reserved machines': 32_000,
    'CDN hit rate': 64_000,
    Compression: 24_000,
  },
} as const
