import type { JobContext } from '../context.ts'
import { enqueue } from '../kit.ts'
import { moveCelebrity } from '../move-celebrity/job.ts'
import { batchSize } from './settle-comments.ts'

/**
 * Whom an account follows, and who follows it. The followers' feeds are built anew, without its posts or with them again. Locks are taken in
 * the order of subgraphs/user/follow-change.ts: counters by account, followers by account, jobs. Answers how many it moved.
 */
export async function settleFollows(
  { db, fanOut }: Pick<JobContext, 'db' | 'fanOut'>,
  userId: bigint,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const moved = await tx.$queryRaw<{ followerId: bigint; followeeId: bigint; change: number }[]>`
      with chosen as (
        select follower_id, followee_id, gone from (
          select * from follows where follower_id = ${userId} union select * from follows where followee_id = ${userId}
        ) f cross join lateral (
          select exists (select from users where users.id in (f.follower_id, f.followee_id) and deleted_at is not null) as gone
        ) state
        where withdrawn <> gone order by follower_id, followee_id limit ${batchSize}::int
      )
      update follows set withdrawn = gone from chosen
      where follows.follower_id = chosen.follower_id and follows.followee_id = chosen.followee_id and withdrawn <> gone
      returning follows.follower_id as "followerId", follows.followee_id as "followeeId",
        case when withdrawn then -1 else 1 end as change`
    if (moved.length === 0) return 0
    const followers = moved.map(({ followerId }) => followerId)
    const followees = moved.map(({ followeeId }) => followeeId)
    await tx.$executeRaw`
      insert into user_counters as c (user_id, shard, followers, following)
      select user_id, 0, sum(followers), sum(following)
      from unnest(${followers}::bigint[], ${followees}::bigint[], ${moved.map(({ change }) => change)}::int[])
        as changed (follower, followee, change)
      cross join lateral (values (followee, change, 0), (follower, 0, change)) as counted (user_id, followers, following)
      group by user_id order by user_id
      on conflict (user_id, shard) do update
        set followers = c.followers + excluded.followers, following = c.following + excluded.following`
    await tx.$executeRaw`
      with reader as (select id from users where id = any(${followers}::bigint[]) order by id for no key update)
      update users set feed_epoch = feed_epoch + 1 from reader where users.id = reader.id`
    // Who may have crossed the threshold by it; the job counts again and decides.
    const near = await tx.$queryRaw<{ id: bigint }[]>`
      select id from users where id = any(${followees}::bigint[]) and (
        reach <> 'FAN_OUT'
        or (select sum(followers) from user_counters where user_id = users.id) >= ${fanOut.celebrityFollowersLow}::int)
      order by id`
    for (const { id } of near) await enqueue(tx, moveCelebrity, { userId: id })
    return moved.length
  })
}
