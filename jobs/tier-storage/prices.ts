import { z } from 'zod'

const price = z.number().nonnegative()

/** US dollars. */
const ClassPrices = z.object({
  /** To keep a GiB for a month. */
  gibMonth: price,
  /** To copy 1,000 objects into the class. */
  thousandCopies: price,
  /** To read a GiB of the class, which a copy out of it does. */
  gibRead: price,
  /** Bytes that every object of the class takes besides its own: kept in the class, and kept in STANDARD. */
  ownOverhead: price,
  standardOverhead: price,
})

export type Prices = Record<string, z.infer<typeof ClassPrices>>

/**
 * AWS's list prices of S3 in US East (N. Virginia), first 50 TB a month, as published in 2025: https://aws.amazon.com/s3/pricing/.
 * Yours may be others: `TIER_PRICES` takes their place. GLACIER is what that page calls Glacier Flexible Retrieval.
 */
export const listPrices: Prices = {
  STANDARD: { gibMonth: 0.023, thousandCopies: 0.005, gibRead: 0, ownOverhead: 0, standardOverhead: 0 },
  STANDARD_IA: { gibMonth: 0.0125, thousandCopies: 0.01, gibRead: 0.01, ownOverhead: 0, standardOverhead: 0 },
  GLACIER: { gibMonth: 0.0036, thousandCopies: 0.03, gibRead: 0.01, ownOverhead: 32_768, standardOverhead: 8_192 },
}

/** `{"GLACIER":{"gibMonth":0.004}}`: what it does not say is as in the list. */
export const pricesSetting = z
  .string()
  .default('{}')
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      ctx.addIssue('is not JSON')
      return z.NEVER
    }
  })
  .pipe(z.partialRecord(z.enum(['STANDARD', 'STANDARD_IA', 'GLACIER']), ClassPrices.partial()))
  .transform((given): Prices => {
    const merged = Object.entries(listPrices).map(([name, listed]) => [
      name,
      { ...listed, ...given[name as keyof typeof given] },
    ])
    return Object.fromEntries(merged)
  })
