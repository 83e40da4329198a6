import { sql } from '@halide/prisma/client.ts'
import { type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { actedOn } from './visible-posts.ts'

const notTheirs = userError('POST_NOT_FOUND', 'postId', 'No post of yours has this id.')

/** Closes or opens the comments of the viewer's own post; changes nothing when they are so already. */
export async function setCommentsEnabled(
  { db }: Pick<EngagementContext, 'db'>,
  viewer: Viewer,
  postId: bigint | null,
  enabled: boolean,
): Promise<UserError<'POST_NOT_FOUND'> | null> {
  if (postId === null) return notTheirs
  const change = enabled
    ? sql`delete from closed_comments using post where post_id = post.id`
    : sql`insert into closed_comments (post_id) select id from post on conflict do nothing`
  const [outcome] = await db.$queryRaw<[{ found: boolean }]>`
    with post as (${actedOn(postId, viewer)} and posts.author_id = ${viewer.userId}::bigint), changed as (${change})
    select exists (select from post) as found`
  return outcome.found ? null : notTheirs
}
