import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { defaultDeletedAccountDays } from '@halide/schema/limits.ts'
import type { JWK } from 'jose'
import { z } from 'zod'
import { owaspPasswords } from './passwords.ts'

/** For `env.ts`. */
export const userEnv = {
  DATABASE_URL: z.url(),
  ...poolSettings,
  /** A private JWK as JSON text, Ed25519 or P-256: signs the access tokens. */
  AUTH_PRIVATE_JWK: z.string().transform((text, ctx): JWK => {
    try {
      return JSON.parse(text)
    } catch {
      ctx.addIssue('is not JSON')
      return z.NEVER
    }
  }),
  /** Encrypts what second factors are made of. With another one, they have to be set up anew. */
  ACCOUNT_SECRET: z.string().min(32),
  CELEBRITY_FOLLOWERS: z.coerce.number().int().positive().default(10_000),
  CELEBRITY_FOLLOWERS_LOW: z.coerce.number().int().positive().default(9_000),
  UPLOAD_SECRET: z.string().min(32),
  MEDIA_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  DELETED_ACCOUNT_DAYS: z.coerce.number().int().positive().default(defaultDeletedAccountDays),
  PASSWORD_MEMORY_KIB: z.coerce.number().int().min(8).default(owaspPasswords.memoryKib),
  PASSWORD_PASSES: z.coerce.number().int().min(1).default(owaspPasswords.passes),
  PASSWORD_CONCURRENCY: z.coerce.number().int().min(1).default(owaspPasswords.concurrency),
}

export type UserEnv = z.infer<z.ZodObject<typeof userEnv>>
