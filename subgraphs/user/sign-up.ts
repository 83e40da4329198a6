import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { checkDisplayName, checkEmail, checkHandle, checkPassword } from './account-input.ts'
import type { UserContext } from './context.ts'
import { openSession } from './open-session.ts'
import type { SessionParent } from './parents.ts'

export interface SignUp {
  handle: string
  email: string
  password: string
  displayName?: string | null
}

type SignUpError = UserError<'INVALID' | 'HANDLE_TAKEN' | 'EMAIL_TAKEN'>
type SignUpOutcome = { session: SessionParent; userErrors: [] } | { session: null; userErrors: SignUpError[] }

/** Creates an account and signs it in. Every fault of the input is answered at once. */
export async function signUp(
  ctx: Pick<UserContext, 'db' | 'passwords' | 'accessTokens' | 'caller'>,
  input: SignUp,
): Promise<SignUpOutcome> {
  const handle = checkHandle(input.handle)
  const email = checkEmail(input.email)
  const password = checkPassword(input.password)
  const displayName = checkDisplayName(input.displayName ?? handle.value ?? 'the handle')
  if (handle.error || email.error || password.error || displayName.error) {
    const errors = [handle, email, password, displayName].flatMap(({ error }) => error ?? [])
    return { session: null, userErrors: errors }
  }
  const account = { handle: handle.value, email: email.value, displayName: displayName.value }
  const taken = await whatIsTaken(ctx, account)
  if (taken.length > 0) return { session: null, userErrors: taken }
  const passwordHash = await ctx.passwords.hash(password.value)
  const created = await ctx.db.$transaction(async (tx) => {
    const [made] = await tx.user.createManyAndReturn({
      data: [{ ...account, passwordHash }],
      skipDuplicates: true,
      select: { id: true, role: true },
    })
    // Asked after the row is there: an account that was destroyed just now has left it free and its handle here.
    if (made && (await tx.retiredHandle.findUnique({ where: { handle: account.handle } }))) {
      await tx.user.delete({ where: { id: made.id } })
      return undefined
    }
    return made
  })
  // Nothing created: while the password was hashed, somebody else took the one or the other.
  if (!created) return { session: null, userErrors: await whatIsTaken(ctx, account) }
  return { session: await openSession(ctx, created), userErrors: [] }
}

async function whatIsTaken(
  { db }: Pick<UserContext, 'db'>,
  { handle, email }: { handle: string; email: string },
): Promise<SignUpError[]> {
  // A deleted account keeps its names, and a destroyed one its handle: nobody shall pass for it.
  const holders = await db.user.findMany({
    where: { OR: [{ handle }, { email }] },
    select: { handle: true, email: true },
  })
  const retired = await db.retiredHandle.findUnique({ where: { handle } })
  const errors: SignUpError[] = []
  if (retired || holders.some((holder) => holder.handle === handle)) {
    errors.push(userError('HANDLE_TAKEN', 'handle', 'Another account has this handle.'))
  }
  if (holders.some((holder) => holder.email === email)) {
    errors.push(userError('EMAIL_TAKEN', 'email', 'Another account has this e-mail address.'))
  }
  return errors
}
