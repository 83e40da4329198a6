import type { StorageDb, Tx } from '@halide/prisma/client.ts'
import type { HealthCheck } from '@halide/telemetry/health.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import { buffered, createBuffer } from './buffer.ts'
import { type Drained, drainAll, measureBuffer } from './drain.ts'
import { StorageFault } from './faults.ts'
import { type GuardedRegion, guard } from './guard.ts'
import { type BadCopy, type Inspection, inspectCopies, type KeptObject } from './inspect.ts'
import {
  claim,
  condemn,
  liveAfter,
  liveAmong,
  markGone,
  markLive,
  markTombstoned,
  type ObjectState,
  sampleLive,
  statesOf,
  tombstoneAbandoned,
  tombstonedAmong,
} from './ledger.ts'
import { createStorageMetrics, type StorageMetrics } from './metrics.ts'
import { type Capabilities, describe, probe } from './probe.ts'
import { createReader, type Reader } from './reader.ts'
import { createReads } from './reads.ts'
import { type ListedObject, openRegion, type Region, type RegionName } from './region.ts'
import { repairCopies } from './repair.ts'
import { measureLag, type Replicated, replicateAll } from './replicate.ts'
import { defaultBufferBytes, defaultThaw, type RegionSettings } from './settings.ts'
import { type ThawSettings, thawObject, thawVersion } from './thaw.ts'
import { type Tiered, type TierOptions, tierAll } from './tiering/tier.ts'
import { createWriter } from './writer.ts'

export type { BadCopy, Inspection, KeptObject } from './inspect.ts'

export interface PutOptions {
  contentType: string
  /** MD5 of the bytes: 16 bytes. */
  md5: Uint8Array
}

export interface StageOptions extends PutOptions {
  /** For what cannot be made again: Postgres holds it while no region takes it. */
  buffer?: true
}

/** Bytes that are stored and verified, but that nobody may rely on before `goLive`. */
export interface Staged {
  key: string
  md5: Buffer
  /** It waits in the buffer for a region to take it. */
  buffered: boolean
}

