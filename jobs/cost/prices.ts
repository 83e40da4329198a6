/** US dollars. */
export interface ClassPrices {
  /** To keep a GiB for a month. */
  gibMonth: number
  /** To copy 1,000 objects into the class. */
  thousandCopies: number
  /** To read a GiB of the class, which a copy out of it does. */
  gibRead: number
  /** Bytes that every object of the class takes besides its own: kept in the class, and kept in STANDARD. */
  ownOverhead: number
  standardOverhead: number
}

export type Prices = Record<string, ClassPrices>

/**
 * AWS's list prices of S3 in US East (N. Virginia), first 50 TB a month, as published in 2025: https://aws.amazon.com/s3/pricing/.
 * Yours may be others: `TIER_PRICES` takes their place. GLACIER is what that page calls Glacier Flexible Retrieval.
 */
export const listPrices = {
  STANDARD: { gibMonth: 0.023, thousandCopies: 0.005, gibRead: 0, ownOverhead: 0, standardOverhead: 0 },
  STANDARD_IA: { gibMonth: 0.0125, thousandCopies: 0.01, gibRead: 0.01, ownOverhead: 0, standardOverhead: 0 },
  GLACIER: { gibMonth: 0.0036, thousandCopies: 0.03, gibRead: 0.01, ownOverhead: 32_768, standardOverhead: 8_192 },
} satisfies Prices

export const gib = 1024 ** 3

/** What one copy of these objects costs a month in a class. */
export function monthlyOf(prices: Prices, storageClass: string, objects: number, bytes: number): number {
  const { gibMonth, ownOverhead, standardOverhead } = priced(prices, storageClass)
  const own = (bytes + objects * ownOverhead) * gibMonth
  return (own + objects * standardOverhead * priced(prices, 'STANDARD').gibMonth) / gib
}

export function priced(prices: Prices, storageClass: string): ClassPrices {
  const found = prices[storageClass]
  if (!found) throw new Error(`there is no price of ${storageClass}`)
  return found
}

/**
 * What else a month is made of: list prices on demand in US East (N. Virginia), in US dollars. CloudFront's were
 * held against a copy of https://aws.amazon.com/cloudfront/pricing/ on 2026-11-28. S3's are those of 2025; those by the hour belong to the
 * instances named and were not looked up again: do so before you decide by them (https://aws.amazon.com/s3/pricing/,
 * https://aws.amazon.com/ec2/pricing/on-demand/, …/rds/postgresql/pricing/, …/elasticache/pricing/).
 */
export const servicePrices = {
  /** CloudFront to viewers in North America and Europe: up to so many TB a month, a GB. */
  cdnGb: [
    { upToTb: 10, price: 0.085 },
    { upToTb: 50, price: 0.08 },
    { upToTb: 150, price: 0.06 },
    { upToTb: 500, price: 0.04 },
    { upToTb: 1_024, price: 0.03 },
    { upToTb: 5_120, price: 0.025 },
    { upToTb: Number.POSITIVE_INFINITY, price: 0.02 },
  ],
  cdnMillionRequests: 1,
  s3ThousandPuts: 0.005,
  s3ThousandGets: 0.0004,
  /** From one region to another. */
  regionGb: 0.02,
  /** c7g.xlarge: 0.145 an hour for four. */
  vcpuHour: 0.03625,
  /** db.r6g.16xlarge, 7.2 an hour; one volume has 64 TiB at most. */
  postgresHour: 7.2,
  postgresVolumeTib: 64,
  postgresGbMonth: 0.115,
  /** cache.r6g.16xlarge: 6.567 an hour for 419 GiB. */
  redisGibHour: 6.567 / 419.09,
} as const
