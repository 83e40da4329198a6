import { z } from 'zod'

const Env = z.object({
  S3D_ROOT: z.string().min(1),
  S3D_HOST: z.string().min(1).default('127.0.0.1'),
  S3D_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  S3D_ACCESS_KEY_ID: z.string().min(3),
  S3D_SECRET_ACCESS_KEY: z.string().min(8),
  S3D_RESTORE_DELAY_MS: z.coerce.number().int().nonnegative().default(1_000),
  S3D_RESTORE_DAY_MS: z.coerce.number().int().positive().default(86_400_000),
})

const parsed = Env.safeParse(process.env)
if (!parsed.success) {
  console.error(`s3d cannot start:\n${z.prettifyError(parsed.error)}`)
  process.exit(1)
}

export const env = parsed.data
