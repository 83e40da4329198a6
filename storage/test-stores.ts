import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startS3d } from '@halide/local/s3d/start-s3d.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry, type Registry } from '@halide/telemetry/registry.ts'
import { createStorageMetrics } from './metrics.ts'
import { openRegion, type Region, type RegionName } from './region.ts'
import type { RegionSettings } from './settings.ts'
import { createStore, type ObjectStore, type StoreOptions } from './store.ts'

export interface TestBucketServer {
  settings: RegionSettings
  /** Flips one bit, on its disk, in every object of this many bytes: what a bad disk does. */
  rot(size: number, at: number): Promise<void>
  /** Takes the server away; `start` brings it back on the same port with the same data. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** A real S3 server on a folder of its own, for tests. */
export async function startTestServer(bucket: string, { fsync = true } = {}): Promise<TestBucketServer> {
  const root = await mkdtemp(join(tmpdir(), 'halide-s3d-'))
  const keys = { accessKeyId: 'test', secretAccessKey: 'test-secret-test-secret' }
  let running = await startS3d({ root, fsync, ...keys })
  const { port } = running
  return {
    settings: { endpoint: running.url, region: 'us-east-1', bucket, ...keys, forcePathStyle: true },
    rot: async (size, at) => {
      for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name)
        if (!entry.isFile() || (await stat(path)).size !== size) continue
        const bytes = await readFile(path)
        bytes[at]! ^= 1
        await writeFile(path, bytes)
      }
    },
    stop: () => running.stop(),
    start: async () => {
      running = await startS3d({ root, port, fsync, ...keys })
    },
    remove: async () => {
      await running.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

export function md5Of(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}

export interface TestStores {
  database: TestDatabase
  servers: Record<RegionName, TestBucketServer>
  /** Straight to the buckets, past the ledger. */
  regions: Record<RegionName, Region>
  registry: Registry
  /** A store on these regions, or on stand-ins that misbehave. It copies nothing ahead unless told to: a test knows which region has what. */
  open(stand?: Partial<Record<RegionName, Region>>, options?: StoreOptions): ObjectStore
  close(): Promise<void>
}

/** Postgres and two buckets. Without `fsync` a test of many steps is several times as fast. */
export async function startTestStores(disk: { fsync?: boolean } = {}): Promise<TestStores> {
  const [database, primary, backup] = await Promise.all([
    createTestDatabase(),
    startTestServer('halide', disk),
    startTestServer('halide-backup', disk),
  ])
  const registry = createRegistry('test')
  const metrics = createStorageMetrics(registry)
  const regions = {
    primary: openRegion('primary', primary.settings, metrics),
    backup: openRegion('backup', backup.settings, metrics),
  }
  await Promise.all([regions.primary.createBucket(), regions.backup.createBucket()])
  const log = createLogger('test', 'silent')
  return {
    database,
    servers: { primary, backup },
    regions,
    registry,
    open: (stand = {}, options = {}) =>
      createStore({ ...regions, ...stand, copyAhead: false, ...options, db: database.db, log, metrics }),
    close: async () => {
      regions.primary.close()
      regions.backup.close()
      await Promise.all([primary.remove(), backup.remove(), database.drop()])
    },
  }
}
