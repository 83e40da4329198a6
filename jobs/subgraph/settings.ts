import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { z } from 'zod'
import { planEnv } from '../settings.ts'
import { pricesSetting } from '../tier-storage/prices.ts'

/** For `env.ts`. */
export const jobsEnv = {
  DATABASE_URL: z.url(),
  ...poolSettings,
  /** Seals the tokens of plans, too. */
  GATEWAY_SECRET: z.string().min(32),
  TIER_PRICES: pricesSetting,
  ...planEnv,
}

export type JobsEnv = z.infer<z.ZodObject<typeof jobsEnv>>
