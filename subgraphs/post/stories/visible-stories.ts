import { type PostDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { StoryParent, StoryReelParent } from '../parents.ts'

const idOf = (viewer: Viewer | null): SqlPart => sql`${viewer?.userId ?? null}::bigint`

/** The stories that a viewer may see, for a condition to follow: what every path to a story reads from. */
function visibleStories(viewer: Viewer | null): SqlPart {
  return sql`
    select story.post_id as id, story.author_id as "authorId", posts.status::text, failure_code as "failureCode",
      failure_message as "failureMessage", posts.created_at as "createdAt", story.expires_at as "expiresAt",
      coalesce(story.author_id = ${idOf(viewer)}, false) as "isOwn",
      coalesce(story.author_id = ${idOf(viewer)}, false) or exists (
        select from story_views where story_views.post_id = story.post_id and viewer_id = ${idOf(viewer)}
      ) as "viewerHasSeen"
    from visible_stories(${idOf(viewer)}) as story join posts on posts.id = story.post_id`
}

export function findStories(db: PostDb, ids: readonly bigint[], viewer: Viewer | null): Promise<StoryParent[]> {
  return db.$queryRaw`${visibleStories(viewer)} where story.post_id = any(${[...ids]}::bigint[])`
}

/** The stories of each author after the story `after`, in the order to show. One statement for all authors. */
export function findStoriesOf(
  db: PostDb,
  authorIds: bigint[],
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<StoryParent[]> {
  return db.$queryRaw`
    select page.* from unnest(${authorIds}::bigint[]) as owner (id)
    cross join lateral (
      ${visibleStories(viewer)}
      where story.author_id = owner.id and (${after}::bigint is null or story.post_id > ${after}::bigint)
      order by story.post_id limit ${limit}::int
    ) as page`
}

/** Whose stories there are to look at, in the order to show: one look at the stories of each account that the viewer follows. */
export function findTray(db: PostDb, { userId }: Viewer, limit: number): Promise<StoryReelParent[]> {
  return db.$queryRaw`
    select author.id as "authorId", reel.has_unseen as "hasUnseen", reel.first_expires_at as "expiresAt"
    from (select followee_id as id from follows where follower_id = ${userId} union all select ${userId}::bigint) as author
    cross join lateral (
      select bool_or(seen.viewer_id is null and story.author_id <> ${userId}) as has_unseen,
        min(story.expires_at) as first_expires_at, max(story.expires_at) as last_expires_at
      from listed_stories(${userId}::bigint) as story
      left join story_views as seen on seen.post_id = story.post_id and seen.viewer_id = ${userId}
      where story.author_id = author.id
      having count(*) > 0
    ) as reel
    order by author.id = ${userId} desc, reel.has_unseen desc, reel.last_expires_at desc, author.id
    limit ${limit}::int`
}
