import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { defaultBufferBytes, storageEnv } from '@halide/storage/settings.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { traceEnv } from '@halide/telemetry/traces.ts'
import { z } from 'zod'
import { defaultLimits } from './settings.ts'

const count = z.coerce.number().int().positive()

/** The settings of the bytes door. */
export const env = readEnv(
  z.object({
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
    LOG_LEVEL: z.string().default('info'),
    ...traceEnv,
    DATABASE_URL: z.url(),
    ...poolSettings,
    UPLOAD_SECRET: z.string().min(32),
    /** Comma-separated web origins, or `*`. */
    ALLOWED_ORIGINS: z
      .string()
      .default('*')
      .transform((text) =>
        text
          .split(',')
          .map((origin) => origin.trim())
          .filter(Boolean),
      ),
    MAX_UPLOAD_BYTES: count.default(defaultLimits.maxUploadBytes),
    MAX_UPLOAD_BYTES_IN_FLIGHT: count.default(defaultLimits.maxBytesInFlight),
    UPLOAD_BUFFER_BYTES: count.default(defaultBufferBytes),
    UPLOAD_TIMEOUT_MS: count.default(defaultLimits.uploadTimeoutMs),
    UPLOAD_IDLE_MS: count.default(defaultLimits.uploadIdleMs),
    // Below the last purge of a deleted post, jobs/purge-post: what is served later would stay in the CDN.
    IMAGE_VISIBILITY_TTL_MS: count.max(120_000).default(defaultLimits.visibilityTtlMs),
    IMAGE_MEMORY_BYTES: z.coerce.number().int().min(0).default(defaultLimits.imageMemoryBytes),
    STORAGE_GRACE_MS: z.coerce.number().int().min(0).default(defaultLimits.storageGraceMs),
    ...storageEnv,
  }),
)
