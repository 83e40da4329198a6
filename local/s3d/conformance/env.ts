import { z } from 'zod'

const Env = z
  .object({
    PATH: z.string().default(''),
    /** An S3 to hold s3d against, in place of a Ceph of our own. */
    S3_REFEREE_ENDPOINT: z.url().optional(),
    S3_REFEREE_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_REFEREE_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    S3_REFEREE_NAME: z.string().min(1).default('Referee'),
  })
  .refine(
    (env) => !env.S3_REFEREE_ENDPOINT || (env.S3_REFEREE_ACCESS_KEY_ID && env.S3_REFEREE_SECRET_ACCESS_KEY),
    'S3_REFEREE_ENDPOINT needs S3_REFEREE_ACCESS_KEY_ID and S3_REFEREE_SECRET_ACCESS_KEY',
  )

const parsed = Env.safeParse(process.env)
if (!parsed.success) {
  console.error(`test:s3 cannot start:\n${z.prettifyError(parsed.error)}`)
  process.exit(1)
}

export const env = parsed.data
