import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startCluster } from '@halide/local/cluster.ts'
import { claimClusterPorts } from '@halide/local/cluster-ports.ts'
import type { ProcessSpec } from '@halide/local/managed-process.ts'
import { answers } from '@halide/local/node-program.ts'
import { createBuckets, objectStore } from '@halide/local/object-stores.ts'
import { claimPorts } from '@halide/local/ports.ts'
import { postgres } from '@halide/local/postgres/postgres.ts'
import { findRedis } from '@halide/local/redis/find-redis.ts'
import { redis } from '@halide/local/redis/redis.ts'
import { makeSecrets } from '@halide/local/secrets.ts'
import { serviceNames, services, serviceUrl } from '@halide/local/services.ts'
import { createSupervisor, type Supervisor } from '@halide/local/supervisor.ts'
import type { RegionName } from '@halide/storage/region.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import pg from 'pg'
import { generousRates, noImageMemory, noLoadLevels } from '../rates.ts'
import { cache, cacheEnv, noVarnish } from './cache.ts'
import { type Clocks, makeClocks, noFaketime } from './clocks.ts'
import { type Disk, mountDisk, noDisks } from './disks.ts'
import { type FaultProxy, startProxy } from './proxy.ts'

export const storeNames = ['postgres', 'redis', 's3-primary', 's3-backup'] as const
export type StoreName = (typeof storeNames)[number]
/** Doors of which there are two, so that a client has another one to go to. */
export const standbyNames = ['gateway-2', 'media-2'] as const
export const processNames = [...serviceNames, ...standbyNames, ...storeNames] as const
export type Victim = (typeof processNames)[number]
/** What runs on Node, each with a clock that can be set. */
export const clockNames = [...serviceNames, ...standbyNames, 's3-primary', 's3-backup'] as const
export const diskNames = ['postgres', 's3-primary', 's3-backup'] as const
export type DiskName = (typeof diskNames)[number]
/** `gateway`: between clients and the first of the two. */
export type WireName = StoreName | 'gateway'

export interface ChaosOptions {
  /** Settings for every process. */
  env?: Readonly<Record<string, string>>
  /** Puts another program in the place of one. */
  replace?(spec: ProcessSpec): ProcessSpec
}

