import type { StorageDb, Tx } from '@halide/prisma/client.ts'
import type { HealthCheck } from '@halide/telemetry/health.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import { claim, markGone, markLive, markTombstoned, tombstoneAbandoned, tombstonedAmong } from './ledger.ts'
import { createStorageMetrics, type StorageMetrics } from './metrics.ts'
import { type Capabilities, describe, probe } from './probe.ts'
import { createReader, type Reader } from './reader.ts'
import { openRegion, type Region } from './region.ts'
import type { RegionSettings } from './settings.ts'
import { writeVerified } from './write-verified.ts'

export interface PutOptions {
  contentType: string
  /** MD5 of the bytes: 16 bytes. */
  md5: Uint8Array
}

/** Bytes that are stored and verified, but that nobody may rely on before `goLive`. */
export interface Staged {
  key: string
  md5: Buffer
}

/** Objects in two regions, and the ledger that knows them all. Faults are `StorageFault`s; an absent object is null. */
export interface ObjectStore extends Reader {
  /**
   * Stores bytes under a key and verifies them; the ledger says PENDING from before the first byte. The same bytes again change
   * nothing; other bytes under a LIVE key are KEY_TAKEN. Call `goLive` in the transaction of the rows that will refer to the key.
   */
  stage(key: string, bytes: Buffer, options: PutOptions): Promise<Staged>
  /** Makes staged objects LIVE together with the caller's rows. KEY_TAKEN when one was tombstoned or claimed anew meanwhile. */
  goLive(tx: Pick<Tx, '$queryRaw' | '$executeRaw'>, staged: readonly Staged[]): Promise<void>
  /** `stage` and `goLive` in one, for an object that no row refers to. */
  put(key: string, bytes: Buffer, options: PutOptions): Promise<void>
  /** Nothing needs these objects any more: in the transaction that drops the last reference. Bytes stay until `erase`. */
  tombstone(tx: Pick<Tx, '$queryRaw' | '$executeRaw'>, keys: readonly string[]): Promise<void>
  /** Deletes the bytes of those keys that are tombstoned, in every region. Safe to repeat. */
  erase(keys: readonly string[]): Promise<void>
  /** Erases up to `limit` objects that were staged or tombstoned before a time and hold bytes for nothing. Answers how many; safe to repeat. */
  clearAbandoned(before: Date, limit: number): Promise<number>
  /** Makes the buckets where they are missing: for a cluster that brings its own store. */
  createBuckets(): Promise<void>
  /** Probes the buckets and logs what they lack. A region that is down is probed when it is next needed. */
  prepare(): Promise<void>
  /** `s3.primary` and, where there is one, `s3.backup`, with what the probe found. */
  checks(): Record<string, HealthCheck>
  close(): void
}

export interface StoreDeps {
  db: StorageDb
  log: Logger
}

/** Opens the store on one or two buckets; nothing connects before the first call. */
export function openStore(
  settings: { primary: RegionSettings; backup?: RegionSettings; registry: Registry } & StoreDeps,
): ObjectStore {
  const metrics = createStorageMetrics(settings.registry)
  return createStore({
    primary: openRegion('primary', settings.primary, metrics),
    ...(settings.backup && { backup: openRegion('backup', settings.backup, metrics) }),
    db: settings.db,
    log: settings.log,
    metrics,
  })
}

export function createStore({
  primary,
  backup,
  db,
  log,
  metrics,
}: { primary: Region; backup?: Region; metrics: StorageMetrics } & StoreDeps): ObjectStore {
  const regions = backup ? [primary, backup] : [primary]
  const capabilities = new Map(regions.map((region) => [region.name, rememberSuccess(() => probe(region))]))
  const capabilitiesOf = (region: Region): Promise<Capabilities> => capabilities.get(region.name)!()

  const store: ObjectStore = {
    ...createReader(regions, log, metrics),
    stage: async (key, bytes, { contentType, md5 }) => {
      const object = { key, byteSize: bytes.length, md5: Buffer.from(md5), contentType }
      const can = await capabilitiesOf(primary)
      if ((await claim(db, object)) === 'PENDING') await writeVerified(primary, can, db, object, bytes)
      return { key, md5: object.md5 }
    },
    goLive: markLive,
    put: async (key, bytes, options) => markLive(db, [await store.stage(key, bytes, options)]),
    tombstone: markTombstoned,
    erase: async (keys) => {
      const doomed = await tombstonedAmong(db, keys)
      for (const key of doomed) await Promise.all(regions.map((region) => region.delete(key)))
      await markGone(db, doomed)
    },
    clearAbandoned: async (before, limit) => {
      const keys = await tombstoneAbandoned(db, before, limit)
      await store.erase(keys)
      return keys.length
    },
    createBuckets: async () => {
      await Promise.all(regions.map((region) => region.createBucket()))
    },
    prepare: async () => {
      for (const region of regions) {
        try {
          log.info({ region: region.name, found: describe(await capabilitiesOf(region)) }, 'object store probed')
        } catch (error) {
          log.error({ region: region.name, err: error }, 'object store cannot be probed yet')
        }
      }
    },
    checks: () =>
      Object.fromEntries(
        regions.map((region) => [
          `s3.${region.name}`,
          async () => {
            await region.reach()
            return describe(await capabilitiesOf(region))
          },
        ]),
      ),
    close: () => {
      for (const region of regions) region.close()
    },
  }
  return store
}

/** Runs once for all callers; a failure is forgotten, so that the next caller tries again. */
function rememberSuccess<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= run().catch((error: unknown) => {
      running = undefined
      throw error
    })
    return running
  }
}
