import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { deleteOldRuns, firstIdOfDays } from '../history.ts'
import { defineJob } from '../kit.ts'
import { deleteOldEntries, quarantineUnknown, resumeGivingUp } from '../quarantine/sweep.ts'

/** Milliseconds that a job may wait for a worker that knows it: a release may bring those who enqueue before those who work. */
const unknownForMs = 3_600_000

const batchSize = 500

/** Brings into quarantine what no worker could bring there, and ends its old entries. Run by the clock; each batch is done for good. */
export const sweepQuarantine = defineJob({
  name: 'sweep_quarantine',
  what: 'Unknown jobs, what failed to be given up, old entries and runs, 500 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  resumes: true,
  async plan(_, { db, quarantineDays, jobRunDays }) {
    const runsBefore = await firstIdOfDays(db, jobRunDays)
    return countPlanned(
      db,
      'entries and runs',
      sql`select from quarantined_jobs where quarantined_at < now() - ${quarantineDays}::int * interval '1 day'
        union all select from job_runs where id < ${runsBefore}`,
    )
  },
  async run(_, { db, quarantineDays, jobRunDays, signal, log, progress }) {
    let done = 0
    const batches = {
      resumed: () => resumeGivingUp(db, batchSize),
      unknown: () => quarantineUnknown(db, new Date(Date.now() - unknownForMs), batchSize),
      deleted: () => deleteOldEntries(db, new Date(Date.now() - quarantineDays * 86_400_000), batchSize),
      runs: () => deleteOldRuns(db, jobRunDays, batchSize),
    }
    for (const [what, batch] of Object.entries(batches)) {
      let swept: number
      do {
        signal.throwIfAborted()
        swept = await batch()
        done += swept
        progress?.(done)
        if (swept > 0) log.warn({ what, swept }, 'quarantine swept')
      } while (swept === batchSize)
    }
  },
})
