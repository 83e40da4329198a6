import type { PostDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'

export interface StoryViewRow {
  storyId: bigint
  /** In the order in which it was seen, and when. */
  id: bigint
  viewerId: bigint
}

/** Who has seen each of these stories, of those whom its author may see, the latest first. The caller has seen to whose they are. */
export function findStoryViewers(
  db: PostDb,
  storyIds: bigint[],
  limit: number,
  before: bigint | null,
  author: Viewer,
): Promise<StoryViewRow[]> {
  return db.$queryRaw`
    select page.* from unnest(${storyIds}::bigint[]) as story (id)
    cross join lateral (
      select seen.post_id as "storyId", seen.id, seen.viewer_id as "viewerId"
      from story_views as seen join visible_users(${author.userId}::bigint) as person on person.id = seen.viewer_id
      where seen.post_id = story.id and (${before}::bigint is null or seen.id < ${before}::bigint)
      order by seen.id desc limit ${limit}::int
    ) as page`
}

export function countStoryViewers(
  db: PostDb,
  storyIds: readonly bigint[],
  author: Viewer,
): Promise<{ storyId: bigint; count: number }[]> {
  return db.$queryRaw`
    select post_id as "storyId", count(*)::int as count
    from story_views join visible_users(${author.userId}::bigint) as person on person.id = viewer_id
    where post_id = any(${[...storyIds]}::bigint[]) group by post_id`
}
