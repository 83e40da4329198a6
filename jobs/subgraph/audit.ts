import type { Prisma, Tx } from '@halide/prisma/client.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { type JobsContext, requireAdmin } from './context.ts'
import { type FoundJob, findJob } from './find-jobs.ts'
import type { OperatorAction, UserErrorCode } from './resolvers.gen.ts'

export type Fault = UserError<UserErrorCode>

/** What an act has done, for the audit: it is written in the same transaction, so that neither is without the other. */
export interface Done {
  /** Null when it is about no kind of job. */
  kind: string | null
  jobId?: bigint
  detail?: Prisma.InputJsonObject
  tokenId?: string
  /** As it is in the transaction: a job can have ended before it is looked at again, and its run be not yet written down. */
  job?: FoundJob | null
}

const longestReason = 500

/** Whether a reason is given, and short enough. */
export function faultOfReason(reason: string): Fault | null {
  const length = reason.trim().length
  if (length === 0) return userError('INVALID', 'reason', 'Say why: it is for the audit.')
  return length > longestReason ? userError('INVALID', 'reason', `Up to ${longestReason} characters.`) : null
}

/** Runs an act of an admin and notes it. What the act refuses is not noted. */
export async function act(
  ctx: JobsContext,
  action: OperatorAction,
  reason: string,
  work: (tx: Tx) => Promise<Done | Fault>,
): Promise<Done | Fault> {
  const { userId: adminId } = requireAdmin(ctx)
  const fault = faultOfReason(reason)
  if (fault) return fault
  return ctx.db.$transaction(async (tx) => {
    const done = await work(tx)
    if (isFault(done)) return done
    const { kind, jobId = null, detail = {}, tokenId = null } = done
    const { requestId } = ctx
    await tx.operatorAct.create({
      data: { adminId, action, kind, jobId, detail, reason: reason.trim(), requestId, tokenId },
    })
    return jobId === null ? done : { ...done, job: await findJob(tx, jobId) }
  })
}

export function isFault(done: Done | Fault): done is Fault {
  return 'code' in done
}
