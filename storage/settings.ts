import { defaultThawMinutes } from '@halide/schema/limits.ts'
import { z } from 'zod'
import type { ThawSettings } from './thaw.ts'

/** Where one bucket is, and the right to use it. */
export interface RegionSettings {
  /** Absent for AWS itself. */
  endpoint?: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  /** `host/bucket/key` instead of `bucket.host/key`: what most stores but AWS need. */
  forcePathStyle: boolean
}

export const defaultThaw: ThawSettings = { days: 3, takesMs: defaultThawMinutes * 60_000 }

/** The settings of both regions, for the `env.ts` of each process that reaches the store: `z.object({ ...storageEnv })`. */
export const storageEnv = {
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string(),
  S3_ACCESS_KEY_ID: z.string(),
  S3_SECRET_ACCESS_KEY: z.string(),
  S3_FORCE_PATH_STYLE: z.stringbool().optional(),
  S3_BACKUP_ENDPOINT: z.url().optional(),
  S3_BACKUP_REGION: z.string().optional(),
  S3_BACKUP_BUCKET: z.string().optional(),
  S3_BACKUP_ACCESS_KEY_ID: z.string().optional(),
  S3_BACKUP_SECRET_ACCESS_KEY: z.string().optional(),
  THAW_DAYS: z.coerce.number().int().positive().default(defaultThaw.days),
  THAW_MINUTES: z.coerce.number().positive().default(defaultThawMinutes),
}

export function thawOf({ THAW_DAYS, THAW_MINUTES }: StorageEnv): ThawSettings {
  return { days: THAW_DAYS, takesMs: THAW_MINUTES * 60_000 }
}

/** Bytes of originals that Postgres may hold while no region takes any: an hour's uploads of 3 MB at one a second. */
export const defaultBufferBytes = 10 * 1024 ** 3

type StorageEnv = z.infer<z.ZodObject<typeof storageEnv>>

/** The regions that an environment names. What the backup does not say is as in the primary; without a bucket there is no backup. */
export function regionsOf(env: StorageEnv): { primary: RegionSettings; backup?: RegionSettings } {
  const primary: RegionSettings = {
    ...(env.S3_ENDPOINT && { endpoint: env.S3_ENDPOINT }),
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    forcePathStyle: env.S3_FORCE_PATH_STYLE ?? env.S3_ENDPOINT !== undefined,
  }
  if (!env.S3_BACKUP_BUCKET) return { primary }
  return {
    primary,
    backup: {
      ...primary,
      ...(env.S3_BACKUP_ENDPOINT && { endpoint: env.S3_BACKUP_ENDPOINT }),
      region: env.S3_BACKUP_REGION ?? primary.region,
      bucket: env.S3_BACKUP_BUCKET,
      accessKeyId: env.S3_BACKUP_ACCESS_KEY_ID ?? primary.accessKeyId,
      secretAccessKey: env.S3_BACKUP_SECRET_ACCESS_KEY ?? primary.secretAccessKey,
    },
  }
}
