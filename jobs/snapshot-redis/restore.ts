import type { Db } from '@halide/prisma/client.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { enqueue } from '../kit.ts'
import { warmFeeds } from '../warm-feeds/job.ts'
import { type Manifest, manifestShape } from './manifest.ts'

export interface Restored {
  takenAt: Date
  /** Keys that were brought back; others were there already. */
  keys: number
  of: number
}

interface RestoreDeps {
  db: Db
  store: ObjectStore
  log: Logger
  /** Puts the keys of one part into a Redis, and answers how many. */
  load(part: Buffer): Promise<number>
}

/**
 * Brings back the newest snapshot, taken before a time, of which every byte is right; null when there is none. Its feeds are of an
 * earlier run and so are cold: those of active readers are built by `warm_feeds`, which this enqueues. Safe to repeat.
 */
export async function restoreSnapshot(deps: RestoreDeps, before = new Date()): Promise<Restored | null> {
  const { db, store, log, load } = deps
  const snapshots = await db.redisSnapshot.findMany({
    where: { takenAt: { lte: before }, finishedAt: { not: null } },
    orderBy: { takenAt: 'desc' },
  })
  for (const { takenAt } of snapshots) {
    const manifest = await ifWhole(store, takenAt)
    if (!manifest) {
      log.warn({ takenAt }, 'a snapshot is damaged: the one before it is tried')
      continue
    }
    let keys = 0
    for (const { key, md5 } of manifest.parts) keys += await load((await readPart(store, key, md5))!)
    await enqueue(db, warmFeeds, {})
    return { takenAt, keys, of: manifest.parts.reduce((sum, part) => sum + part.keys, 0) }
  }
  return null
}

/** The manifest, when it and all that it names is there and right: looked at before the first key is loaded. */
async function ifWhole(store: ObjectStore, takenAt: Date): Promise<Manifest | null> {
  const key = objectKeys.redisSnapshotManifest(takenAt)
  const [kept] = await store.liveAmong([key])
  const body = kept && (await readPart(store, key, kept.md5.toString('hex')))
  if (!body) return null
  const manifest = manifestShape.parse(JSON.parse(String(body)))
  for (const part of manifest.parts) if (!(await readPart(store, part.key, part.md5))) return null
  return manifest
}

/** From whichever region has it right; null when none has. */
async function readPart(store: ObjectStore, key: string, md5: string): Promise<Buffer | null> {
  try {
    return await store.read(key, Buffer.from(md5, 'hex'))
  } catch (error) {
    if (error instanceof StorageFault && error.code === 'DAMAGED') return null
    throw error
  }
}
