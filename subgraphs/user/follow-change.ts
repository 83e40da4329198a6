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
}

/**
 * All that comes with follow rows that were made or removed in this transaction, each pair once: counts, the followers' feed epochs,
 * jobs. Locks are always taken in this order (counters by account, followers' rows by account, jobs' keys), so no two changes deadlock.
 */
export async function recordFollowChanges(
  tx: Tx,
  changes: readonly FollowChange[],
  celebrity: CelebrityThresholds,
): Promise<void> {
  if (changes.length === 0) return
  const followers = changes.map(({ followerId }) => followerId)
  const followees = changes.map(({ followeeId }) => followeeId)
  await tx.$executeRaw`
    insert into user_counters as c (user_id, shard, followers, following)
    select user_id, ${randomInt(counterShards)}::int, sum(followers), sum(following)
    from unnest(${followers}::bigint[], ${followees}::bigint[], ${changes.map(({ change }) => change)}::int[])
      as changed (follower, followee, change)
    cross join lateral (values (followee, change, 0), (follower, 0, change)) as counted (user_id, followers, following)
    group by user_id order by user_id
    on conflict (user_id, shard) do update
      set followers = c.followers + excluded.followers, following = c.following + excluded.following`
  await tx.$executeRaw`
    with reader as (select id from users where id = any(${followers}::bigint[]) order by id for no key update)
    update users set feed_epoch = feed_epoch + 1 from reader where users.id = reader.id`
  for (const userId of followers.toSorted(byNumber)) await enqueue(tx, refreshFeed, { userId })
  for (const userId of followees.toSorted(byNumber)) {
    if (await isNearThreshold(tx, userId, celebrity)) await enqueue(tx, moveCelebrity, { userId })
  }
}

function byNumber(a: bigint, b: bigint): number {
  return a < b ? -1 : 1
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
