import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { otherAccount } from './pair.ts'

type MuteError = UserError<'USER_NOT_FOUND' | 'CANNOT_MUTE_SELF'>

/** Leaves an account's posts out of the viewer's lists. Again changes nothing. */
export async function muteUser(
  { db }: Pick<UserContext, 'db'>,
  muterId: bigint,
  mutedId: bigint,
): Promise<MuteError | null> {
  if (muterId === mutedId) return userError('CANNOT_MUTE_SELF', 'userId', 'An account cannot mute itself.')
  return db.$transaction(async (tx) => {
    const other = await otherAccount(tx, muterId, mutedId)
    if ('code' in other) return other
    await tx.mute.createMany({ data: [{ muterId, mutedId }], skipDuplicates: true })
    return null
  })
}

/** Takes a mute back; changes nothing when there is none. */
export async function unmuteUser({ db }: Pick<UserContext, 'db'>, muterId: bigint, mutedId: bigint): Promise<null> {
  await db.mute.deleteMany({ where: { muterId, mutedId } })
  return null
}
