import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { timelineSettings } from '@halide/timeline/settings.ts'
import { z } from 'zod'

/** For `env.ts`. */
export const feedEnv = {
  /** The primary, or a PgBouncer before it: feeds are never built from a replica. */
  DATABASE_URL: z.url(),
  ...poolSettings,
  /** Without it every feed comes from Postgres. */
  REDIS_URL: z.url().optional(),
  ...timelineSettings,
}

export type FeedEnv = z.infer<z.ZodObject<typeof feedEnv>>
