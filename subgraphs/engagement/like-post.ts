import { somethingNew } from '@halide/live/publish.ts'
import { type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { anyShard } from './counter-shard.ts'
import { actedOn } from './visible-posts.ts'

export const postNotFound = userError('POST_NOT_FOUND', 'postId', 'There is no such post, or you may not see it.')

/**
 * Likes a post; changes nothing when the viewer already does. One statement: the like's row decides whether the count moves and the
 * author is told, and comes before both, so two at once neither count twice nor deadlock.
 */
export async function likePost(
  { db, metrics, live }: Pick<EngagementContext, 'db' | 'metrics' | 'live'>,
  viewer: Viewer,
  postId: bigint | null,
): Promise<UserError<'POST_NOT_FOUND'> | null> {
  if (postId === null) return postNotFound
  const [outcome] = await db.$queryRaw<{ found: boolean; changed: boolean; told: bigint | null }[]>`
    with post as (${actedOn(postId, viewer)}),
    liked as (
      insert into likes (post_id, user_id) select id, ${viewer.userId}::bigint from post
      on conflict do nothing returning post_id
    ),
    counted as (
      insert into post_counters as c (post_id, shard, likes) select post_id, ${anyShard()}::int, 1 from liked
      on conflict (post_id, shard) do update set likes = c.likes + 1
    )
    select exists (select from post) as found, exists (select from liked) as changed, (
      select author_id from post
      where exists (select from liked) and tell(author_id, ${viewer.userId}::bigint, 'LIKE', id, id) is not null) as told`
  if (outcome?.changed) metrics.liked()
  if (outcome?.told) live.tell(outcome.told, somethingNew)
  return outcome?.found ? null : postNotFound
}
