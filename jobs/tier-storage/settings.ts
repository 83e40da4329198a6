import { defaultAges, type TieringAges } from '@halide/storage/tiering/due.ts'
import { z } from 'zod'

const days = z.coerce.number().int().positive()

export const tieringEnv = {
  TIER_INFREQUENT_AFTER_DAYS: days.default(defaultAges.infrequentAfterDays),
  TIER_ARCHIVE_AFTER_DAYS: days.default(defaultAges.archiveAfterDays),
}

export function agesOf(env: z.infer<z.ZodObject<typeof tieringEnv>>): TieringAges {
  return { infrequentAfterDays: env.TIER_INFREQUENT_AFTER_DAYS, archiveAfterDays: env.TIER_ARCHIVE_AFTER_DAYS }
}
