import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { defaultDeletedPostDays, defaultMaxUploadBytes, defaultThawMinutes } from '@halide/schema/limits.ts'
import { z } from 'zod'

/** For `env.ts`. */
export const postEnv = {
  DATABASE_URL: z.url(),
  ...poolSettings,
  /** Without it a process keeps the content of viral posts for itself. */
  REDIS_URL: z.url().optional(),
  MEDIA_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  UPLOAD_SECRET: z.string().min(32),
  MAX_UPLOAD_BYTES: z.coerce.number().int().positive().max(2_147_483_647).default(defaultMaxUploadBytes),
  DELETED_POST_DAYS: z.coerce.number().int().positive().default(defaultDeletedPostDays),
  THAW_MINUTES: z.coerce.number().positive().default(defaultThawMinutes),
}

export type PostEnv = z.infer<z.ZodObject<typeof postEnv>>
