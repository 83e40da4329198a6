import { somethingNew } from '@halide/live/publish.ts'
import { sql } from '@halide/prisma/client.ts'
import { type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { anyShard } from './counter-shard.ts'
import { visibleComments } from './find-comments.ts'
import { postNotFound } from './like-post.ts'
import { type ParsedMention, parseMentions } from './parse-mentions.ts'
import { actedOn } from './visible-posts.ts'

export interface NewComment {
  postId: bigint | null
  text: string
  /** The comment that it answers; null for one that is unknown, left out for none. */
  replyTo?: bigint | null
  idempotencyKey: string | null
}

type Code = 'INVALID' | 'POST_NOT_FOUND' | 'COMMENT_NOT_FOUND' | 'COMMENTS_CLOSED'
type Outcome =
  | { comment: { id: bigint; postId: bigint }; userErrors: [] }
  | { comment: null; userErrors: UserError<Code>[] }

/** In code points, as `schema/engagement/comments.graphql` promises. */
const longestText = 2_200
const longestKey = 100
/** People whom one comment may mention. */
const mostMentioned = 20

const closed = userError('COMMENTS_CLOSED', 'postId', 'The author takes no comments on this post.')
const noSuchComment = userError('COMMENT_NOT_FOUND', 'replyTo', 'The post has no such comment, or you may not see it.')

/**
 * Writes a comment. The same key of the same author answers the first comment again, whatever else is in the input, also when
 * both calls run at once.
 */
export async function createComment(
  { db, metrics, live }: Pick<EngagementContext, 'db' | 'metrics' | 'live'>,
  viewer: Viewer,
  input: NewComment,
): Promise<Outcome> {
  const text = input.text.trim()
  const key = input.idempotencyKey
  const mentions = parseMentions(text)
  const userErrors = checkComment(text, mentions, key)
  if (userErrors.length > 0) return { comment: null, userErrors }
  const { postId, replyTo } = input
  const asked =
    postId === null || replyTo === null ? null : await write(db, viewer, { postId, replyTo, text, mentions, key })
  for (const recipient of asked?.told ?? []) live.tell(recipient, somethingNew)
  if (asked?.id) {
    metrics.commented()
    return { comment: { id: asked.id, postId: postId! }, userErrors: [] }
  }
  const first = key === null ? null : await findByKey(db, viewer.userId, key)
  if (first) return { comment: first, userErrors: [] }
  const refusal = postId === null || asked?.found === false ? postNotFound : asked?.closed ? closed : noSuchComment
  return { comment: null, userErrors: [refusal] }
}

interface Written {
  postId: bigint
  replyTo: bigint | undefined
  text: string
  mentions: readonly ParsedMention[]
  key: string | null
}

interface Attempt {
  found: boolean
  closed: boolean
  id: bigint | null
  /** Who has something new to read of. */
  told: bigint[] | null
}

/**
 * One statement: the comment's row decides whether counts move and whether people are told, each once, in the order of their ids, so
 * that no two comments deadlock. What starts the thread is locked against its deletion, which either counts this reply as well or lets
 * it find nothing to answer.
 */
async function write(
  db: EngagementContext['db'],
  viewer: Viewer,
  { postId, replyTo, text, mentions, key }: Written,
): Promise<Attempt> {
  const [outcome] = await db.$queryRaw<[Attempt]>`
    with post as (${actedOn(postId, viewer)}),
    closed as (select from closed_comments join post on post.id = post_id),
    answered as (
      select c.id, c.author_id, coalesce(c.thread_id, c.id) as thread_id from ${visibleComments(viewer)} c join post on post.id = c.post_id
      where c.id = ${replyTo ?? null}::bigint
    ),
    head as (
      select id, moderated_at is null as counts from comments
      where id = (select thread_id from answered) and deleted_at is null for share
    ),
    place as (
      ${
        replyTo === undefined
          ? sql`select null::bigint as thread_id, null::bigint as reply_to_id, true as counts`
          : sql`select head.id as thread_id, answered.id as reply_to_id, counts from head, answered`
      }
    ),
    written as (
      insert into comments (post_id, author_id, text, thread_id, reply_to_id, idempotency_key)
      select post.id, ${viewer.userId}::bigint, ${text}, thread_id, reply_to_id, ${key}::text from post, place
      where not exists (select from closed)
      on conflict (author_id, idempotency_key) do nothing returning id, post_id, thread_id
    ),
    mentioned as (
      insert into comment_mentions (comment_id, start_offset, end_offset, user_id)
      select written.id, m.start_offset, m.end_offset, person.id
      from written, unnest(
        ${mentions.map(({ handle }) => handle)}::text[],
        ${mentions.map(({ start }) => start)}::int[],
        ${mentions.map(({ end }) => end)}::int[]
      ) as m (handle, start_offset, end_offset)
      join visible_users(${viewer.userId}::bigint) as person on person.handle = m.handle
      returning comment_id, user_id
    ),
    counted as (
      insert into post_counters as c (post_id, shard, comments) select post_id, ${anyShard()}::int, 1 from written, place where counts
      on conflict (post_id, shard) do update set comments = c.comments + 1
    ),
    counted_replies as (
      insert into comment_counters as c (comment_id, shard, replies)
      select thread_id, ${anyShard()}::int, 1 from written where thread_id is not null
      on conflict (comment_id, shard) do update set replies = c.replies + 1
    ),
    told as (
      select distinct on (recipient) recipient, kind, subject from written, (
        select author_id, 'REPLY'::notification_kind, id, 1 from answered
        union all select user_id, 'MENTION', comment_id, 2 from mentioned
        union all select author_id, 'COMMENT', id, 3 from post
      ) as told (recipient, kind, subject, rank)
      order by recipient, rank
    ),
    wrote as (
      select recipient, tell(recipient, ${viewer.userId}::bigint, kind, subject, ${postId}::bigint) as row from told
    )
    select exists (select from post) as found, exists (select from closed) as closed, (select id from written) as id, (
      select array_agg(recipient) from wrote
      where row is not null and exists (select from visible_posts(recipient) seen where seen.id = ${postId})) as told`
  return outcome
}

function findByKey(db: EngagementContext['db'], authorId: bigint, idempotencyKey: string) {
  return db.comment.findUnique({
    where: { authorId_idempotencyKey: { authorId, idempotencyKey } },
    select: { id: true, postId: true },
  })
}

function checkComment(text: string, mentions: readonly ParsedMention[], key: string | null): UserError<'INVALID'>[] {
  const faults: UserError<'INVALID'>[] = []
  const length = [...text].length
  // Postgres takes no NUL.
  if (length < 1 || length > longestText || text.includes('\0')) {
    faults.push(userError('INVALID', 'text', `1 to ${longestText} characters.`))
  }
  if (new Set(mentions.map(({ handle }) => handle)).size > mostMentioned) {
    faults.push(userError('INVALID', 'text', `Up to ${mostMentioned} people can be mentioned.`))
  }
  if (key !== null && (key.length < 1 || [...key].length > longestKey || key.includes('\0'))) {
    faults.push(userError('INVALID', 'idempotencyKey', `1 to ${longestKey} characters.`))
  }
  return faults
}
