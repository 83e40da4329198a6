import type { EngagementDb } from '@halide/prisma/client.ts'

export interface Counts {
  postId: bigint
  likes: number
  comments: number
  views: number
}

/**
 * The counts of each post; one that nobody touched is left out. Counters and views not yet folded are read by one statement, so of
 * one instant: a fold is seen before or after, never in between. Views stop at what GraphQL's Int can say.
 */
export function findCounts(db: EngagementDb, postIds: readonly bigint[]): Promise<Counts[]> {
  return db.$read`
    select post_id as "postId", sum(likes)::int as likes, sum(comments)::int as comments,
      least(sum(views), 2147483647)::int as views
    from (
      select post_id, likes, comments, views from post_counters where post_id = any(${[...postIds]}::bigint[])
      union all
      select post_id, 0, 0, views from post_view_batches where post_id = any(${[...postIds]}::bigint[])
    ) as counted
    group by post_id`
}

/** The replies of each thread, by its first comment; one without any is left out. */
export function findReplyCounts(
  db: EngagementDb,
  commentIds: readonly bigint[],
): Promise<{ commentId: bigint; replies: number }[]> {
  return db.$read`
    select comment_id as "commentId", sum(replies)::int as replies from comment_counters
    where comment_id = any(${[...commentIds]}::bigint[]) group by comment_id`
}
