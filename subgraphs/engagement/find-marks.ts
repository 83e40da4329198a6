import type { EngagementDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'

/** What a viewer finds at a post beside its counts. */
export interface Marks {
  /** The viewer likes it. */
  isLiked: boolean
  /** The viewer saved it. */
  isSaved: boolean
  /** Its author takes no more comments. */
  isClosed: boolean
}

/** One row for each post. To nobody none is liked or saved. */
export function findMarks(
  db: EngagementDb,
  postIds: readonly bigint[],
  viewer: Viewer | null,
): Promise<(Marks & { postId: bigint })[]> {
  const userId = viewer?.userId ?? null
  return db.$read`
    select post.id as "postId",
      exists (select from likes where post_id = post.id and user_id = ${userId}::bigint) as "isLiked",
      exists (select from saves where post_id = post.id and user_id = ${userId}::bigint) as "isSaved",
      exists (select from closed_comments where post_id = post.id) as "isClosed"
    from unnest(${[...postIds]}::bigint[]) as post (id)`
}
