import { availableParallelism } from 'node:os'
import type { RegionSettings } from '@halide/storage/settings.ts'
import type { ProcessSpec } from './managed-process.ts'
import { answers, nodeProgram } from './node-program.ts'
import type { Secrets } from './secrets.ts'

/** Halide's own processes, in the order in which a request meets them. */
export const serviceNames = ['gateway', 'user', 'post', 'feed', 'engagement', 'jobs', 'media', 'worker'] as const
export type ServiceName = (typeof serviceNames)[number]

const subgraphNames = ['user', 'post', 'feed', 'engagement', 'jobs'] as const
type SubgraphName = (typeof subgraphNames)[number]

/** Those that run: all, or all but the subgraphs where they are in the gateway's process. */
export function runningServices({ subgraphsInProcess }: Pick<ServiceSettings, 'subgraphsInProcess'>): ServiceName[] {
  return serviceNames.filter((name) => !subgraphsInProcess || !(subgraphNames as readonly string[]).includes(name))
}

const gatewayWithSubgraphs = 'all-in-one/main.ts'

const mains: Record<ServiceName, string> = {
  gateway: 'gateway/main.ts',
  user: 'subgraphs/user/main.ts',
  post: 'subgraphs/post/main.ts',
  feed: 'subgraphs/feed/main.ts',
  engagement: 'subgraphs/engagement/main.ts',
  jobs: 'jobs/subgraph/main.ts',
  media: 'media/main.ts',
  worker: 'jobs/worker.ts',
}

export interface Stores {
  databaseUrl: string
  directDatabaseUrl?: string
  /** Null to run without: home feeds then come from Postgres. */
  redisUrl: string | null
  primary: RegionSettings
  backup?: RegionSettings
}

export interface ServiceSettings {
  stores: Stores
  secrets: Pick<Secrets, 'gatewaySecret' | 'uploadSecret' | 'accountSecret' | 'authPrivateJwk'>
  /** Where gateway, media and the web app listen; the others stay on the loopback. */
  host: string
  ports: Readonly<Record<ServiceName, number>>
  /** Public address of the media door. */
  mediaUrl: string
  /** Further settings, for every process. */
  env: Readonly<Record<string, string | undefined>>
  /** Whether all subgraphs are in the gateway's process, without a door of their own. */
  subgraphsInProcess?: boolean
}

/** Of the gateway with its subgraphs, one for each core: with more than these, Postgres is what is waited for. */
const mostCopies = 4

/** The address of each process, as seen from this machine. */
export function serviceUrl(ports: ServiceSettings['ports'], name: ServiceName): string {
  return `http://127.0.0.1:${ports[name]}`
}

/** Every process for the supervisor, each with the settings that it takes and no other. */
export function services(settings: ServiceSettings): ProcessSpec[] {
  const { stores, secrets, ports, subgraphsInProcess = false } = settings
  const database = { DATABASE_URL: stores.databaseUrl }
  const redis = { REDIS_URL: stores.redisUrl ?? undefined }
  const objects = objectEnv(stores)
  const passports = { GATEWAY_SECRET: secrets.gatewaySecret }
  const subgraphs: Record<SubgraphName, ProcessSpec['env']> = {
    user: {
      ...database,
      ...passports,
      AUTH_PRIVATE_JWK: secrets.authPrivateJwk,
      ACCOUNT_SECRET: secrets.accountSecret,
      UPLOAD_SECRET: secrets.uploadSecret,
      MEDIA_URL: settings.mediaUrl,
    },
    post: { ...database, ...redis, ...passports, UPLOAD_SECRET: secrets.uploadSecret, MEDIA_URL: settings.mediaUrl },
    feed: { ...database, ...redis, ...passports },
    engagement: { ...database, ...redis, ...passports },
    jobs: { ...database, ...passports },
  }
  const waysToSubgraphs = {
    AUTH_JWKS_URL: `${serviceUrl(ports, 'user')}/.well-known/jwks.json`,
    SUBGRAPH_URLS: subgraphNames.map((name) => `${name}=${serviceUrl(ports, name)}/graphql`).join(','),
  }
  const own: Record<ServiceName, ProcessSpec['env']> = {
    ...subgraphs,
    media: { ...database, ...objects, UPLOAD_SECRET: secrets.uploadSecret, HOST: settings.host },
    worker: { ...database, ...redis, ...objects, DIRECT_DATABASE_URL: stores.directDatabaseUrl },
    gateway: {
      ...passports,
      ...redis,
      HOST: settings.host,
      // Development servers of apps.
      ALLOWED_ORIGINS: settings.env.ALLOWED_ORIGINS || 'http://localhost:*,http://127.0.0.1:*',
      // The web app's door calls for others.
      TRUSTED_PROXIES: settings.env.TRUSTED_PROXIES || '127.0.0.1',
      ...(subgraphsInProcess
        ? {
            ...Object.fromEntries(Object.values(subgraphs).flatMap(Object.entries)),
            GATEWAY_PROCESSES: settings.env.GATEWAY_PROCESSES || String(Math.min(mostCopies, availableParallelism())),
          }
        : waysToSubgraphs),
    },
  }
  return runningServices(settings).map((name) =>
    nodeProgram({
      name,
      main: subgraphsInProcess && name === 'gateway' ? gatewayWithSubgraphs : mains[name],
      env: { ...settings.env, HOST: '127.0.0.1', PORT: String(ports[name]), ...own[name] },
      isReady: () => answers(`${serviceUrl(ports, name)}/health/ready`, 200),
    }),
  )
}

/** The web app, for the supervisor: a client of the two doors, and no part of what it shows. */
export function webApp(
  settings: Pick<ServiceSettings, 'host' | 'ports' | 'mediaUrl' | 'env'>,
  port: number,
): ProcessSpec {
  const { ports, mediaUrl, host, env } = settings
  const doors = { GATEWAY_URL: serviceUrl(ports, 'gateway'), MEDIA_URL: mediaUrl }
  return nodeProgram({
    name: 'web',
    main: 'web/door/main.ts',
    env: { ...env, ...doors, HOST: host, PORT: String(port) },
    isReady: () => answers(`http://127.0.0.1:${port}/health/ready`, 200),
  })
}

function objectEnv({ primary, backup }: Stores): Record<string, string | undefined> {
  return {
    S3_ENDPOINT: primary.endpoint,
    S3_REGION: primary.region,
    S3_BUCKET: primary.bucket,
    S3_ACCESS_KEY_ID: primary.accessKeyId,
    S3_SECRET_ACCESS_KEY: primary.secretAccessKey,
    S3_FORCE_PATH_STYLE: String(primary.forcePathStyle),
    S3_BACKUP_ENDPOINT: backup?.endpoint,
    S3_BACKUP_REGION: backup?.region,
    S3_BACKUP_BUCKET: backup?.bucket,
    S3_BACKUP_ACCESS_KEY_ID: backup?.accessKeyId,
    S3_BACKUP_SECRET_ACCESS_KEY: backup?.secretAccessKey,
  }
}
