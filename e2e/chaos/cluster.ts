import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startCluster } from '@halide/local/cluster.ts'
import { claimClusterPorts } from '@halide/local/cluster-ports.ts'
import { answers } from '@halide/local/node-program.ts'
import { createBuckets, objectStore } from '@halide/local/object-stores.ts'
import { claimPorts } from '@halide/local/ports.ts'
import { postgres } from '@halide/local/postgres/postgres.ts'
import { findRedis } from '@halide/local/redis/find-redis.ts'
import { redis } from '@halide/local/redis/redis.ts'
import { makeSecrets } from '@halide/local/secrets.ts'
import { serviceNames, serviceUrl } from '@halide/local/services.ts'
import { createSupervisor } from '@halide/local/supervisor.ts'
import type { RegionName } from '@halide/storage/region.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import pg from 'pg'
import type { ProcessName } from '../world.ts'
import { type FaultProxy, startProxy } from './proxy.ts'

export const storeNames = ['postgres', 'redis', 's3-primary', 's3-backup'] as const
export type StoreName = (typeof storeNames)[number]
export const processNames: readonly (ProcessName | 'postgres')[] = [...serviceNames, ...storeNames]
export type Victim = ProcessName | 'postgres'

/** A whole Halide with durable stores of its own, each of them behind a proxy. */
export interface ChaosCluster {
  graphqlUrl: string
  proxies: Record<StoreName, FaultProxy>
  /** Past the proxies: what is really there. */
  regions: Record<RegionName, RegionSettings>
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Signals a process and all its descendants. The supervisor starts again what dies. */
  signal(name: Victim, signal: NodeJS.Signals): void
  /** Whether every process is ready. */
  isReady(): Promise<boolean>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))

export async function startChaosCluster(env: Readonly<Record<string, string>> = {}): Promise<ChaosCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-chaos-'))
  const supervisor = createSupervisor({ logFolder: join(folder, 'logs') })
  const searchPath = process.env.PATH ?? ''
  const secrets = await makeSecrets()
  const [{ ports, release }, doors] = await Promise.all([claimClusterPorts(), claimPorts(storeNames.length)])
  const proxies: FaultProxy[] = []
  const pools: pg.Pool[] = []
  const stop = async () => {
    for (const proxy of proxies) await proxy.be({ kind: 'pass' })
    await supervisor.stopAll()
    for (const proxy of proxies) await proxy.stop()
    for (const pool of pools) await pool.end()
    release()
    doors.release()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const allEnv = {
      PATH: searchPath,
      APOLLO_TELEMETRY_DISABLED: 'true',
      NODE_COMPILE_CACHE: join(root, '.data/compile-cache'),
      ...env,
    }
    const program = await findRedis(searchPath, join(root, '.data/redis-server'))
    if (!program) throw new Error('chaos needs a redis-server')
    const database = await postgres({
      folder: join(folder, 'postgres'),
      port: ports.postgres,
      password: secrets.postgresPassword,
      searchPath,
      durable: true,
    })
    const cache = redis({ program, folder: join(folder, 'redis'), port: ports.redis, durable: true })
    const keys = { accessKeyId: secrets.s3AccessKeyId, secretAccessKey: secrets.s3SecretAccessKey }
    const bucketOf = (name: RegionName) =>
      objectStore({ name, folder: join(folder, 's3', name), port: ports[`s3-${name}`], ...keys, env: allEnv })
    const buckets = { primary: bucketOf('primary'), backup: bucketOf('backup') }
    for (const { spec } of [database, cache, buckets.primary, buckets.backup]) await supervisor.start(spec)
    for (const [index, name] of storeNames.entries()) {
      proxies.push(await startProxy(doors.ports[index]!, ports[name]))
    }
    const [postgresProxy, redisProxy, primaryProxy, backupProxy] = proxies as [
      FaultProxy,
      FaultProxy,
      FaultProxy,
      FaultProxy,
    ]
    const regions = { primary: buckets.primary.region, backup: buckets.backup.region }
    await createBuckets(database.url, regions.primary, regions.backup)
    const cluster = await startCluster({
      supervisor,
      folder,
      secrets,
      given: {
        databaseUrl: onPort(database.url, postgresProxy.port),
        redisUrl: onPort(cache.url, redisProxy.port),
        primary: { ...regions.primary, endpoint: `http://127.0.0.1:${primaryProxy.port}` },
        backup: { ...regions.backup, endpoint: `http://127.0.0.1:${backupProxy.port}` },
      },
      redisProgram: null,
      ports,
      host: '127.0.0.1',
      mediaUrl: `http://127.0.0.1:${ports.media}`,
      searchPath,
      durable: true,
      env: allEnv,
      progress: () => {},
    })
    const pool = new pg.Pool({ connectionString: database.url, max: 2 })
    pool.on('error', () => {}) // Postgres was killed while a connection was idle
    pools.push(pool)
    return {
      graphqlUrl: cluster.graphqlUrl,
      proxies: { postgres: postgresProxy, redis: redisProxy, 's3-primary': primaryProxy, 's3-backup': backupProxy },
      regions,
      sql: async (text, values = []) => (await pool.query(text, [...values])).rows,
      signal(name, signal) {
        const pid = supervisor.pid(name)
        const descendants = pid === undefined ? [] : childrenOf(pid)
        supervisor.kill(name, signal)
        for (const child of descendants) kill(child, signal)
      },
      isReady: async () => {
        const urls = serviceNames.map((name) => `${serviceUrl(ports, name)}/health/ready`)
        const ready = await Promise.all(urls.map((url) => answers(url, 200).catch(() => false)))
        return ready.every(Boolean)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function onPort(url: string, port: number): string {
  const moved = new URL(url)
  moved.port = String(port)
  return moved.href
}

/** Postgres gives each of its processes a group of its own, so that a signal to the first one does not reach them. */
function childrenOf(pid: number): number[] {
  try {
    const direct = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    return direct.flatMap((child) => [child, ...childrenOf(child)])
  } catch {
    return [] // it has ended, or this is no Linux
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended with its parent.
  }
}
