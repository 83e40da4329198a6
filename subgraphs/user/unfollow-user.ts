import type { UserError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { recordFollowChanges } from './follow-change.ts'
import { otherAccount } from './pair.ts'

interface Ends {
  viewerId: bigint
  followerId: bigint
  followeeId: bigint
}

/** Ends a follow of the viewer's, or of the viewer, or the request for one; changes nothing when there is none. */
export async function unfollowUser(
  { db, celebrity }: Pick<UserContext, 'db' | 'celebrity'>,
  { viewerId, followerId, followeeId }: Ends,
): Promise<UserError<'USER_NOT_FOUND'> | null> {
  return db.$transaction(async (tx) => {
    const other = await otherAccount(tx, viewerId, viewerId === followerId ? followeeId : followerId)
    if ('code' in other) return other
    const { count } = await tx.follow.deleteMany({ where: { followerId, followeeId } })
    if (count === 1) await recordFollowChanges(tx, [{ followerId, followeeId, change: -1 }], celebrity)
    else await tx.followRequest.deleteMany({ where: { followerId, followeeId } })
    return null
  })
}
