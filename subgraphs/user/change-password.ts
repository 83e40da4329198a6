import { type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import { checkPassword } from './account-input.ts'
import type { UserContext } from './context.ts'
import type { CodeFault } from './second-factor/check-code.ts'
import { proveOwner } from './second-factor/prove-owner.ts'

type Outcome = { endedSessions: number } | UserError<'INVALID' | 'WRONG_CREDENTIALS'> | CodeFault

/** Sets a new password for who proves to be the owner, and ends the account's other sessions in the same transaction. */
export async function changePassword(
  ctx: Pick<UserContext, 'db' | 'passwords' | 'secretBox'>,
  { userId, sessionId }: Viewer,
  { currentPassword, newPassword, code }: { currentPassword: string; newPassword: string; code?: string | null },
): Promise<Outcome> {
  const checked = checkPassword(newPassword)
  if (checked.error) return { ...checked.error, field: ['newPassword'] }
  const proved = await proveOwner(ctx, userId, { password: currentPassword, code: code ?? null }, 'currentPassword')
  if ('code' in proved) return proved
  const passwordHash = await ctx.passwords.hash(checked.value)
  return ctx.db.$transaction(async (tx) => {
    // Of two that change it at once, the one that was first has ended the other's session.
    const changed = await tx.user.updateMany({
      where: { id: userId, passwordHash: proved.passwordHash },
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
