import { refuse, type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import { type CodeFault, tryCode } from './check-code.ts'
import { type Proof, proveOwner } from './prove-owner.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'
import { describeSecret, newSecret } from './totp.ts'

type Ctx = Pick<UserContext, 'db' | 'passwords' | 'secretBox'>

const isActive = userError('SECOND_FACTOR_ACTIVE', null, 'The second factor is on. Turn it off to set up another one.')
const isInactive = userError('SECOND_FACTOR_INACTIVE', null, 'There is no second factor.')

/** Makes a secret that counts once it is confirmed. */
export async function beginTotp(ctx: Ctx, userId: bigint, proof: { password: string }) {
  const proved = await proveOwner(ctx, userId, proof)
  // A code is asked for where there is a second factor already: then nothing can be begun.
  if ('code' in proved) return proved.code === 'SECOND_FACTOR_REQUIRED' ? isActive : proved
  const secret = newSecret()
  const sealed = ctx.secretBox.encrypt(userId, secret)
  const begun = await ctx.db.$executeRaw`
    insert into second_factors (user_id, secret) values (${userId}, ${sealed})
    on conflict (user_id) do update set secret = excluded.secret, attempts = 0, attempts_since = now()
      where second_factors.confirmed_at is null`
  if (begun === 0) return isActive
  const { handle } = (await ctx.db.user.findUnique({ where: { id: userId } })) ?? refuse('UNAUTHENTICATED')
  return describeSecret(secret, handle)
}

/** Turns the begun factor on; its first code is thereby used. */
export async function confirmTotp(
  ctx: Omit<Ctx, 'passwords'>,
  userId: bigint,
  code: string,
): Promise<{ recoveryCodes: string[] } | CodeFault | UserError<'SECOND_FACTOR_ACTIVE' | 'SECOND_FACTOR_INACTIVE'>> {
  const begun = await ctx.db.secondFactor.findUnique({ where: { userId } })
  if (!begun) return isInactive
  if (begun.confirmedAt) return isActive
  const step = await tryCode(ctx, userId, code, { confirmed: false })
  if (typeof step !== 'number') return step
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.secondFactor.updateMany({
      where: { userId, confirmedAt: null, secret: begun.secret },
      data: { confirmedAt: new Date(), lastStep: step, attempts: 0 },
    })
    if (count === 0) return isActive
    return { recoveryCodes: await replaceRecoveryCodes(tx, ctx.secretBox, userId) }
  })
}

export async function disableTotp(ctx: Ctx, userId: bigint, proof: Proof) {
  const proved = await proveOwner(ctx, userId, proof)
  if ('code' in proved) return proved
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.secondFactor.deleteMany({ where: { userId } })
    await tx.recoveryCode.deleteMany({ where: { userId } })
    return count === 0 ? isInactive : null
  })
}

export async function renewRecoveryCodes(ctx: Ctx, userId: bigint, proof: Proof) {
  const proved = await proveOwner(ctx, userId, proof)
  if ('code' in proved) return proved
  return ctx.db.$transaction(async (tx) => {
    // Locked, so that it cannot be turned off in between and leave codes of nothing.
    const [active] = await tx.$queryRaw<unknown[]>`
      select 1 from second_factors where user_id = ${userId} and confirmed_at is not null for update`
    return active ? { recoveryCodes: await replaceRecoveryCodes(tx, ctx.secretBox, userId) } : isInactive
  })
}
