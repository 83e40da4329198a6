import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'
import { pricesSetting } from './prices.ts'
import { tieringEnv } from './settings.ts'

/** The settings of `npm run tiering`. */
export const env = readEnv(z.object({ DATABASE_URL: z.url(), ...tieringEnv, TIER_PRICES: pricesSetting }))
