import { refuse, type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { recordFollowChange } from './follow-change.ts'

export type FollowError = UserError<'USER_NOT_FOUND' | 'CANNOT_FOLLOW_SELF'>

/** Makes one account follow another; changes nothing when it already does. */
export async function followUser(
  { db, celebrity }: Pick<UserContext, 'db' | 'celebrity'>,
  followerId: bigint,
  followeeId: bigint | null,
): Promise<FollowError | null> {
  if (followeeId === followerId) return userError('CANNOT_FOLLOW_SELF', 'userId', 'An account cannot follow itself.')
  if (followeeId === null) return notFound
  return db.$transaction(async (tx) => {
    const found = await tx.user.findMany({
      where: { id: { in: [followerId, followeeId] }, deletedAt: null },
      select: { id: true },
    })
    if (!found.some(({ id }) => id === followerId)) refuse('UNAUTHENTICATED')
    if (!found.some(({ id }) => id === followeeId)) return notFound
    // The row decides: of two that follow at once, only the one that inserts it moves the counts.
    const { count } = await tx.follow.createMany({ data: [{ followerId, followeeId }], skipDuplicates: true })
    if (count === 1) await recordFollowChange(tx, { followerId, followeeId, change: 1, celebrity })
    return null
  })
}

export const notFound = userError('USER_NOT_FOUND', 'userId', 'There is no such account.')
