import { availableParallelism } from 'node:os'
import { cdnEnv } from '@halide/media/cdn/settings.ts'
import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { storageEnv } from '@halide/storage/settings.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { traceEnv } from '@halide/telemetry/traces.ts'
import { timelineSettings } from '@halide/timeline/settings.ts'
import { z } from 'zod'
import { livenessSettings } from './liveness.ts'
import { jobEnv } from './settings.ts'

export const env = readEnv(
  z.object({
    DATABASE_URL: z.url(),
    DIRECT_DATABASE_URL: z.url().optional(),
    ...poolSettings,
    /** Without it there are no warm feeds to write. */
    REDIS_URL: z.url().optional(),
    ...timelineSettings,
    ...jobEnv,
    ...storageEnv,
    ...cdnEnv,
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535),
    /** Photos keep a core busy each; the other jobs mostly wait, so that there are some more. */
    JOB_CONCURRENCY: z.coerce
      .number()
      .int()
      .positive()
      .default(availableParallelism() + 4),
    HEARTBEAT_MS: z.coerce.number().int().positive().default(livenessSettings.heartbeatMs),
    WORKER_DEAD_AFTER_MS: z.coerce.number().int().positive().default(livenessSettings.deadAfterMs),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    ...traceEnv,
  }),
)
