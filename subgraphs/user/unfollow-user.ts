import type { UserContext } from './context.ts'
import { recordFollowChange } from './follow-change.ts'
import { type FollowError, notFound } from './follow-user.ts'

/** Ends a follow; changes nothing when there is none. */
export async function unfollowUser(
  { db, celebrity }: Pick<UserContext, 'db' | 'celebrity'>,
  followerId: bigint,
  followeeId: bigint | null,
): Promise<FollowError | null> {
  if (followeeId === null) return notFound
  return db.$transaction(async (tx) => {
    const followee = await tx.user.findFirst({ where: { id: followeeId, deletedAt: null }, select: { id: true } })
    if (!followee) return notFound
    const { count } = await tx.follow.deleteMany({ where: { followerId, followeeId } })
    if (count === 1) await recordFollowChange(tx, { followerId, followeeId, change: -1, celebrity })
    return null
  })
}