/** Objects in two regions, and the ledger that knows them all. Faults are `StorageFault`s; an absent object is null. */
export interface ObjectStore extends Reader {
  /**
   * Stores bytes under a key, in the primary or else in the backup, and verifies them; the ledger says PENDING from before the first
   * byte. The same bytes again change nothing; other bytes under a LIVE key are KEY_TAKEN. UNAVAILABLE when no region takes them,
   * and the buffer may not or cannot. Call `goLive` in the transaction of the rows that will refer to the key.
   */
  stage(key: string, bytes: Buffer, options: StageOptions): Promise<Staged>
  /** Whether the bytes wait in the buffer for a region to take them. */
  isBuffered(key: string): Promise<boolean>
  /** Throws UNAVAILABLE when no region would take anything now: before costly work whose result is to be staged. */
  assertWritable(): void
  /** Makes staged objects LIVE together with the caller's rows. KEY_TAKEN when one was tombstoned or claimed anew meanwhile. */
  goLive(tx: Pick<Tx, '$queryRaw' | '$executeRaw'>, staged: readonly Pick<Staged, 'key' | 'md5'>[]): Promise<void>
  /** `stage` and `goLive` in one, for an object that no row refers to. */
  put(key: string, bytes: Buffer, options: PutOptions): Promise<void>
  /** Nothing needs these objects any more: in the transaction that drops the last reference. Bytes stay until `erase`. */
  tombstone(tx: Pick<Tx, '$queryRaw' | '$executeRaw'>, keys: readonly string[]): Promise<void>
  /** Deletes the bytes of those keys that are tombstoned, in every region. Safe to repeat. */
  erase(keys: readonly string[]): Promise<void>
  /** Erases up to `limit` objects that were staged or tombstoned before a time and hold bytes for nothing. Answers how many; safe to repeat. */
  clearAbandoned(before: Date, limit: number): Promise<number>
  /** Copies what only one region holds into the other, in both directions. Safe to repeat, and to end at any time. */
  replicate(signal: AbortSignal, progress?: (copied: number) => void): Promise<Replicated>
  /** Moves what is buffered into a region, oldest first. Throws UNAVAILABLE when none takes it. Safe to repeat, and to end at any time. */
  drain(signal: AbortSignal, progress?: (moved: number) => void): Promise<Drained>
  /** Up to `limit` LIVE objects beyond a key, in the order of keys: what to inspect. */
  liveAfter(key: string, limit: number): Promise<KeptObject[]>
  /** Those of the keys that are LIVE. */
  liveAmong(keys: readonly string[]): Promise<KeptObject[]>
  /** Up to `limit` LIVE keys at random. */
  sample(limit: number): Promise<string[]>
  /** The bad ones among the copies that the ledger claims. UNAVAILABLE when a region does not answer. */
  inspect(object: KeptObject, how?: Inspection): Promise<BadCopy[]>
  /** Replaces bad copies by a good one, or by `bytes`. False when there is none. */
  repair(object: KeptObject, bad: readonly BadCopy[], bytes?: Buffer): Promise<boolean>
  /** Up to `limit` objects that a bucket itself has beyond a key, in its order; none where there is no such region. */
  listAfter(region: RegionName, key: string, limit: number): Promise<ListedObject[]>
  /** What the ledger knows of these keys; one that it does not know is left out. */
  statesOf(keys: readonly string[]): Promise<Map<string, ObjectState>>
  /**
   * Tombstones a key that is still what it was found to be; null is unknown. False when it was claimed, or has changed, meanwhile. Once
   * true, nobody can claim the key or make it LIVE before this transaction ends, nor ever after unless it is rolled back.
   */
  condemn(
    tx: Pick<Tx, '$queryRaw' | '$executeRaw'>,
    key: string,
    found: 'LIVE' | 'GONE' | null,
    bytes: number,
  ): Promise<boolean>
  /** Moves originals that nobody reads to colder classes. UNAVAILABLE when a region does not answer. Safe to repeat, and to end at any time. */
  tier(options: TierOptions): Promise<Tiered>
  /** Resolves when an archived object can be read. Until then it is being thawed, and this throws a RestoringFault. Safe to repeat. */
  thaw(key: string): Promise<void>
  /** Makes the buckets where they are missing: for a cluster that brings its own store. */
  createBuckets(): Promise<void>
  /** Probes the buckets and logs what they lack. A region that is down is probed when it is next needed. */
  prepare(): Promise<void>
  /** `s3`, which fails when no region can be used and the buffer is full, and for each region what the probe found: `s3.primary`, `s3.backup`. */
  checks(): Record<string, HealthCheck>
  close(): Promise<void>
}

export interface StoreDeps {
  db: StorageDb
  log: Logger
}

export interface StoreOptions {
  /** Most bytes in the buffer. */
  bufferBytes?: number
  /** False leaves every copy to replication. */
  copyAhead?: boolean
  thaw?: ThawSettings
}

/** Opens the store on one or two buckets; nothing connects before the first call. */
export function openStore({
  primary,
  backup,
  registry,
  ...rest
}: { primary: RegionSettings; backup?: RegionSettings; registry: Registry } & StoreDeps & StoreOptions): ObjectStore {
  const metrics = createStorageMetrics(registry)
  measureBuffer(rest.db, registry)
  if (backup) measureLag(rest.db, registry)
  return createStore({
    primary: openRegion('primary', primary, metrics),
    ...(backup && { backup: openRegion('backup', backup, metrics) }),
    metrics,
    ...rest,
  })
}

