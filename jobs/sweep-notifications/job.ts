import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'

/** Rows deleted in one statement. */
const batchSize = 5_000

/** Deletes notifications to which nothing was added for long. Run by the clock; each batch is done for good. */
export const sweepNotifications = defineJob({
  name: 'sweep_notifications',
  what: 'Notifications older than NOTIFICATION_DAYS, 5,000 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: (_, { db, notices }) =>
    countPlanned(
      db,
      'notifications',
      sql`select from notifications where happened_at < now() - ${notices.days}::int * interval '1 day'`,
    ),
  run: async (_, { db, notices, signal, log, progress }) => {
    let swept = 0
    let deleted: number
    do {
      signal.throwIfAborted()
      deleted = await db.$executeRaw`
        delete from notifications where (user_id, id) in (
          select user_id, id from notifications where happened_at < now() - ${notices.days}::int * interval '1 day'
          order by happened_at limit ${batchSize}::int)`
      swept += deleted
      progress?.(swept)
    } while (deleted === batchSize)
    if (swept > 0) log.info({ swept }, 'old notifications deleted')
  },
})
