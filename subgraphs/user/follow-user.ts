import { enqueue } from '@halide/jobs/kit.ts'
import { notifyFollowed } from '@halide/jobs/notify-followed/job.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { recordFollowChanges } from './follow-change.ts'
import { otherAccount } from './pair.ts'

export type FollowError = UserError<'USER_NOT_FOUND' | 'CANNOT_FOLLOW_SELF'>

/** Makes one account follow another, or ask to where that one is private; changes nothing when it already does. */
export async function followUser(
  { db, metrics, celebrity }: Pick<UserContext, 'db' | 'metrics' | 'celebrity'>,
  followerId: bigint,
  followeeId: bigint,
): Promise<FollowError | null> {
  if (followeeId === followerId) return userError('CANNOT_FOLLOW_SELF', 'userId', 'An account cannot follow itself.')
  const outcome = await db.$transaction(async (tx) => {
    const followee = await otherAccount(tx, followerId, followeeId)
    if ('code' in followee) return followee
    if (followee.isPrivate) {
      const requested = await tx.$executeRaw`
        insert into follow_requests (follower_id, followee_id) select ${followerId}, ${followeeId}
        where not exists (select from follows where follower_id = ${followerId} and followee_id = ${followeeId})
        on conflict do nothing`
      if (requested === 1) await enqueue(tx, notifyFollowed, { followerId, followeeId })
      return null
    }
    // The row decides: of two that follow at once, only the one that inserts it moves the counts.
    const { count } = await tx.follow.createMany({ data: [{ followerId, followeeId }], skipDuplicates: true })
    if (count === 0) return null
    await tx.followRequest.deleteMany({ where: { followerId, followeeId } })
    await recordFollowChanges(tx, [{ followerId, followeeId, change: 1 }], celebrity)
    await enqueue(tx, notifyFollowed, { followerId, followeeId })
    return 'FOLLOWED' as const
  })
  if (outcome !== 'FOLLOWED') return outcome
  metrics.followed()
  return null
}
