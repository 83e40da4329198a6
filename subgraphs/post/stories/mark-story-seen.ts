import type { PostDeps } from '../context.ts'

/** Notes that the viewer has seen a story that the viewer may see, once however often it is told; an author's own look does not count. */
export async function markStorySeen({ db }: Pick<PostDeps, 'db'>, viewerId: bigint, storyId: bigint): Promise<void> {
  await db.$executeRaw`
    insert into story_views (post_id, viewer_id)
    select post_id, ${viewerId}::bigint from visible_stories(${viewerId}::bigint)
    where post_id = ${storyId} and author_id <> ${viewerId}
      and exists (select from visible_users(${viewerId}::bigint) as viewer where viewer.id = ${viewerId}::bigint)
    on conflict do nothing`
}
