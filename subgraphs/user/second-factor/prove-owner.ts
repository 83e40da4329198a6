import { refuse, type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import { type CodeFault, checkCode } from './check-code.ts'

export interface Proof {
  password: string
  code?: string | null
}

/**
 * That the viewer is the account's owner, and not somebody at a device left open: the password, and the code where there is a second
 * factor. Answers the password's hash: a change that relies on the proof compares it.
 */
export async function proveOwner(
  ctx: Pick<UserContext, 'db' | 'passwords' | 'secretBox'>,
  userId: bigint,
  { password, code }: Proof,
  field = 'password',
): Promise<{ passwordHash: string } | UserError<'WRONG_CREDENTIALS'> | CodeFault> {
  const account = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { passwordHash: true },
  })
  if (!account) refuse('UNAUTHENTICATED')
  if (!(await ctx.passwords.verify(account.passwordHash, password)))
    return userError('WRONG_CREDENTIALS', field, 'This is not the current password.')
  return (await checkCode(ctx, userId, code)) ?? account
}
