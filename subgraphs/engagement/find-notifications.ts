import type { EngagementDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { NotificationParent } from './parents.ts'

/**
 * The viewer's own, the latest first, before the notification `after`. Who acted and the post are as everywhere decided at read:
 * what is not to be seen any more is left out, and the page is filled from below.
 */
export function findNotifications(
  db: EngagementDb,
  viewer: Viewer,
  limit: number,
  after: bigint | null,
): Promise<NotificationParent[]> {
  return db.$queryRaw`
    select n.id, n.kind::text, n.actor_id as "actorId", n.post_id as "postId", n.created_at as "createdAt", n.read_at as "readAt"
    from notifications n
    join listed_posts(${viewer.userId}::bigint) as posts on posts.id = n.post_id
    join visible_users(${viewer.userId}::bigint) as actor on actor.id = n.actor_id
    where n.user_id = ${viewer.userId}::bigint and (${after}::bigint is null or n.id < ${after}::bigint)
    order by n.id desc limit ${limit}::int`
}
