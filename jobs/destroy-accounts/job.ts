import { sql } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { destroyAccount } from './destroy-account.ts'

const batchSize = 500

/** Has every account destroyed whose time to be restored is over, in a job of its own each. Run by the clock; a batch enqueues the next. */
export const destroyAccounts = defineJob({
  name: 'destroy_accounts',
  what: 'A job for each account deleted DELETED_ACCOUNT_DAYS ago, 500 at once.',
  payload: z.object({ afterUserId: idInPayload.optional() }),
  key: ({ afterUserId }) => `after:${afterUserId ?? 0}`,
  lane: 'backfill',
  retry: { attempts: 3 },
  plan: ({ afterUserId = 0n }, { db, deletedAccountDays }) =>
    countPlanned(
      db,
      'accounts',
      sql`select from users where deleted_at < now() - ${deletedAccountDays}::int * interval '1 day' and id > ${afterUserId}`,
    ),
  run: async ({ afterUserId = 0n }, { db, deletedAccountDays }) => {
    const before = new Date((await databaseTime(db)) - deletedAccountDays * 86_400_000)
    await db.$transaction(async (tx) => {
      const due = await tx.user.findMany({
        where: { deletedAt: { lt: before }, id: { gt: afterUserId } },
        orderBy: { id: 'asc' },
        take: batchSize,
        select: { id: true },
      })
      for (const { id } of due) await enqueue(tx, destroyAccount, { userId: id })
      if (due.length === batchSize) await enqueue(tx, destroyAccounts, { afterUserId: due.at(-1)!.id })
    })
  },
})
