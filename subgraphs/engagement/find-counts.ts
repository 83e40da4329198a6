import { type EngagementDb, sql } from '@halide/prisma/client.ts'

/**
 * The likes, comments and views of each of some `posts`, to be joined to them. Counters and views not yet folded are read by one statement, so of
 * one instant: a fold is seen before or after, never in between.
 */
export const counted = sql`lateral (
  select coalesce(sum(likes), 0)::int as likes, coalesce(sum(comments), 0)::int as comments,
    least(coalesce(sum(views), 0), 2147483647)::int as views
  from (
    select likes, comments, views from post_counters where post_id = posts.id
    union all
    select 0, 0, views from post_view_batches where post_id = posts.id
  ) as parts
) as counted`

/** The replies of each thread, by its first comment; one without any is left out. */
export function findReplyCounts(
  db: EngagementDb,
  commentIds: readonly bigint[],
): Promise<{ commentId: bigint; replies: number }[]> {
  return db.$read`
    select comment_id as "commentId", sum(replies)::int as replies from comment_counters
    where comment_id = any(${[...commentIds]}::bigint[]) group by comment_id`
}