/** A whole Halide with durable stores of its own, each of them behind a proxy. */
export interface ChaosCluster {
  /** Of the two gateways, the first of them behind a proxy. */
  graphqlUrls: readonly [string, string]
  proxies: Record<WireName, FaultProxy>
  /** Null where clocks cannot be set. */
  clocks: Clocks | null
  /** Null where no disks can be mounted. */
  disks: Record<DiskName, Disk> | null
  /** What this machine has no means for, and why. */
  lacks: string[]
  /** Past the proxies: what is really there. */
  regions: Record<RegionName, RegionSettings>
  redisUrl: string
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Signals a process and all its descendants. The supervisor starts again what dies. */
  signal(name: Victim, signal: NodeJS.Signals): void
  /** Whether every process is ready. */
  isReady(): Promise<boolean>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Of a disk: several times what a run fills. */
const diskBytes = 2 * 1024 ** 3

export async function startChaosCluster({
  env = {},
  replace = (spec) => spec,
}: ChaosOptions = {}): Promise<ChaosCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-chaos-'))
  chmodSync(folder, 0o711) // Varnish runs as somebody else
  const clocks = makeClocks(folder)
  const disks = mountDisks(folder)
  const plain = createSupervisor({ logFolder: join(folder, 'logs') })
  const supervisor: Supervisor = { ...plain, start: (spec) => plain.start(replace(withClock(spec, clocks))) }
  const searchPath = process.env.PATH ?? ''
  const secrets = await makeSecrets()
  const [{ ports, release }, doors] = await Promise.all([claimClusterPorts(), claimPorts(storeNames.length + 4)])
  const [gatewayDoor, secondGateway, secondMedia, cachePort, ...storeDoors] = doors.ports as [
    number,
    number,
    number,
    number,
  ]
  const proxies: FaultProxy[] = []
  const pools: pg.Pool[] = []
  const stop = async () => {
    for (const proxy of proxies) await proxy.be({ kind: 'pass' })
    for (const disk of Object.values(disks ?? {})) disk.free()
    await supervisor.stopAll()
    for (const proxy of proxies) await proxy.stop()
    for (const pool of pools) await pool.end()
    release()
    doors.release()
    for (const disk of Object.values(disks ?? {})) disk.unmount()
    rmSync(folder, { recursive: true, force: true })
  }
  const proxy = async (port: number, serverPort: number) => {
    proxies.push(await startProxy(port, serverPort))
    return proxies.at(-1)!
  }
  try {
    const allEnv = {
      PATH: searchPath,
      APOLLO_TELEMETRY_DISABLED: 'true',
      NODE_COMPILE_CACHE: join(root, '.data/compile-cache'),
      ...(!noVarnish && cacheEnv(cachePort)),
      ...generousRates,
      ...noLoadLevels,
      ...noImageMemory,
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
    const memory = redis({ program, folder: join(folder, 'redis'), port: ports.redis, durable: true })
    const keys = { accessKeyId: secrets.s3AccessKeyId, secretAccessKey: secrets.s3SecretAccessKey }
    const bucketOf = (name: RegionName) =>
      objectStore({ name, folder: join(folder, `s3-${name}`), port: ports[`s3-${name}`], ...keys, env: allEnv })
    const buckets = { primary: bucketOf('primary'), backup: bucketOf('backup') }
    for (const { spec } of [database, memory, buckets.primary, buckets.backup]) await supervisor.start(spec)
    const storeProxies = await Promise.all(storeNames.map((name, nth) => proxy(storeDoors[nth]!, ports[name])))
    const [postgresProxy, redisProxy, primaryProxy, backupProxy] = storeProxies as [
      FaultProxy,
      FaultProxy,
      FaultProxy,
      FaultProxy,
    ]
    const regions = { primary: buckets.primary.region, backup: buckets.backup.region }
    await createBuckets(database.url, regions.primary, regions.backup)
    const host = '127.0.0.1'
    const mediaUrl = `http://${host}:${noVarnish ? ports.media : cachePort}`
    const { stores } = await startCluster({
      supervisor,
      folder,
      secrets,
      given: {
        databaseUrl: onPort(database.url, postgresProxy.port),
        redisUrl: onPort(memory.url, redisProxy.port),
        primary: { ...regions.primary, endpoint: `http://${host}:${primaryProxy.port}` },
        backup: { ...regions.backup, endpoint: `http://${host}:${backupProxy.port}` },
      },
      redisProgram: null,
      ports,
      web: false,
      host,
      mediaUrl,
      searchPath,
      durable: true,
      env: allEnv,
      progress: () => {},
    })
    const secondPorts = { ...ports, gateway: secondGateway, media: secondMedia }
    for (const spec of services({ stores, secrets, host, ports: secondPorts, mediaUrl, env: allEnv })) {
      const name = standbyNames.find((standby) => standby === `${spec.name}-2`)
      if (name) await supervisor.start({ ...spec, name })
    }
    if (!noVarnish) {
      await supervisor.start(await cache(join(folder, 'cache'), cachePort, [ports.media, secondMedia], searchPath))
    }
    const gatewayProxy = await proxy(gatewayDoor, ports.gateway)
    const pool = new pg.Pool({ connectionString: database.url, max: 2 })
    pool.on('error', () => {}) // Postgres was killed while a connection was idle
    pools.push(pool)
    return {
      graphqlUrls: [`http://${host}:${gatewayDoor}/graphql`, `http://${host}:${secondGateway}/graphql`],
      proxies: {
        postgres: postgresProxy,
        redis: redisProxy,
        's3-primary': primaryProxy,
        's3-backup': backupProxy,
        gateway: gatewayProxy,
      },
      clocks,
      disks,
      lacks: [...(clocks ? [] : [noFaketime]), ...(disks ? [] : [noDisks]), ...(noVarnish ? [noVarnish] : [])],
      regions,
      redisUrl: memory.url,
      sql: async (text, values = []) => (await pool.query(text, [...values])).rows,
      signal(name, signal) {
        const pid = supervisor.pid(name)
        const descendants = pid === undefined ? [] : childrenOf(pid)
        supervisor.kill(name, signal)
        for (const child of descendants) kill(child, signal)
      },
      isReady: async () => {
        const urls = [
          ...serviceNames.map((name) => serviceUrl(ports, name)),
          ...(['gateway', 'media'] as const).map((name) => serviceUrl(secondPorts, name)),
        ]
        const ready = await Promise.all(urls.map((url) => answers(`${url}/health/ready`, 200).catch(() => false)))
        return ready.every(Boolean)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function withClock(spec: ProcessSpec, clocks: Clocks | null): ProcessSpec {
  const isSet = clocks !== null && clockNames.some((name) => name === spec.name)
  return isSet ? { ...spec, env: { ...spec.env, ...clocks.envOf(spec.name) } } : spec
}

function mountDisks(folder: string): Record<DiskName, Disk> | null {
  const mounted: Partial<Record<DiskName, Disk>> = {}
  for (const name of diskNames) {
    const disk = mountDisk(join(folder, name), diskBytes)
    if (!disk) return null // the first one fails, or none
    mounted[name] = disk
  }
  return mounted as Record<DiskName, Disk>
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
