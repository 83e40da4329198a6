import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countStored } from '../cost/count-stored.ts'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'

/** Looked at in a run; a ledger with more is sampled. */
const mostRows = 1_000_000

/** Keeps what is stored, day by day: the last look at a day counts. Run by the clock, so that nobody who asks has to wait for the ledger. */
export const measureStorage = defineJob({
  name: 'measure_storage',
  what: 'Counts what is stored, by kind, format and class; of a large ledger a sample.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  plan: (_, { db }) => countPlanned(db, 'objects', sql`select from objects where state = 'LIVE'`),
  async run(_, { db, tiering }) {
    const { share, parts } = await countStored(db, tiering, mostRows)
    await db.$executeRaw`
      insert into storage_reports (day, share, parts) values (current_date, ${share}, ${JSON.stringify(parts)}::jsonb)
      on conflict (day) do update set share = excluded.share, parts = excluded.parts, measured_at = now()`
  },
})
