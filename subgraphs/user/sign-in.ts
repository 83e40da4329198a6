import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { openSession } from './open-session.ts'
import type { SessionParent } from './parents.ts'

/** Opens a session. Wrong name and wrong password are the same to the caller, in words and in time. */
export async function signIn(
  ctx: Pick<UserContext, 'db' | 'passwords' | 'accessTokens' | 'caller'>,
  { login, password }: { login: string; password: string },
): Promise<SessionParent | UserError<'WRONG_CREDENTIALS'>> {
  const account = await findByLogin(ctx, login)
  const right = await ctx.passwords.verify(account?.passwordHash ?? null, password)
  if (!account || !right) return userError('WRONG_CREDENTIALS', null, 'No account has this name and password.')
  if (ctx.passwords.isOutdated(account.passwordHash)) {
    const passwordHash = await ctx.passwords.hash(password)
    await ctx.db.user.updateMany({ where: { id: account.id }, data: { passwordHash } })
  }
  return openSession(ctx, account)
}

async function findByLogin({ db }: Pick<UserContext, 'db'>, login: string) {
  // NUL cannot be asked of Postgres; no account has it.
  const name = login.trim().toLowerCase().replaceAll('\0', ' ')
  return db.user.findFirst({
    where: { ...(name.includes('@') ? { email: name } : { handle: name }), deletedAt: null, suspendedAt: null },
    select: { id: true, role: true, passwordHash: true },
  })
}
