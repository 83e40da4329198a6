import type { RegionSettings } from '@halide/storage/settings.ts'
import type { ClusterSettings } from './cluster.ts'
import type { LocalEnv } from './env.ts'

/** The real servers that the environment names. Throws when a bucket is named without the right to use it. */
export function givenServers(env: LocalEnv): ClusterSettings['given'] {
  const primary = region(env, 'S3_')
  const backup = primary && region(env, 'S3_BACKUP_')
  return {
    ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
    ...(env.DIRECT_DATABASE_URL && { directDatabaseUrl: env.DIRECT_DATABASE_URL }),
    ...(env.REDIS_URL && { redisUrl: env.REDIS_URL }),
    ...(primary && { primary }),
    ...(backup && { backup }),
  }
}

function region(env: LocalEnv, prefix: 'S3_' | 'S3_BACKUP_'): RegionSettings | undefined {
  const endpoint = env[`${prefix}ENDPOINT`]
  if (!endpoint) return undefined
  const accessKeyId = env[`${prefix}ACCESS_KEY_ID`]
  const secretAccessKey = env[`${prefix}SECRET_ACCESS_KEY`]
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(`${prefix}ENDPOINT is set: ${prefix}ACCESS_KEY_ID and ${prefix}SECRET_ACCESS_KEY are needed too`)
  }
  const { [`${prefix}REGION` as const]: name, [`${prefix}BUCKET` as const]: bucket } = env
  return { endpoint, region: name, bucket, accessKeyId, secretAccessKey, forcePathStyle: env.S3_FORCE_PATH_STYLE }
}
