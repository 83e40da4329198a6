import type { UserError, Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { postNotFound } from './like-post.ts'
import { actedOn } from './visible-posts.ts'

type Outcome = UserError<'POST_NOT_FOUND'> | null

/** Saves a post that the viewer may see; changes nothing when the viewer has. */
export async function savePost(
  { db }: Pick<EngagementContext, 'db'>,
  viewer: Viewer,
  postId: bigint | null,
): Promise<Outcome> {
  if (postId === null) return postNotFound
  const [outcome] = await db.$queryRaw<{ found: boolean }[]>`
    with post as (${actedOn(postId, viewer)}),
    saved as (
      insert into saves (user_id, post_id) select ${viewer.userId}::bigint, id from post on conflict do nothing
    )
    select exists (select from post) as found`
  return outcome?.found ? null : postNotFound
}

/** Takes a post out of all that the viewer keeps; changes nothing when it is not there. */
export async function unsavePost(
  { db }: Pick<EngagementContext, 'db'>,
  viewer: Viewer,
  postId: bigint | null,
): Promise<Outcome> {
  if (postId === null) return postNotFound
  const [outcome] = await db.$queryRaw<{ found: boolean }[]>`
    with post as (${actedOn(postId, viewer)}),
    taken as (
      delete from collection_posts using post, collections
      where collection_posts.post_id = post.id and collection_id = collections.id and user_id = ${viewer.userId}::bigint
    ),
    unsaved as (
      delete from saves using post where saves.post_id = post.id and saves.user_id = ${viewer.userId}::bigint
    )
    select exists (select from post) as found`
  return outcome?.found ? null : postNotFound
}