export function createStore({
  primary,
  backup,
  bufferBytes = defaultBufferBytes,
  copyAhead = true,
  thaw = defaultThaw,
  db,
  log,
  metrics,
}: { primary: Region; backup?: Region; metrics: StorageMetrics } & StoreDeps & StoreOptions): ObjectStore {
  const buffer = createBuffer(db, bufferBytes)
  const unguarded = backup ? [primary, backup] : [primary]
  const regions = unguarded.map((region) => guard(region, log, metrics))
  const capabilities = new Map(regions.map((region) => [region.name, rememberSuccess(() => probe(region))]))
  const capabilitiesOf = (region: Region): Promise<Capabilities> => capabilities.get(region.name)!()

  const writer = createWriter({ regions, buffer, capabilitiesOf, copyAhead, db, log, metrics })

  async function look(region: GuardedRegion): Promise<string> {
    await region.reach()
    return `${describe(await capabilitiesOf(region))}, breaker ${region.breaker()}`
  }

  async function firstUsable(): Promise<string> {
    const found = await Promise.allSettled(regions.map(look))
    const usable = regions.find((_, index) => found[index]?.status === 'fulfilled')
    if (usable) return `${usable.name} in use`
    const held = await buffered(db)
    const state = `no region can be used, ${held.objects} originals of ${held.bytes} bytes are buffered`
    if (held.bytes < bufferBytes) return state
    throw new Error(`${state}: ${found.map((result) => 'reason' in result && result.reason).join('; ')}`)
  }

  const thawIn = (key: string, names?: readonly string[]) =>
    thawObject({ db, thaw }, key, names ? regions.filter(({ name }) => names.includes(name)) : regions)
  const thawing = {
    thaw: thawIn,
    thawVersion: (name: RegionName, key: string, version: string) =>
      thawVersion(regions.find((region) => region.name === name)!, key, version, thaw),
  }
  const reads = createReads(db, log)
  const reader = createReader([...regions, buffer], thawIn, log, metrics)

  const store: ObjectStore = {
    ...reader,
    open: async (key, options) => {
      const object = await reader.open(key, options)
      if (object) reads.note(key)
      return object
    },
    read: async (key, md5) => {
      const bytes = await reader.read(key, md5)
      if (bytes) reads.note(key)
      return bytes
    },
    stage: async (key, bytes, { contentType, md5, buffer: mayBuffer = false }) => {
      const object = { key, byteSize: bytes.length, md5: Buffer.from(md5), contentType }
      const claimed = await claim(db, object)
      const write = mayBuffer ? writer.toRegionOrBuffer : writer.toRegion
      return { key, md5: object.md5, buffered: claimed === 'PENDING' && (await write(object, bytes)) === 'buffer' }
    },
    isBuffered: async (key) => (await buffer.head(key)) !== null,
    assertWritable: () => {
      if (!regions.some((region) => region.admits())) throw new StorageFault('UNAVAILABLE', 'every region is down')
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
    replicate: async (signal, progress) => {
      const [first, second] = regions
      if (!first || !second) return { copied: 0, left: 0, failed: 0 }
      return replicateAll({ db, log, primary: first, backup: second, capabilitiesOf, thaw: thawIn }, signal, progress)
    },
    drain: (signal, progress) => drainAll({ db, log, buffer, regions, write: writer.toRegion }, signal, progress),
    liveAfter: (key, limit) => liveAfter(db, key, limit),
    liveAmong: (keys) => liveAmong(db, keys),
    sample: (limit) => sampleLive(db, limit),
    // Past the breakers: one object's damage is no outage, and must not become one for others.
    inspect: (object, how) => inspectCopies(unguarded, object, how),
    listAfter: async (name, after, limit) => {
      const listed: ListedObject[] = []
      const region = unguarded.find((each) => each.name === name)
      if (!region) return listed
      for await (const object of region.list('', after)) if (listed.push(object) === limit) break
      return listed
    },
    statesOf: (keys) => statesOf(db, keys),
    condemn,
    repair: (object, bad, bytes) => repairCopies({ db, regions: unguarded, buffer, ...thawing }, object, bad, bytes),
    tier: async (options) => {
      const have = await Promise.all(regions.map(capabilitiesOf))
      if (have.every(({ storageClasses }) => storageClasses)) return tierAll({ db, log, regions }, options)
      log.warn('originals stay where they are: a region has no storage classes')
      return { objects: 0, bytes: 0, failed: 0, done: true }
    },
    thaw: (key) => thawIn(key),
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
    checks: () => ({
      s3: firstUsable,
      ...Object.fromEntries(regions.map((region) => [`s3.${region.name}`, () => look(region)])),
    }),
    close: async () => {
      for (const region of regions) region.close()
      await reads.flush()
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
