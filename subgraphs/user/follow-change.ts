import { randomInt } from 'node:crypto'
import { enqueue } from '@halide/jobs/kit.ts'
import { moveCelebrity } from '@halide/jobs/move-celebrity/job.ts'
import { refreshFeed } from '@halide/jobs/refresh-feed/job.ts'
import type { Tx } from '@halide/prisma/client.ts'
import type { CelebrityThresholds } from './context.ts'

/** Rows over which an account's counts are spread (prisma/models/user.prisma). */
const counterShards = 16

/**
 * Follows of one account that may be under way at once, with room to spare. They do not see each other's counts, so this near a
 * threshold each of them asks for the job, and the last to commit is the one whose job sees them all.
 */
const followsUnderWay = 500

export interface FollowChange {
  followerId: bigint
  followeeId: bigint
  change: 1 | -1
  celebrity: CelebrityThresholds
}

/**
 * All that comes with a follow row that was made or removed in this transaction: counts, the follower's feed epoch, jobs.
 * Locks are always taken in this order (counters by account, the follower's row, the jobs' keys), so two changes never deadlock.
 */
export async function recordFollowChange(tx: Tx, follow: FollowChange): Promise<void> {
  const { followerId, followeeId, change, celebrity } = follow
  const shard = randomInt(counterShards)
  await tx.$executeRaw`
    insert into user_counters as c (user_id, shard, followers, following)
    select * from (values
      (${followeeId}::bigint, ${shard}::int, ${change}::int, 0), (${followerId}::bigint, ${shard}::int, 0, ${change}::int)
    ) as change (user_id) order by user_id
    on conflict (user_id, shard) do update
      set followers = c.followers + excluded.followers, following = c.following + excluded.following`
  await tx.user.updateMany({ where: { id: followerId }, data: { feedEpoch: { increment: 1 } } })
  await enqueue(tx, refreshFeed, { userId: followerId })
  if (await isNearThreshold(tx, followeeId, celebrity)) await enqueue(tx, moveCelebrity, { userId: followeeId })
}

/** Whether the account may have to be moved over; the job counts again and decides. */
async function isNearThreshold(tx: Tx, userId: bigint, celebrity: CelebrityThresholds): Promise<boolean> {
  const [account] = await tx.$queryRaw<{ reach: string; followers: bigint }[]>`
    select u.reach::text as reach, coalesce((select sum(followers) from user_counters where user_id = u.id), 0) as followers
    from users u where u.id = ${userId}`
  if (!account) return false
  return account.reach === 'FAN_OUT'
    ? account.followers >= celebrity.followers - followsUnderWay
    : account.followers < celebrity.followersLow + followsUnderWay
}
