import type { EngagementDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'

/** Those of the posts that the viewer likes. */
export function findViewersLikes(
  db: EngagementDb,
  { userId }: Viewer,
  postIds: readonly bigint[],
): Promise<{ postId: bigint }[]> {
  return db.$read`
    select post_id as "postId" from likes where user_id = ${userId} and post_id = any(${[...postIds]}::bigint[])`
}

/** Those of the posts whose author takes no more comments. */
export function findClosed(db: EngagementDb, postIds: readonly bigint[]): Promise<{ postId: bigint }[]> {
  return db.$read`select post_id as "postId" from closed_comments where post_id = any(${[...postIds]}::bigint[])`
}
