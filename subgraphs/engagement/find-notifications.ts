import { type EngagementDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import { type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import { leftOut, notificationFacts } from './notification-facts.ts'
import type { NotificationParent } from './parents.ts'

/** Rows that a page looks at: however many are hidden, reading past them has an end. */
export const lookedAt = 1_000
/** Where counting the unread ends, and what it looks at for that. */
const mostUnread = { counted: 100, lookedAt: 200 }

type Row = { stop: bigint | null } & (NotificationParent | { id: null })

export interface NotificationPage {
  rows: NotificationParent[]
  /** Where reading ended that was stopped before the page was full. */
  stoppedAt: bigint | null
}

/**
 * The viewer's own, the latest first, before the notification `after`. Who acted and on what are as everywhere decided at read: what
 * is not to be seen any more is left out, and the page is filled from below.
 */
export async function findNotifications(
  db: EngagementDb,
  viewer: Viewer,
  limit: number,
  after: bigint | null,
): Promise<NotificationPage> {
  const own = sql`user_id = ${viewer.userId}::bigint and (${after}::bigint is null or id < ${after}::bigint)`
  const found = await db.$queryRaw<Row[]>`
    with ${leftOut(viewer)}
    select page.*, (select id from notifications where ${own} order by id desc offset ${lookedAt - 1}::int limit 1) as stop
    from (select) as once left join lateral (
      select n.id, n.kind::text, actors as "actorIds", greatest(count, cardinality(actors))::int as count,
        comment_id as "commentId", n.post_id as "postId", n.happened_at as "happenedAt", n.id <= ${readUpTo(viewer)} as "isRead"
      from (select * from notifications where ${own} order by id desc limit ${lookedAt}::int) as n
      cross join lateral ${notificationFacts(viewer)} as facts
      where cardinality(actors) > 0 order by n.id desc limit ${limit}::int
    ) as page on true
    order by page.id desc`
  const rows = found.filter((row): row is Extract<Row, NotificationParent> => row.id !== null)
  return { rows, stoppedAt: found[0]?.stop ?? null }
}

/** How many the viewer has not read, of those that a page would show; no more than 100. */
export async function countUnread(db: EngagementDb, viewer: Viewer): Promise<number> {
  const [row] = await db.$queryRaw<[{ unread: number }]>`
    with ${leftOut(viewer)}
    select count(*)::int as unread from (
      select from (
        select * from notifications where user_id = ${viewer.userId}::bigint and id > ${readUpTo(viewer)}
        order by id desc limit ${mostUnread.lookedAt}::int) as n
      cross join lateral ${notificationFacts(viewer)} as facts
      where cardinality(actors) > 0 limit ${mostUnread.counted}::int
    ) as unread`
  return row.unread
}

function readUpTo({ userId }: Viewer): SqlPart {
  return sql`coalesce((select read_up_to from notification_marks where user_id = ${userId}::bigint), 0)`
}

/** Moves the mark of what the viewer has read, never back, and not beyond the present. */
export async function markRead(
  db: EngagementDb,
  viewer: Viewer,
  upTo: bigint | null,
): Promise<UserError<'NOTIFICATION_NOT_FOUND'> | null> {
  if (upTo === null) return userError('NOTIFICATION_NOT_FOUND', 'upTo', 'This is no notification of yours.')
  await db.$executeRaw`
    insert into notification_marks as m (user_id, read_up_to) values (${viewer.userId}::bigint, least(${upTo}::bigint, next_id()))
    on conflict (user_id) do update set read_up_to = excluded.read_up_to, marked_at = now() where m.read_up_to < excluded.read_up_to`
  return null
}
