import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'

/** Days for which a session that has ended is kept, for those who look into a theft. */
export const endedSessionDays = 30

/** Rows deleted in one statement. */
const batchSize = 1_000

/** Deletes sessions that expired or were revoked long ago. Run by the clock; each batch is done for good. */
export const sweepSessions = defineJob({
  name: 'sweep_sessions',
  what: 'Sessions that ended 30 days ago, 1,000 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'sessions', sql`select from sessions where ${isLongEnded()}`),
  async run(_, { db, signal, log, progress }) {
    const longEnded = isLongEnded()
    let swept = 0
    let deleted: number
    do {
      signal.throwIfAborted()
      deleted = await db.$executeRaw`
        delete from sessions where id in (
          select id from sessions where ${longEnded} order by expires_at limit ${batchSize}::int)`
      swept += deleted
      progress?.(swept)
    } while (deleted === batchSize)
    if (swept > 0) log.info({ swept }, 'ended sessions deleted')
  },
})

/** A session lives for 30 days from its last refresh: one revoked before that has expired as well, so the index finds both. */
function isLongEnded() {
  const before = new Date(Date.now() - endedSessionDays * 86_400_000)
  return sql`expires_at < now() and (expires_at < ${before} or revoked_at < ${before})`
}
