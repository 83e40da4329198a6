import type { StorageDb } from '@halide/prisma/client.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { StorageFault } from '../faults.ts'
import type { Region } from '../region.ts'
import { begunAfter, claimDue, movesAt, type TieringAges } from './due.ts'
import { moveObject } from './move.ts'

export interface TierOptions {
  ages: TieringAges
  /** As `movesAt` has it. */
  now?: Date
  /** Milliseconds after which a run begins no further batch. */
  runForMs: number
  signal: AbortSignal
  /** Told how many objects are moved. */
  progress?: ((done: number) => void) | undefined
}

export interface Tiered {
  objects: number
  bytes: number
  /** Left for the next run: the log says why. */
  failed: number
  /** False when time was over before all were looked at. */
  done: boolean
}

interface Tiering {
  db: StorageDb
  log: Logger
  regions: readonly Region[]
}

/** Objects claimed at once, and moved side by side: their bytes stay in the store. */
const batchSize = 200
const movesAtOnce = 8

/**
 * Moves what is due to a colder class, first of all what an earlier run left half done. The ledger is the checkpoint: what is moved
 * is not due any more, so a run may end anywhere. Throws UNAVAILABLE when a region does not answer.
 */
export async function tierAll(deps: Tiering, { ages, now, runForMs, signal, progress }: TierOptions): Promise<Tiered> {
  const until = performance.now() + runForMs
  const tiered: Tiered = { objects: 0, bytes: 0, failed: 0, done: false }
  /** Moves batch after batch, and answers whether there was time for all. */
  async function walk(next: (last: string) => Promise<string[]>): Promise<boolean> {
    for (let last = ''; ; ) {
      if (performance.now() >= until) return false
      const keys = await next(last)
      for (let at = 0; at < keys.length; at += movesAtOnce) {
        signal.throwIfAborted()
        const some = keys.slice(at, at + movesAtOnce)
        // All of them end before the run does, also when one of them ends it.
        const moves = await Promise.allSettled(some.map((key) => move(deps, key)))
        for (const moved of moves) {
          if (moved.status === 'rejected') throw moved.reason
          if (moved.value === 'FAILED') tiered.failed += 1
          else if (moved.value !== null) {
            tiered.objects += 1
            tiered.bytes += moved.value
          }
        }
        progress?.(tiered.objects)
      }
      if (keys.length < batchSize) return true
      last = keys.at(-1)!
    }
  }
  if (!(await walk((last) => begunAfter(deps.db, last, batchSize)))) return tiered
  for (const each of movesAt(now, ages)) if (!(await walk(() => claimDue(deps.db, each, batchSize)))) return tiered
  return { ...tiered, done: true }
}

async function move({ db, log, regions }: Tiering, key: string): Promise<number | null | 'FAILED'> {
  try {
    return await moveObject(db, regions, key)
  } catch (error) {
    if (!(error instanceof StorageFault) || error.code === 'UNAVAILABLE') throw error
    log.error({ key, err: error }, 'object stays in its class')
    return 'FAILED'
  }
}
