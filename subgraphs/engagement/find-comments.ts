import { type EngagementDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { CommentParent, MentionParent } from './parents.ts'
import { visiblePosts } from './visible-posts.ts'

const columns = sql`c.id, c.post_id as "postId", c.author_id as "authorId", c.text, c.created_at as "createdAt",
  c.thread_id as "threadId", c.reply_to_id as "replyToId"`

/** Comments that the viewer may see, if the posts they are on: what every statement that shows one reads in place of the table. */
export function visibleComments(viewer: Viewer | null): SqlPart {
  return sql`visible_comments(${viewer?.userId ?? null}::bigint)`
}

/** Comments by id, as far as the viewer may see them and the posts they are on. */
export function findComments(
  db: EngagementDb,
  ids: readonly bigint[],
  viewer: Viewer | null,
): Promise<CommentParent[]> {
  return db.$read`
    select ${columns} from ${visibleComments(viewer)} c join ${visiblePosts(viewer)} on posts.id = c.post_id
    where c.id = any(${[...ids]}::bigint[])`
}

/** A row of a list, or none where `id` is null, with whose list it is and, of a page that is not full, where reading it ended at the latest. */
export type CommentRow = { ownerId: bigint; stop: bigint | null } & (CommentParent | { id: null })

type List = (
  db: EngagementDb,
  ids: bigint[],
  limit: number,
  after: bigint | null,
  v: Viewer | null,
) => Promise<CommentRow[]>

/** Comments that a page looks at: however many of them are hidden, reading past them has an end. */
export const lookedAt = 1_000

/** The latest comments of each post that answer none, before the comment `after`. The caller has seen to the posts' visibility. */
export const findCommentsOf: List = (db, postIds, limit, after, viewer) =>
  listsOf(db, postIds, limit, viewer, {
    listed: sql`post_id = owner.id and thread_id is null and deleted_at is null
      and id < coalesce(${after}::bigint, 9223372036854775807)`,
    direction: sql`desc`,
  })

/** The oldest replies to each comment, after the reply `after`; as `findCommentsOf`. */
export const findRepliesOf: List = (db, commentIds, limit, after, viewer) =>
  listsOf(db, commentIds, limit, viewer, {
    listed: sql`thread_id = owner.id and deleted_at is null and id > coalesce(${after}::bigint, 0)`,
    direction: sql`asc`,
  })

/** One statement for all owners; each has at least one row. */
function listsOf(
  db: EngagementDb,
  owners: bigint[],
  limit: number,
  viewer: Viewer | null,
  { listed, direction }: { listed: SqlPart; direction: SqlPart },
): Promise<CommentRow[]> {
  return db.$read`
    select owner.id as "ownerId", page.*, case when count(page.id) over (partition by owner.id) < ${limit}::int then (
      select id from comments where ${listed} order by id ${direction} offset ${lookedAt - 1}::int limit 1) end as stop
    from unnest(${owners}::bigint[]) as owner (id)
    left join lateral (
      select ${columns} from (
        select id from comments where ${listed} order by id ${direction} limit ${lookedAt}::int) as looked
      join ${visibleComments(viewer)} c on c.id = looked.id
      order by looked.id ${direction} limit ${limit}::int
    ) as page on true
    order by owner.id, page.id ${direction}`
}

/** Whom comments mention, of those whom the viewer may see, in the order of their texts. The caller has seen to the comments' visibility. */
export function findMentions(
  db: EngagementDb,
  commentIds: readonly bigint[],
  viewer: Viewer | null,
): Promise<MentionParent[]> {
  return db.$read`
    select comment_id as "commentId", user_id as "userId", start_offset as start, end_offset as "end"
    from comment_mentions join visible_users(${viewer?.userId ?? null}::bigint) as person on person.id = user_id
    where comment_id = any(${[...commentIds]}::bigint[]) order by comment_id, start_offset`
}
