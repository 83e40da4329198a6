import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { followWantedWorkers, type Scaler } from '@halide/jobs/load/scaler.ts'
import { openDb } from '@halide/prisma/client.ts'
import { startCluster } from './cluster.ts'
import { claimClusterPorts } from './cluster-ports.ts'
import type { DataFolder } from './data-folder.ts'
import { cast, demoPassword } from './demo/cast.ts'
import { giveRoles, holdLoadNormal, isEmptyDatabase, letLoadCount, runAtOnce } from './demo/past-the-api.ts'
import { seed } from './demo/seed.ts'
import { welcomePage } from './demo/welcome.ts'
import type { LocalEnv } from './env.ts'
import { givenServers } from './given-servers.ts'
import type { StartOptions } from './options.ts'
import { writePrometheusTargets } from './prometheus-targets.ts'
import { findRedis, type RedisProgram } from './redis/find-redis.ts'
import { keepSecrets } from './secrets.ts'
import { runningServices, services } from './services.ts'
import type { Supervisor } from './supervisor.ts'
import { createWorkerScaler } from './worker-scaler.ts'

export interface BringUp {
  options: StartOptions
  env: LocalEnv
  /** What the shell gives: passed on to every process. */
  wholeEnv: Readonly<Record<string, string | undefined>>
  supervisor: Supervisor
  data: DataFolder
  progress(step: string): void
  /** Aborted when everything is to stop. */
  stopping: AbortSignal
}

/** Everything that `npm start` does until it waits; answers the page to show. */
export async function bringUp({
  options,
  env,
  wholeEnv,
  supervisor,
  data,
  progress,
  stopping,
}: BringUp): Promise<string> {
  const given = givenServers(env)
  const wanted = { gateway: options.port, media: options.mediaPort, web: options.webPort }
  const { ports, further } = await claimClusterPorts(wanted, join(data.path, 'ports'))
  if (options.fresh) data.empty()
  const publicHost = options.host === '0.0.0.0' ? '127.0.0.1' : options.host
  const mediaUrl = env.MEDIA_URL ?? `http://${publicHost}:${options.mediaPort}`
  const kept = await keepSecrets(join(data.path, 'secrets.json'))
  const settings = {
    secrets: {
      ...kept,
      ...(env.GATEWAY_SECRET && { gatewaySecret: env.GATEWAY_SECRET }),
      ...(env.UPLOAD_SECRET && { uploadSecret: env.UPLOAD_SECRET }),
      ...(env.ACCOUNT_SECRET && { accountSecret: env.ACCOUNT_SECRET }),
      ...(env.AUTH_PRIVATE_JWK && { authPrivateJwk: env.AUTH_PRIVATE_JWK }),
    },
    host: options.host,
    mediaUrl,
    subgraphsInProcess: env.SUBGRAPHS_IN_PROCESS,
    env: { ...wholeEnv, MAX_WORKERS: mostWorkers(wholeEnv), ...quietAndFast(data), ...explorer(wholeEnv) },
  }
  const cluster = await startCluster({
    ...settings,
    supervisor,
    folder: data.path,
    given,
    redisProgram: given.redisUrl ? null : await lookForRedis(env.PATH, data, progress),
    ports,
    web: true,
    searchPath: env.PATH,
    durable: true,
    progress,
  })
  const specOf = (name: string, worker: number) => {
    const all = services({ ...settings, stores: cluster.stores, ports: { ...ports, worker } })
    return { ...all.find((service) => service.name === 'worker')!, name }
  }
  const processes = [...runningServices(settings), 'web' as const].map((process) => ({ process, port: ports[process] }))
  const tellPrometheus = (workers: readonly number[]) =>
    writePrometheusTargets(join(data.path, 'prometheus-targets.json'), [
      ...processes,
      ...workers.map((port) => ({ process: 'worker', port })),
    ])
  tellPrometheus([])
  const scaler = createWorkerScaler({ supervisor, specOf, ports: further, onChange: tellPrometheus, progress })
  void keepWorkers(cluster.stores.databaseUrl, scaler, { stopping, progress })
  await seedOnce(cluster.stores.databaseUrl, cluster.graphqlUrl, { options, data, progress })
  progress('Ready')
  const { graphqlUrl, stores } = cluster
  const webUrl = `http://${publicHost}:${options.webPort}`
  const logFolder = join(data.path, 'logs')
  return `\n${await welcomePage({ graphqlUrl, webUrl, mediaUrl, logFolder, dataFolder: data.path, redisUrl: stores.redisUrl })}`
}

/** More than there are cores would only take turns; two, so that one can be seen to help the other. */
function mostWorkers({ MAX_WORKERS }: BringUp['wholeEnv']): string {
  return MAX_WORKERS ?? String(Math.max(2, availableParallelism()))
}

/** Starts further workers, and stops them, as the length of the queue asks for. */
async function keepWorkers(
  url: string,
  scaler: Scaler,
  { stopping, progress }: Pick<BringUp, 'stopping' | 'progress'>,
): Promise<void> {
  const db = openDb({ url, maxConnections: 1, minIdle: 0 })
  const wanted = async () => {
    const state = await db.loadState.findUnique({ where: { id: 1 }, select: { wantedWorkers: true } })
    return state?.wantedWorkers ?? null
  }
  const onFault = (error: unknown) => progress(`Workers cannot be started or stopped: ${error}`)
  await followWantedWorkers(scaler, wanted, { signal: stopping, onFault })
  await db.$disconnect()
}

/** The explorer, with the demo's people: they are on this machine alone. */
function explorer({ EXPLORER }: BringUp['wholeEnv']): Record<string, string> {
  const handles = cast.map(({ handle }) => handle).join(',')
  return { EXPLORER: EXPLORER ?? 'true', DEMO_ACCOUNTS: handles, DEMO_PASSWORD: demoPassword }
}

/** Nothing leaves the machine, and compiled code is kept: that saves a third of a second start. */
function quietAndFast(data: DataFolder): Record<string, string> {
  return { APOLLO_TELEMETRY_DISABLED: 'true', NODE_COMPILE_CACHE: join(data.path, 'compile-cache') }
}

async function lookForRedis(
  searchPath: string,
  data: DataFolder,
  progress: BringUp['progress'],
): Promise<RedisProgram | null> {
  const program = await findRedis(searchPath, join(data.path, 'redis-server'), () =>
    progress('No redis-server here: looking for one in Debian’s packages …'),
  )
  if (!program) {
    progress(
      'There is no Redis: Halide runs without, and home feeds come from Postgres.\n' +
        '          To have it: "apt install redis-server" or "brew install redis", or set REDIS_URL.',
    )
  }
  return program
}

/** The demo goes into an empty database only. One that was interrupted is taken up again. */
async function seedOnce(
  databaseUrl: string,
  graphqlUrl: string,
  { options, data, progress }: Pick<BringUp, 'options' | 'data' | 'progress'>,
): Promise<void> {
  const marker = join(data.path, 'seeding')
  if (!existsSync(marker) && !(await isEmptyDatabase(databaseUrl))) {
    if (options.photos) progress('--photos is for an empty database: this one has accounts (see --fresh)')
    return
  }
  progress('Making the demo: people, photos, comments …')
  writeFileSync(marker, '')
  await holdLoadNormal(databaseUrl)
  await seed({ graphqlUrl, ...(options.photos && { photos: options.photos }), progress })
  await giveRoles(databaseUrl)
  await runAtOnce(databaseUrl)
  await letLoadCount(databaseUrl)
  rmSync(marker)
}
