import { sql } from '@halide/prisma/client.ts'
import { movesAt } from '@halide/storage/tiering/due.ts'
import { z } from 'zod'
import { countPlanned, unionAll } from '../count-planned.ts'
import { defineJob, enqueue } from '../kit.ts'

/** One run goes on for so long, then hands over to the next. */
const runForMs = 480_000

/**
 * Moves originals that nobody has read for long to colder classes. Run by the clock; what it will move, and what that costs, says
 * `planTiering`. Renditions stay where they are.
 */
export const tierStorage = defineJob({
  name: 'tier_storage',
  what: 'Originals unread for long to colder classes; hands over every 8 min.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 6 },
  timeLimitMs: 600_000,
  plan: (_, { db, tiering }) =>
    countPlanned(
      db,
      'originals',
      unionAll([
        sql`select from objects where moving_to is not null`,
        ...movesAt(undefined, tiering).map(({ due }) => sql`select from objects where ${due}`),
      ]),
    ),
  async run(_, { db, store, tiering, signal, log, progress }) {
    const { done, ...tiered } = await store.tier({ ages: tiering, runForMs, signal, progress })
    if (tiered.objects + tiered.failed > 0) log.info(tiered, 'originals moved to colder classes')
    if (!done) await enqueue(db, tierStorage, {})
  },
})
