import { refuse, type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import { checkPassword } from './account-input.ts'
import type { UserContext } from './context.ts'

type Outcome = { endedSessions: number } | UserError<'INVALID' | 'WRONG_CREDENTIALS'>

/** Sets a new password where the current one is right, and ends the account's other sessions in the same transaction. */
export async function changePassword(
  { db, passwords }: Pick<UserContext, 'db' | 'passwords'>,
  { userId, sessionId }: Viewer,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Outcome> {
  const checked = checkPassword(newPassword)
  if (checked.error) return { ...checked.error, field: ['newPassword'] }
  const account = await db.user.findFirst({ where: { id: userId, deletedAt: null }, select: { passwordHash: true } })
  if (!account) refuse('UNAUTHENTICATED')
  if (!(await passwords.verify(account.passwordHash, currentPassword))) {
    return userError('WRONG_CREDENTIALS', 'currentPassword', 'This is not the current password.')
  }
  const passwordHash = await passwords.hash(checked.value)
  return db.$transaction(async (tx) => {
    // Of two that change it at once, the one that was first has ended the other's session.
    const changed = await tx.user.updateMany({
      where: { id: userId, passwordHash: account.passwordHash },
      data: { passwordHash },
    })
    if (changed.count === 0)
      return userError('WRONG_CREDENTIALS', 'currentPassword', 'This is not the current password.')
    const { count } = await tx.session.updateMany({
      where: { userId, revokedAt: null, id: { not: sessionId } },
      data: { revokedAt: new Date() },
    })
    return { endedSessions: count }
  })
}
