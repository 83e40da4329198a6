import { type EngagementDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { CommentParent } from './parents.ts'
import { visiblePosts } from './visible-posts.ts'

const columns = sql`c.id, c.post_id as "postId", c.author_id as "authorId", c.text, c.created_at as "createdAt"`

/** Comments that are there, of people whom the viewer may see; their posts are another question. */
function shownComments(viewer: Viewer | null): SqlPart {
  return sql`comments c join visible_users(${viewer?.userId ?? null}::bigint) as author
    on author.id = c.author_id and c.deleted_at is null`
}

/** Comments by id, as far as the viewer may see them and the posts they are on. */
export function findComments(
  db: EngagementDb,
  ids: readonly bigint[],
  viewer: Viewer | null,
): Promise<CommentParent[]> {
  return db.$queryRaw`
    select ${columns} from ${shownComments(viewer)} join ${visiblePosts(viewer)} on posts.id = c.post_id
    where c.id = any(${[...ids]}::bigint[])`
}

/** The latest comments of each post, before the comment `after`. One statement for all posts; the caller has seen to their visibility. */
export function findCommentsOf(
  db: EngagementDb,
  postIds: bigint[],
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<CommentParent[]> {
  return db.$queryRaw`
    select page.* from unnest(${postIds}::bigint[]) as owner (id)
    cross join lateral (
      select ${columns} from ${shownComments(viewer)}
      where c.post_id = owner.id and (${after}::bigint is null or c.id < ${after}::bigint)
      order by c.id desc limit ${limit}::int
    ) as page`
}
