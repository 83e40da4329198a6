import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { subgraphSettings } from '@halide/subgraph-kit/index.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { timelineSettings } from '@halide/timeline/settings.ts'
import { z } from 'zod'

export const env = readEnv(
  z.object({
    ...subgraphSettings,
    /** The primary, or a PgBouncer before it: feeds are never built from a replica. */
    DATABASE_URL: z.url(),
    ...poolSettings,
    /** Without it every feed comes from Postgres. */
    REDIS_URL: z.url().optional(),
    ...timelineSettings,
  }),
)
