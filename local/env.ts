import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'

const secret = z.string().min(32)

/**
 * Real servers to use instead of those that `npm start` brings, and settings that it passes on. The names are those of the
 * processes themselves.
 */
const Env = z.object({
  PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),
  DATABASE_URL: z.url().optional(),
  DIRECT_DATABASE_URL: z.url().optional(),
  REDIS_URL: z.url().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().default('halide'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(true),
  S3_BACKUP_ENDPOINT: z.url().optional(),
  S3_BACKUP_REGION: z.string().default('us-west-2'),
  S3_BACKUP_BUCKET: z.string().default('halide-backup'),
  S3_BACKUP_ACCESS_KEY_ID: z.string().optional(),
  S3_BACKUP_SECRET_ACCESS_KEY: z.string().optional(),
  GATEWAY_SECRET: secret.optional(),
  UPLOAD_SECRET: secret.optional(),
  ACCOUNT_SECRET: secret.optional(),
  AUTH_PRIVATE_JWK: z.string().optional(),
  /** Public address of the media door, where it is not that of this machine. */
  MEDIA_URL: z.url().optional(),
  /** Whether all subgraphs are in the gateway's process, or each in one of its own. */
  SUBGRAPHS_IN_PROCESS: z.stringbool().default(true),
  TEST_DATABASE_URL: z.url().optional(),
  TEST_REDIS_URL: z.url().optional(),
})

export type LocalEnv = z.infer<typeof Env>

export const env: LocalEnv = readEnv(Env)

/** Everything that this process was given, for programs that are to see what a shell would give them. */
export const wholeEnv: Readonly<Record<string, string | undefined>> = process.env
