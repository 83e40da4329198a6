import { sql } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'

/** Milliseconds after which nobody is still writing, or still erasing, an object: far above every job's time limit. */
export const idleObjectLifetimeMs = 24 * 3_600_000

/** Objects erased between two looks at the signal. */
const batchSize = 200

/** Erases objects that hold bytes for nothing: begun by an attempt that died, or left by an erasure that did. Run by the clock. */
export const sweepObjects = defineJob({
  name: 'sweep_objects',
  what: 'Bytes of objects PENDING or TOMBSTONED for a day, 200 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  async plan(_, { db }) {
    const before = new Date((await databaseTime(db)) - idleObjectLifetimeMs)
    return countPlanned(
      db,
      'objects',
      sql`select from objects where state in ('PENDING', 'TOMBSTONED') and changed_at < ${before}`,
    )
  },
  async run(_, { db, store, signal, log, progress }) {
    const before = new Date((await databaseTime(db)) - idleObjectLifetimeMs)
    let swept = 0
    let erased: number
    do {
      signal.throwIfAborted()
      erased = await store.clearAbandoned(before, batchSize)
      swept += erased
      progress?.(swept)
    } while (erased === batchSize)
    if (swept > 0) log.info({ swept }, 'abandoned objects cleared')
  },
})
