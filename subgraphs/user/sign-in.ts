import { databaseTime } from '@halide/prisma/database-time.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { openSession } from './open-session.ts'
import type { SessionParent } from './parents.ts'
import { type CodeFault, checkCode } from './second-factor/check-code.ts'
import { sealSignInTicket } from './second-factor/sign-in-ticket.ts'

type Outcome =
  | SessionParent
  | UserError<'WRONG_CREDENTIALS' | 'ACCOUNT_DELETED'>
  | CodeFault
  | { ticket: string; error: CodeFault }

/**
 * Opens a session, or answers a ticket where only the code of the second factor is missing. Wrong name and wrong password are the
 * same to the caller, in words and in time; of a second factor nobody learns who does not know the password.
 */
export async function signIn(
  ctx: Pick<UserContext, 'db' | 'passwords' | 'accessTokens' | 'caller' | 'secretBox' | 'accountSecret'>,
  { login, password, code }: { login: string; password: string; code?: string | null },
): Promise<Outcome> {
  const account = await findByLogin(ctx, login)
  const right = await ctx.passwords.verify(account?.passwordHash ?? null, password)
  if (!account || !right) return userError('WRONG_CREDENTIALS', null, 'No account has this name and password.')
  if (account.deletedAt)
    return userError('ACCOUNT_DELETED', null, 'This account is deleted. It can be restored for some days.')
  if (ctx.passwords.isOutdated(account.passwordHash)) {
    account.passwordHash = await ctx.passwords.hash(password)
    await ctx.db.user.updateMany({ where: { id: account.id }, data: { passwordHash: account.passwordHash } })
  }
  const error = await checkCode(ctx, account.id, code)
  if (error?.code === 'SECOND_FACTOR_REQUIRED') {
    const now = await databaseTime(ctx.db)
    return { ticket: sealSignInTicket(account, ctx.secretBox, ctx.accountSecret, now), error }
  }
  return error ?? openSession(ctx, account)
}

async function findByLogin({ db }: Pick<UserContext, 'db'>, login: string) {
  return db.user.findFirst({
    where: { ...byLogin(login), suspendedAt: null },
    select: { id: true, role: true, passwordHash: true, deletedAt: true },
  })
}

/** Whose e-mail address or handle a login is. */
export function byLogin(login: string): { email: string } | { handle: string } {
  // NUL cannot be asked of Postgres; no account has it.
  const name = login.trim().toLowerCase().replaceAll('\0', ' ')
  return name.includes('@') ? { email: name } : { handle: name }
}
