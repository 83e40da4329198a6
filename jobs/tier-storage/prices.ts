import { z } from 'zod'
import { listPrices, type ClassPrices as Priced, type Prices } from '../cost/prices.ts'

const price = z.number().nonnegative()

const ClassPrices = z.object({
  gibMonth: price,
  thousandCopies: price,
  gibRead: price,
  ownOverhead: price,
  standardOverhead: price,
}) satisfies z.ZodType<Priced>

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
