import { type SqlPart, sql } from '@halide/prisma/client.ts'
import type { JobContext } from '../context.ts'

/** Rows of one transaction. */
export const batchSize = 1_000

/** An account's comments, and what others said in the threads that it started. */
export function commentsThatLeaveWith(userId: bigint): SqlPart {
  return sql`
    select from comments where author_id = ${userId}
    union all select from comments where author_id <> ${userId}
      and thread_id in (select id from comments where author_id = ${userId} and thread_id is null)`
}

/**
 * An account's comments, and the replies to those: with the comment that starts a thread nobody sees the rest of it. The first comments
 * of threads are locked as a reply's deletion locks them, so that none is deleted or hidden meanwhile. What a moderator hides is in no count. Answers how many it moved.
 */
export async function settleComments({ db }: Pick<JobContext, 'db'>, userId: bigint): Promise<number> {
  return db.$transaction(async (tx) => {
    const chosen = await tx.$queryRaw<{ id: bigint; headId: bigint | null }[]>`
      select c.id, c.thread_id as "headId" from (
        select * from comments where author_id = ${userId} and deleted_at is null
        union
        select * from comments where deleted_at is null
          and thread_id in (select id from comments where author_id = ${userId} and thread_id is null)
      ) c left join comments head on head.id = c.thread_id
      where c.withdrawn <> exists (
        select from users where users.id in (c.author_id, head.author_id) and users.deleted_at is not null)
      order by c.id limit ${batchSize}::int`
    if (chosen.length === 0) return 0
    const ids = chosen.map(({ id }) => id)
    const heads = chosen.flatMap(({ headId }) => headId ?? [])
    await tx.$executeRaw`select 1 from comments where id = any(${heads}::bigint[]) order by id for share`
    await tx.$executeRaw`
      with stand as (
        select c.id, head.deleted_at is null and head.moderated_at is null as counts, exists (
          select from users where users.id in (c.author_id, head.author_id) and users.deleted_at is not null) as gone
        from comments c left join comments head on head.id = c.thread_id where c.id = any(${ids}::bigint[])
      ),
      moved as (
        update comments set withdrawn = gone from stand
        where comments.id = stand.id and deleted_at is null and withdrawn <> gone
        returning post_id, thread_id, counts, moderated_at is null as shown, case when withdrawn then -1 else 1 end as change
      ),
      counted as (
        insert into post_counters as c (post_id, shard, comments)
        select post_id, 0, sum(change) from moved where counts and shown group by post_id order by post_id
        on conflict (post_id, shard) do update set comments = c.comments + excluded.comments
      )
      insert into comment_counters as c (comment_id, shard, replies)
      select thread_id, 0, sum(change) from moved where thread_id is not null and shown group by thread_id order by thread_id
      on conflict (comment_id, shard) do update set replies = c.replies + excluded.replies`
    return chosen.length
  })
}
