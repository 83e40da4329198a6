import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue, idInPayload, type RunContext } from '../kit.ts'
import { batchSize, commentsThatLeaveWith, settleComments } from './settle-comments.ts'
import { settleFollows } from './settle-follows.ts'
import { settleLikes } from './settle-likes.ts'

/** After that no request is under way any more that saw the account before its deletion, or its return. */
const againAfterMs = 60_000

/**
 * Takes what a deleted account did out of the counts, or that of a restored one back in. Each row has a flag that moves with its
 * counters in one transaction, and is made to agree with the account as it is then: so it counts once, whatever was killed, repeated
 * or taken back meanwhile.
 */
export const withdrawAccount = defineJob({
  name: 'withdraw_account',
  what: 'Its likes, comments and follows leave or enter the counts, 1,000 at once.',
  payload: z.object({ userId: idInPayload, round: z.int() }),
  key: ({ userId, round }) => `${userId}:${round}`,
  lane: 'retry',
  retry: { attempts: 12 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: ({ userId }, { db }) =>
    countPlanned(
      db,
      'likes, comments and follows',
      sql`select from likes where user_id = ${userId} union all ${commentsThatLeaveWith(userId)}
        union all select from follows where ${userId} in (follower_id, followee_id)`,
    ),
  run: async ({ userId, round }, ctx) => {
    if (round === 0) {
      const again = { userId, round: 1 }
      await enqueue(ctx.db, withdrawAccount, again, { delayMs: againAfterMs, requestId: ctx.requestId })
    }
    await settleAccount(ctx, userId)
  },
})

type SettleContext = Parameters<typeof settleFollows>[0] & Pick<RunContext, 'signal' | 'progress'>

export async function settleAccount(ctx: SettleContext, userId: bigint): Promise<void> {
  let done = 0
  for (const settle of [settleLikes, settleComments, settleFollows]) {
    let settled: number
    do {
      ctx.signal.throwIfAborted()
      settled = await settle(ctx, userId)
      done += settled
      ctx.progress?.(done)
    } while (settled === batchSize)
  }
}
