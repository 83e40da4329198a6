import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import { spendRecoveryCode, toRecoveryCode } from './recovery-codes.ts'
import { stepOf } from './totp.ts'

export type CodeFault = UserError<'SECOND_FACTOR_REQUIRED' | 'WRONG_CODE' | 'TOO_MANY_ATTEMPTS'>

/** Wrong codes within `attemptMinutes`: with three codes good at a time, a guesser needs years of them. */
export const mostAttempts = 5
const attemptMinutes = 15

/**
 * Whether an account's second factor is satisfied: there is none, or the code is right and now used. A recovery code cannot be guessed,
 * and so is not counted: else who guesses would lock the owner out.
 */
export async function checkCode(
  ctx: Pick<UserContext, 'db' | 'secretBox'>,
  userId: bigint,
  given: string | null | undefined,
): Promise<CodeFault | null> {
  const { db, secretBox } = ctx
  const active = await db.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })
  if (active === 0) return null
  if (given == null) return userError('SECOND_FACTOR_REQUIRED', 'code', 'A code is needed as well.')
  const recovery = toRecoveryCode(given)
  if (recovery !== null) return (await spendRecoveryCode(db, secretBox, userId, recovery)) ? null : wrongCode
  const step = await tryCode(ctx, userId, given, { confirmed: true })
  if (typeof step !== 'number') return step
  // Of two that show the same code at once, one wins.
  const used = await db.$executeRaw`
    update second_factors set last_step = ${step}::bigint, attempts = 0
    where user_id = ${userId} and confirmed_at is not null and last_step < ${step}::bigint`
  return used === 1 ? null : wrongCode
}

/** The step that a code is of, which cost the account an attempt before it was looked at. */
export async function tryCode(
  { db, secretBox }: Pick<UserContext, 'db' | 'secretBox'>,
  userId: bigint,
  given: string,
  { confirmed }: { confirmed: boolean },
): Promise<number | CodeFault> {
  const [factor] = await db.$queryRaw<{ secret: Uint8Array; now: number }[]>`
    update second_factors set
      attempts = case when attempts_since > now() - ${attemptMinutes} * interval '1 minute' then attempts + 1 else 1 end,
      attempts_since = case when attempts_since > now() - ${attemptMinutes} * interval '1 minute' then attempts_since else now() end
    where user_id = ${userId} and (confirmed_at is not null) = ${confirmed}
      and (attempts < ${mostAttempts} or attempts_since <= now() - ${attemptMinutes} * interval '1 minute')
    returning secret, (extract(epoch from now()) * 1000)::float8 as now`
  if (!factor) return userError('TOO_MANY_ATTEMPTS', 'code', 'Too many wrong codes. Wait some minutes.')
  const step = stepOf(secretBox.decrypt(userId, factor.secret), given.replaceAll(/\s/g, ''), factor.now)
  return step ?? wrongCode
}

export const wrongCode = userError('WRONG_CODE', 'code', 'This code is wrong, or was used before.')
