import type { UserError, Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { anyShard } from './counter-shard.ts'
import { postNotFound } from './like-post.ts'
import { actedOn } from './visible-posts.ts'

/** Takes a like back; changes nothing when there is none. The row decides, as in `likePost`; a single shard may go below zero. */
export async function unlikePost(
  { db }: Pick<EngagementContext, 'db'>,
  viewer: Viewer,
  postId: bigint | null,
): Promise<UserError<'POST_NOT_FOUND'> | null> {
  if (postId === null) return postNotFound
  const [outcome] = await db.$queryRaw<{ found: boolean }[]>`
    with post as (${actedOn(postId, viewer)}),
    unliked as (
      delete from likes using post where likes.post_id = post.id and likes.user_id = ${viewer.userId}::bigint
      returning likes.post_id
    ),
    counted as (
      insert into post_counters as c (post_id, shard, likes) select post_id, ${anyShard()}::int, -1 from unliked
      on conflict (post_id, shard) do update set likes = c.likes - 1
    )
    select exists (select from post) as found`
  return outcome?.found ? null : postNotFound
}
