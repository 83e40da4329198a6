import { enqueue } from '@halide/jobs/kit.ts'
import { purgeAuthor } from '@halide/jobs/purge-author/job.ts'
import { withdrawAccount } from '@halide/jobs/withdraw-account/job.ts'
import { refuse, type UserError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import type { CodeFault } from '../second-factor/check-code.ts'
import { type Proof, proveOwner } from '../second-factor/prove-owner.ts'

/**
 * Deletes the account for who proves to be its owner: with this transaction nobody sees it, and no session of it is refreshed. What
 * is in counts and in the CDN follows by jobs.
 */
export async function deleteAccount(
  ctx: Pick<UserContext, 'db' | 'passwords' | 'secretBox' | 'deletedAccountDays'> & { requestId?: string | undefined },
  userId: bigint,
  proof: Proof,
): Promise<{ restorableUntil: Date } | UserError<'WRONG_CREDENTIALS'> | CodeFault> {
  const proved = await proveOwner(ctx, userId, proof)
  if ('code' in proved) return proved
  const { db, deletedAccountDays, requestId } = ctx
  return db.$transaction(async (tx) => {
    // By the clock of Postgres: what is purged and destroyed later counts from it.
    const [deleted] = await tx.$queryRaw<{ restorableUntil: Date }[]>`
      update users set deleted_at = now() where id = ${userId} and deleted_at is null and password_hash = ${proved.passwordHash}
      returning deleted_at + ${deletedAccountDays} * interval '1 day' as "restorableUntil"`
    if (!deleted) refuse('UNAUTHENTICATED')
    await tx.$executeRaw`update sessions set revoked_at = now() where user_id = ${userId} and revoked_at is null`
    await enqueue(tx, withdrawAccount, { userId, round: 0 }, { requestId })
    await enqueue(tx, purgeAuthor, { userId }, { requestId })
    return deleted
  })
}
