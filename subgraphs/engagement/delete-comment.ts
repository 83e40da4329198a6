import type { Tx } from '@halide/prisma/client.ts'
import { refuse, type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { anyShard } from './counter-shard.ts'

type Outcome = { postId: bigint } | UserError<'COMMENT_NOT_FOUND'>

const notFound = userError('COMMENT_NOT_FOUND', 'commentId', 'There is no such comment, or it is not yours to delete.')

/**
 * Deletes a comment for its author or the post's. Replies and their deletions share a lock on the thread's first comment, and its own
 * deletion has that alone: so replies leave the post's count once, with their thread or before it.
 */
export async function deleteComment(
  { db }: Pick<EngagementContext, 'db'>,
  viewer: Viewer,
  commentId: bigint | null,
): Promise<Outcome> {
  if (commentId === null) return notFound
  return db.$transaction(async (tx) => {
    const [comment] = await tx.$queryRaw<{ postId: bigint; threadId: bigint | null; isHere: boolean }[]>`
      select post_id as "postId", thread_id as "threadId",
        exists (select from visible_users(${viewer.userId}::bigint) as person where person.id = ${viewer.userId}::bigint) as "isHere"
      from comments where id = ${commentId}::bigint and (author_id = ${viewer.userId}::bigint or exists (
        select from posts where posts.id = post_id and posts.author_id = ${viewer.userId}::bigint and posts.deleted_at is null))`
    if (!comment) return notFound
    // An access token outlives its account by minutes.
    if (!comment.isHere) refuse('UNAUTHENTICATED')
    const { postId, threadId } = comment
    if (threadId === null) await deleteThread(tx, postId, commentId)
    else await deleteReply(tx, postId, commentId, threadId)
    return { postId }
  })
}

/** The update waits for replies under way, so the statement after it counts them all; later ones find the comment deleted. */
async function deleteThread(tx: Tx, postId: bigint, commentId: bigint): Promise<void> {
  const [deleted] = await tx.$queryRaw<{ isHidden: boolean; withdrawn: boolean }[]>`
    update comments set deleted_at = now() where id = ${commentId} and deleted_at is null
    returning moderated_at is not null as "isHidden", withdrawn`
  // A hidden one has left the count already, with all replies.
  if (!deleted || deleted.isHidden) return
  // One of a deleted account has left the count already, with all replies.
  const own = deleted.withdrawn ? 0 : 1
  await tx.$executeRaw`
    insert into post_counters as c (post_id, shard, comments)
    select ${postId}::bigint, ${anyShard()}::int, -${own}::int - coalesce(sum(replies), 0)::int
    from comment_counters where comment_id = ${commentId}
    on conflict (post_id, shard) do update set comments = c.comments + excluded.comments`
}

/** Of a thread that is gone or hidden itself, the post's count no longer has the reply; a hidden reply has left both. */
async function deleteReply(tx: Tx, postId: bigint, commentId: bigint, threadId: bigint): Promise<void> {
  await tx.$executeRaw`
    with head as (
      select deleted_at is null and moderated_at is null as counts from comments where id = ${threadId} for share
    ),
    deleted as (
      update comments set deleted_at = now() from head where comments.id = ${commentId} and comments.deleted_at is null
      returning counts, not withdrawn and moderated_at is null as "wasThere"
    ),
    counted as (
      insert into post_counters as c (post_id, shard, comments)
      select ${postId}::bigint, ${anyShard()}::int, -1 from deleted where counts and "wasThere"
      on conflict (post_id, shard) do update set comments = c.comments - 1
    )
    insert into comment_counters as c (comment_id, shard, replies) select ${threadId}::bigint, ${anyShard()}::int, -1 from deleted where "wasThere"
    on conflict (comment_id, shard) do update set replies = c.replies - 1`
}
