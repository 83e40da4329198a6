import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue } from '../kit.ts'

/** Milliseconds from one run to the next: for so long, about, a photo can lie in one region only once both answer. */
const againAfterMs = 2_000

/** As long where something failed for a reason of its own: not so often that a damaged object is read all day for nothing. */
const againAfterFailureMs = 10_000

/**
 * Copies objects that lie in one region only into the other, and comes back soon after: graphile-worker's clock ticks by the minute,
 * and only starts it anew where a run was lost.
 */
export const replicateObjects = defineJob({
  name: 'replicate_objects',
  what: 'What one region lacks, from the other.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: (_, { db }) =>
    countPlanned(db, 'objects', sql`select from objects where state = 'LIVE' and in_primary <> in_backup`),
  async run(_, { db, store, signal, log, progress }) {
    const { copied, left, failed } = await store.replicate(signal, progress)
    if (copied + left + failed > 0) log.info({ copied, left, failed }, 'objects replicated')
    await enqueue(db, replicateObjects, {}, { delayMs: failed === 0 ? againAfterMs : againAfterFailureMs })
  },
})
