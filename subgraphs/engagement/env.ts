import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { subgraphSettings } from '@halide/subgraph-kit/index.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'
import { collectionEnv } from './settings.ts'

export const env = readEnv(
  z.object({
    ...subgraphSettings,
    DATABASE_URL: z.url(),
    ...poolSettings,
    ...collectionEnv,
    REDIS_URL: z.url().optional(),
    VAPID_PUBLIC_KEY: z.string().optional(),
  }),
)
