import { anyOf, type EngagementDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'

/** The posts that a viewer may see: what every statement of this subgraph that starts from one reads in place of the table. */
export function visiblePosts(viewer: Viewer | null): SqlPart {
  return sql`visible_posts(${viewer?.userId ?? null}::bigint) as posts`
}

/**
 * The post if the viewer may see it and act on it. An access token outlives its account by minutes (subgraphs/user): who is
 * deleted or suspended acts on nothing.
 */
export function actedOn(postId: bigint, viewer: Viewer): SqlPart {
  return sql`select posts.id, posts.author_id from ${visiblePosts(viewer)} where posts.id = ${postId}::bigint
    and exists (select from visible_users(${viewer.userId}::bigint) as viewer where viewer.id = ${viewer.userId}::bigint)`
}

/** Those of the posts that the viewer may see. */
export function findVisible(
  db: EngagementDb,
  ids: readonly bigint[],
  viewer: Viewer | null,
): Promise<{ id: bigint }[]> {
  return db.$read`select posts.id from ${visiblePosts(viewer)} where posts.id = ${anyOf(ids)}`
}

/** Those of the stories that the viewer may see. */
export function findVisibleStories(
  db: EngagementDb,
  ids: readonly bigint[],
  viewer: Viewer | null,
): Promise<{ id: bigint }[]> {
  return db.$read`
    select post_id as id from visible_stories(${viewer?.userId ?? null}::bigint) where post_id = any(${[...ids]}::bigint[])`
}
