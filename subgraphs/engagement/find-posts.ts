import { anyOf, type EngagementDb, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { counted } from './find-counts.ts'
import type { FoundPost } from './parents.ts'
import { visiblePosts } from './visible-posts.ts'

/** Those of the posts that the viewer may see. Nobody likes or saves any. */
export function findPosts(db: EngagementDb, ids: readonly bigint[], viewer: Viewer | null): Promise<FoundPost[]> {
  const by = sql`post_id = posts.id and user_id = ${viewer?.userId ?? null}::bigint`
  return db.$read`
    select posts.id, counted.*,
      exists (select from likes where ${by}) as "isLiked", exists (select from saves where ${by}) as "isSaved",
      not exists (select from closed_comments where post_id = posts.id) as "takesComments"
    from ${visiblePosts(viewer)}, ${counted} where posts.id = ${anyOf(ids)}`
}
