import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue } from '../kit.ts'
import { replicateObjects } from '../replicate-objects/job.ts'

/**
 * Moves originals that no region would take from the buffer into one that does. Run by the clock, and when a photo from the buffer was
 * processed; postponed, as any job, while no region answers.
 */
export const drainBuffer = defineJob({
  name: 'drain_buffer',
  what: 'Buffered originals into a region.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'retry',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'originals', sql`select from buffered_objects`),
  async run(_, { db, store, signal, log, requestId, progress }) {
    const { moved, failed } = await store.drain(signal, progress)
    if (moved + failed > 0) log.info({ moved, failed }, 'buffer drained')
    // The outage is over: what it left in one region only need not wait for the clock.
    if (moved > 0) await enqueue(db, replicateObjects, {}, { requestId })
  },
})
