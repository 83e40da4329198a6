import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startCluster } from '@halide/local/cluster.ts'
import { claimClusterPorts } from '@halide/local/cluster-ports.ts'
import { findRedis } from '@halide/local/redis/find-redis.ts'
import { makeSecrets, type Secrets } from '@halide/local/secrets.ts'
import { runningServices, type ServiceName, type ServiceSettings, services } from '@halide/local/services.ts'
import { createSupervisor } from '@halide/local/supervisor.ts'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import type { RegionName } from '@halide/storage/region.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import pg from 'pg'
import { type Costs, watchCosts } from './costs.ts'
import { listObjects } from './objects.ts'
import { Person } from './person.ts'
import { generousRates, noImageMemory, noLoadLevels } from './rates.ts'
import { type gatewayOfWeb, startRegisteredWebApp } from './registered-web-app.ts'

export type ProcessName = ServiceName | 'redis' | 's3-primary' | 's3-backup' | typeof gatewayOfWeb

export interface WorldOptions {
  /** Whether there is a Redis; as in the whole test run unless given. */
  redis?: boolean
  /** Whether the web app is served too, by a gateway of its own that has only registered operations. */
  web?: boolean
  /** Whether all subgraphs are in the gateway's process, as in `npm start`; they have no address then, and cannot be killed alone. */
  subgraphsInProcess?: boolean
  /** Settings for every process, such as CELEBRITY_FOLLOWERS. */
  env?: Readonly<Record<string, string>>
  /** New ones unless given: for who signs people in without asking. */
  secrets?: Secrets
  /** Whether Redis writes to the disk as in production; not unless given. */
  durable?: boolean
  /** Puts something before Postgres for all but migrations and the job queue: of its address makes the one that they take. */
  databaseDoor?: (databaseUrl: string) => Promise<string>
}

/** Halide as `npm start` brings it up, on free ports and throwaway data: every process is a real one. */
export interface World {
  graphqlUrl: string
  mediaUrl: string
  databaseUrl: string
  /** Null without Redis. */
  redisUrl: string | null
  /** Seals the passports that subgraphs demand: for whoever calls them as the gateway does. */
  gatewaySecret: string
  /** The two buckets. */
  regions: Record<RegionName, RegionSettings>
  /** Every object of posts that each of the two buckets holds; the clock adds others. */
  objects(): Promise<{ primary: string[]; backup: string[] }>
  /** Of its processes, to start others beside them. */
  settings: ServiceSettings
  /** Those that run. */
  services: readonly ServiceName[]
  /** The loopback address of a process. */
  url(name: ServiceName | 'web'): string
  /** The cast: the first mention of a handle signs its person up. */
  person(handle: string): Promise<Person>
  /** Rows straight from the database, for what the API does not tell. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** A fault: signals a process and all that it started. What dies is started again. */
  kill(name: ProcessName, signal?: NodeJS.Signals): void
  /** An outage: kills a process, which is not started again before `resume`. */
  halt(name: ProcessName): void
  resume(name: ProcessName): void
  /** Ends a process in order and starts it again, with these settings beside the others. */
  startAgain(name: ServiceName, env?: Readonly<Record<string, string>>): Promise<void>
  /** Waits until no job is left to do, and halts the worker: nothing happens from then on but what a test does. */
  quiet(): Promise<void>
  /** What `work` costs in SQL statements and Redis commands; call `quiet` first. */
  costs(work: () => Promise<unknown>): Promise<Costs>
  pid(name: ProcessName): number | undefined
  logFile(name: ProcessName): string
  /** Stops every process and removes all data. */
  stop(): Promise<void>
}

const isOfPosts = (key: string) => !key.startsWith('snapshots/')

const root = fileURLToPath(new URL('../', import.meta.url))

export async function startWorld({
  redis = process.env.TEST_REDIS_URL !== undefined,
  web = false,
  subgraphsInProcess = false,
  env = {},
  secrets,
  durable = false,
  databaseDoor,
}: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-world-'))
  const supervisor = createSupervisor({ logFolder: join(folder, 'logs') })
  const searchPath = process.env.PATH ?? ''
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  const { ports, release } = await claimClusterPorts()
  let releaseWeb = () => {}
  const stop = async () => {
    await supervisor.stopAll()
    release()
    releaseWeb()
    await pool.end()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const processes = {
      secrets: secrets ?? (await makeSecrets()),
      ports,
      host: '127.0.0.1',
      subgraphsInProcess,
      mediaUrl: `http://127.0.0.1:${ports.media}`,
      env: {
        PATH: searchPath,
        APOLLO_TELEMETRY_DISABLED: 'true',
        NODE_COMPILE_CACHE: join(root, '.data/compile-cache'),
        GATEWAY_PROCESSES: '1',
        ...generousRates,
        ...noLoadLevels,
        ...noImageMemory,
        ...env,
      },
    }
    const cluster = await startCluster({
      ...processes,
      supervisor,
      folder,
      given: {
        databaseUrl: (await databaseDoor?.(database.url)) ?? database.url,
        directDatabaseUrl: database.url,
        ...(!redis && { redisUrl: null }),
      },
      redisProgram: redis ? await findRedis(searchPath, join(root, '.data/redis-server')) : null,
      web: false,
      searchPath,
      durable,
      progress: () => {},
    })
    const { graphqlUrl, mediaUrl, stores } = cluster
    const settings = { ...processes, stores }
    const regions = { primary: stores.primary, backup: stores.backup! }
    if (web) releaseWeb = await startRegisteredWebApp(supervisor, settings)
    const people = new Map<string, Promise<Person>>()
    async function quiet(): Promise<void> {
      const waiting = 'select from graphile_worker.jobs where run_at <= now() and attempts < max_attempts limit 1'
      while ((await pool.query(waiting)).rowCount !== 0) await new Promise((resolve) => setTimeout(resolve, 50))
      supervisor.kill('worker', 'SIGSTOP')
    }
    return {
      graphqlUrl,
      mediaUrl,
      databaseUrl: database.url,
      redisUrl: stores.redisUrl,
      gatewaySecret: processes.secrets.gatewaySecret,
      regions,
      objects: async () => ({
        primary: (await listObjects('primary', regions.primary)).filter(isOfPosts),
        backup: (await listObjects('backup', regions.backup)).filter(isOfPosts),
      }),
      settings,
      services: runningServices(settings),
      url: (name) => `http://127.0.0.1:${ports[name]}`,
      person(handle) {
        if (!people.has(handle)) people.set(handle, Person.signUp(graphqlUrl, handle))
        return people.get(handle)!
      },
      sql: async (text, values = []) => (await pool.query(text, [...values])).rows,
      kill: (name, signal = 'SIGKILL') => supervisor.kill(name, signal),
      halt: supervisor.halt,
      resume: supervisor.resume,
      async startAgain(name, more = {}) {
        const changed = { ...settings, env: { ...settings.env, ...more } }
        await supervisor.stop(name)
        await supervisor.start(services(changed).find((spec) => spec.name === name)!)
      },
      quiet,
      costs: (work) => watchCosts({ databaseUrl: database.url, redisUrl: stores.redisUrl }, work),
      pid: supervisor.pid,
      logFile: supervisor.logFile,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
