import type { UserDb } from '@halide/prisma/client.ts'

export interface SecondFactorState {
  isActive: boolean
  activeSince: Date | null
  recoveryCodesLeft: number
}

/** What its owner is shown of an account's second factor. */
export async function describeSecondFactor(db: UserDb, userId: bigint): Promise<SecondFactorState> {
  const [factor, recoveryCodesLeft] = await Promise.all([
    db.secondFactor.findUnique({ where: { userId }, select: { confirmedAt: true } }),
    db.recoveryCode.count({ where: { userId } }),
  ])
  const activeSince = factor?.confirmedAt ?? null
  return { isActive: activeSince !== null, activeSince, recoveryCodesLeft }
}
