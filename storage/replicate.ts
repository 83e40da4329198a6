import type { StorageDb } from '@halide/prisma/client.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { oneQuestion } from '@halide/telemetry/one-question.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'
import { RestoringFault, StorageFault } from './faults.ts'
import type { GuardedRegion } from './guard.ts'
import { takeBackIfDeleted } from './late-copy.ts'
import { type Lopsided, lagOf, lopsidedAfter, markWarmCopy } from './ledger.ts'
import type { Capabilities } from './probe.ts'
import { readWhole } from './reader.ts'
import type { RegionName } from './region.ts'
import { writeVerified } from './write-verified.ts'

export interface Replicated {
  copied: number
  /** Left for the next run, since a region does not answer. */
  left: number
  /** Left for a reason of their own: the log says why. */
  failed: number
}

interface Replication {
  db: StorageDb
  log: Logger
  primary: GuardedRegion
  backup: GuardedRegion
  capabilitiesOf(region: GuardedRegion): Promise<Capabilities>
  thaw(key: string, archivedIn: readonly RegionName[]): Promise<void>
}

/** Objects looked up, and copied side by side: each is in memory as a whole. */
const batchSize = 100
const copiesAtOnce = 4

/**
 * Copies every LIVE object that only one region holds into the other, oldest first. The ledger is the checkpoint: whatever ends a
 * run, the next one finds what is left. Ends early where a breaker is open.
 */
export async function replicateAll(
  deps: Replication,
  signal: AbortSignal,
  progress?: (copied: number) => void,
): Promise<Replicated> {
  const done: Replicated = { copied: 0, left: 0, failed: 0 }
  for (let after = { changedAt: new Date(0), key: '' }; ; ) {
    const batch = await lopsidedAfter(deps.db, after, batchSize)
    for (let at = 0; at < batch.length; at += copiesAtOnce) {
      signal.throwIfAborted()
      const copies = batch.slice(at, at + copiesAtOnce).map((object) => copy(deps, object))
      for (const outcome of await Promise.all(copies)) done[outcome] += 1
      progress?.(done.copied)
      if (deps.primary.breaker() === 'open' || deps.backup.breaker() === 'open') return done
    }
    const last = batch.at(-1)
    if (!last || batch.length < batchSize) return done
    after = last
  }
}

async function copy(deps: Replication, object: Lopsided): Promise<keyof Replicated> {
  const { db, log, primary, backup, capabilitiesOf } = deps
  const { key } = object
  const [from, to] = object.inPrimary ? [primary, backup] : [backup, primary]
  try {
    const bytes = await readThawed(deps, from, object)
    if (!bytes) throw new StorageFault('DAMAGED', `${key} is missing in ${from.name}`)
    if (object.storageClass !== 'STANDARD') await markWarmCopy(db, key)
    await writeVerified(to, await capabilitiesOf(to), db, object, bytes)
    return 'copied'
  } catch (error) {
    await takeBackIfDeleted(db, key, [to]).catch(() => {})
    const unavailable = error instanceof StorageFault && error.code === 'UNAVAILABLE'
    const waits = unavailable || error instanceof RestoringFault
    log[waits ? 'info' : 'error']({ key, from: from.name, to: to.name, err: error }, 'object not replicated')
    return unavailable ? 'left' : 'failed'
  }
}

/** The only copy may be archived: then a RestoringFault, and a later run finds it thawed. */
async function readThawed({ thaw }: Replication, from: GuardedRegion, { key, md5 }: Lopsided): Promise<Buffer | null> {
  try {
    return await readWhole(from, key, md5)
  } catch (error) {
    if (error instanceof StorageFault && error.code === 'ARCHIVED') await thaw(key, [from.name])
    throw error
  }
}

/** The lag of replication, asked of the ledger at every scrape. */
export function measureLag(db: StorageDb, registry: Registry): void {
  const lag = oneQuestion(() => lagOf(db))
  new Gauge({
    name: 'halide_replication_lag_seconds',
    help: 'Since when the oldest LIVE object lies in one region only.',
    registers: [registry],
    async collect() {
      this.set((await lag()).seconds)
    },
  })
  new Gauge({
    name: 'halide_unreplicated_objects',
    help: 'LIVE objects that lie in one region only.',
    registers: [registry],
    async collect() {
      this.set((await lag()).count)
    },
  })
}
