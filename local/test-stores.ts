import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimPorts } from './ports.ts'
import { postgres } from './postgres/postgres.ts'
import { findRedis } from './redis/find-redis.ts'
import { redis } from './redis/redis.ts'
import { createSupervisor } from './supervisor.ts'

export interface TestStores {
  databaseUrl: string
  /** Null where no Redis is to be had. */
  redisUrl: string | null
  /** Stops the servers and removes what they wrote. */
  stop(): Promise<void>
}

export interface TestStoreSettings {
  searchPath: string
  /** Where a Redis from packages is kept between runs; null for no Redis at all. */
  downloads: string | null
  /** Whether they write to the disk as in production; not unless given. */
  durable?: boolean
}

/** A Postgres and a Redis with throwaway data, for one run of the tests. */
export async function startTestStores({
  searchPath,
  downloads,
  durable = false,
}: TestStoreSettings): Promise<TestStores> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-test-'))
  const supervisor = createSupervisor({ logFolder: join(folder, 'logs') })
  const claim = await claimPorts(2)
  const [postgresPort, redisPort] = claim.ports as [number, number]
  async function stop(): Promise<void> {
    await supervisor.stopAll()
    claim.release()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const throwaway = {
      folder: join(folder, 'postgres'),
      port: postgresPort,
      password: 'postgres',
      searchPath,
      durable,
    }
    const database = await postgres(throwaway)
    await supervisor.start(database.spec)
    const program = downloads && (await findRedis(searchPath, join(downloads, 'redis-server')))
    if (!program) return { databaseUrl: database.url, redisUrl: null, stop }
    const cache = redis({ program, folder: join(folder, 'redis'), port: redisPort, durable })
    await supervisor.start(cache.spec)
    return { databaseUrl: database.url, redisUrl: cache.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
