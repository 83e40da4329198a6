import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { subgraphSettings } from '@halide/subgraph-kit/index.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'
import { planEnv } from '../settings.ts'
import { pricesSetting } from '../tier-storage/prices.ts'

export const env = readEnv(
  z.object({
    ...subgraphSettings,
    DATABASE_URL: z.url(),
    ...poolSettings,
    TIER_PRICES: pricesSetting,
    ...planEnv,
  }),
)
