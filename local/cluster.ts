import { join } from 'node:path'
import { migrate } from '@halide/prisma/migrate.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import { createBuckets, objectStore } from './object-stores.ts'
import { postgres } from './postgres/postgres.ts'
import type { RedisProgram } from './redis/find-redis.ts'
import { redis } from './redis/redis.ts'
import type { Secrets } from './secrets.ts'
import { type ServiceName, type Stores, services, serviceUrl, webApp } from './services.ts'
import type { Supervisor } from './supervisor.ts'

export type StoreName = 'postgres' | 'redis' | 's3-primary' | 's3-backup'

export interface ClusterSettings {
  supervisor: Supervisor
  /** Where the embedded stores keep their data. */
  folder: string
  secrets: Secrets
  /** Servers to use instead of embedded ones. `redisUrl: null` runs without Redis. */
  given: {
    databaseUrl?: string
    directDatabaseUrl?: string
    redisUrl?: string | null
    primary?: RegionSettings
    backup?: RegionSettings
  }
  /** Needed where no Redis is given. */
  redisProgram: RedisProgram | null
  ports: Readonly<Record<ServiceName | StoreName | 'web', number>>
  /** Whether the web app is served too. */
  web: boolean
  host: string
  mediaUrl: string
  searchPath: string
  /** False for throwaway data. */
  durable: boolean
  /** Settings for every process of Halide. */
  env: Readonly<Record<string, string | undefined>>
  /** Whether all subgraphs are in the gateway's process. */
  subgraphsInProcess?: boolean
  /** Told what is done, as it is done. */
  progress(step: string): void
}

export interface Cluster {
  /** The gateway's GraphQL address. */
  graphqlUrl: string
  mediaUrl: string
  stores: Stores
}

/** Brings up everything, and answers when all of it is ready. What fails, throws; the supervisor then still holds the rest. */
export async function startCluster(settings: ClusterSettings): Promise<Cluster> {
  const stores = await startStores(settings)
  // Migrators lock for a session, which a PgBouncer does not know.
  const applied = await migrate(stores.directDatabaseUrl ?? stores.databaseUrl)
  settings.progress(applied.length > 0 ? `Tables: ${applied.join(', ')} applied` : 'Tables are up to date')
  if (!settings.given.primary) await createBuckets(stores.databaseUrl, stores.primary, stores.backup)
  const { supervisor, ports, secrets, host, mediaUrl, env, subgraphsInProcess = false } = settings
  await Promise.all(
    [
      ...services({ stores, secrets, host, ports, mediaUrl, env, subgraphsInProcess }),
      ...(settings.web ? [webApp({ host, ports, mediaUrl, env }, ports.web)] : []),
    ].map(async (service) => {
      await supervisor.start(service)
      settings.progress(`${service.name} is ready`)
    }),
  )
  return { graphqlUrl: `${serviceUrl(ports, 'gateway')}/graphql`, mediaUrl, stores }
}

async function startStores(settings: ClusterSettings): Promise<Stores> {
  const { given } = settings
  const [databaseUrl, redisUrl, [primary, backup]] = await Promise.all([
    given.databaseUrl ?? startPostgres(settings),
    given.redisUrl === undefined ? startRedis(settings) : given.redisUrl,
    given.primary ? ([given.primary, given.backup] as const) : startObjectStores(settings),
  ])
  return {
    databaseUrl,
    ...(given.directDatabaseUrl && { directDatabaseUrl: given.directDatabaseUrl }),
    redisUrl,
    primary,
    ...(backup && { backup }),
  }
}

async function startPostgres({
  supervisor,
  folder,
  secrets,
  ports,
  searchPath,
  durable,
  progress,
}: ClusterSettings): Promise<string> {
  const { spec, url } = await postgres({
    folder: join(folder, 'postgres'),
    port: ports.postgres,
    password: secrets.postgresPassword,
    searchPath,
    durable,
  })
  await supervisor.start(spec)
  progress(`Postgres is ready on port ${ports.postgres}`)
  return url
}

async function startRedis({
  supervisor,
  folder,
  redisProgram,
  ports,
  durable,
  progress,
}: ClusterSettings): Promise<string | null> {
  if (!redisProgram) return null
  const { spec, url } = redis({ program: redisProgram, folder: join(folder, 'redis'), port: ports.redis, durable })
  await supervisor.start(spec)
  progress(`Redis ${redisProgram.version} is ready on port ${ports.redis}`)
  return url
}

/** Two regions are two servers: either can be lost alone. */
async function startObjectStores({ supervisor, folder, secrets, ports, env, progress }: ClusterSettings) {
  const [primary, backup] = (['primary', 'backup'] as const).map((name) =>
    objectStore({
      name,
      folder: join(folder, 's3', name),
      port: ports[`s3-${name}`],
      accessKeyId: secrets.s3AccessKeyId,
      secretAccessKey: secrets.s3SecretAccessKey,
      env,
    }),
  )
  await Promise.all([primary!, backup!].map(({ spec }) => supervisor.start(spec)))
  progress(`Object store is ready on ports ${ports['s3-primary']} and ${ports['s3-backup']} (backup)`)
  return [primary!.region, backup!.region] as const
}
