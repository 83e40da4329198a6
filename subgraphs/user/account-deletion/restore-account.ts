import { enqueue } from '@halide/jobs/kit.ts'
import { withdrawAccount } from '@halide/jobs/withdraw-account/job.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import { openSession } from '../open-session.ts'
import type { SessionParent } from '../parents.ts'
import { type CodeFault, checkCode } from '../second-factor/check-code.ts'
import { byLogin } from '../sign-in.ts'

type Code = 'WRONG_CREDENTIALS' | 'ACCOUNT_NOT_RESTORABLE'

const notDeleted = userError('ACCOUNT_NOT_RESTORABLE', null, 'This account is not deleted.')
const tooLate = userError('ACCOUNT_NOT_RESTORABLE', null, 'It is too late to restore this account.')

/** Takes a deletion back: everything is seen again with this transaction, and a job brings the counts back. */
export async function restoreAccount(
  ctx: Pick<
    UserContext,
    'db' | 'passwords' | 'secretBox' | 'accessTokens' | 'caller' | 'deletedAccountDays' | 'requestId'
  >,
  { login, password, code }: { login: string; password: string; code?: string | null },
): Promise<SessionParent | UserError<Code> | CodeFault> {
  const { db, deletedAccountDays, requestId } = ctx
  const account = await db.user.findFirst({
    where: { ...byLogin(login), suspendedAt: null },
    select: { id: true, role: true, passwordHash: true, deletedAt: true },
  })
  const right = await ctx.passwords.verify(account?.passwordHash ?? null, password)
  if (!account || !right) return userError('WRONG_CREDENTIALS', null, 'No account has this name and password.')
  if (!account.deletedAt) return notDeleted
  const fault = await checkCode(ctx, account.id, code)
  if (fault) return fault
  const restored = await db.$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      update users set deleted_at = null
      where id = ${account.id} and destroying_since is null and deleted_at > now() - ${deletedAccountDays} * interval '1 day'`
    if (count === 1) await enqueue(tx, withdrawAccount, { userId: account.id, round: 0 }, { requestId })
    return count === 1
  })
  return restored ? openSession(ctx, account) : tooLate
}
