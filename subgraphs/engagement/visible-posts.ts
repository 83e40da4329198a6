import { type EngagementDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'

/**
 * Who sees a post, and so its counts and comments: everybody when it is READY, before that its author; nobody when it or its author
 * is deleted. A condition on `posts`, for every statement of this subgraph that starts from one.
 */
export function visibleTo(viewer: Viewer | null): SqlPart {
  return sql`posts.deleted_at is null
    and (posts.status = 'READY' or posts.author_id = ${viewer?.userId ?? null}::bigint)
    and exists (select from users where users.id = posts.author_id and users.deleted_at is null)`
}

/**
 * The post if the viewer may see it and act on it. An access token outlives its account by minutes (subgraphs/user): who is
 * deleted acts on nothing.
 */
export function actedOn(postId: bigint, viewer: Viewer): SqlPart {
  return sql`select posts.id from posts where posts.id = ${postId}::bigint and ${visibleTo(viewer)}
    and exists (select from users where users.id = ${viewer.userId}::bigint and users.deleted_at is null)`
}

/** Those of the posts that the viewer may see. */
export function findVisible(
  db: EngagementDb,
  ids: readonly bigint[],
  viewer: Viewer | null,
): Promise<{ id: bigint }[]> {
  return db.$queryRaw`select posts.id from posts where posts.id = any(${[...ids]}::bigint[]) and ${visibleTo(viewer)}`
}
