import { sql, type Tx } from '@halide/prisma/client.ts'
import { anyShard } from './counter-shard.ts'

/**
 * Hides a comment, or shows it again, and takes it out of the counts with that, or back into them; a thread goes with the comment that
 * starts it. Locks as `deleteComment` does, so that each reply leaves and returns once. False where there is no such comment; again, it
 * changes nothing.
 */
export async function setCommentHidden(tx: Tx, commentId: bigint, hidden: boolean): Promise<boolean> {
  const [comment] = await tx.$queryRaw<{ postId: bigint; threadId: bigint | null }[]>`
    select post_id as "postId", thread_id as "threadId" from comments where id = ${commentId}`
  if (!comment) return false
  const { postId, threadId } = comment
  if (threadId === null) await moveThread(tx, postId, commentId, hidden)
  else await moveReply(tx, postId, commentId, threadId, hidden)
  return true
}

const moderatedAt = (hidden: boolean) => (hidden ? sql`now()` : sql`null`)
const changes = (hidden: boolean) => (hidden ? sql`moderated_at is null` : sql`moderated_at is not null`)

/** The update waits for replies under way, so the statement after it counts them all. */
async function moveThread(tx: Tx, postId: bigint, commentId: bigint, hidden: boolean): Promise<void> {
  const [moved] = await tx.$queryRaw<{ isDeleted: boolean; withdrawn: boolean }[]>`
    update comments set moderated_at = ${moderatedAt(hidden)} where id = ${commentId} and ${changes(hidden)}
    returning deleted_at is not null as "isDeleted", withdrawn`
  if (!moved || moved.isDeleted) return
  const own = moved.withdrawn ? 0 : 1
  await tx.$executeRaw`
    insert into post_counters as c (post_id, shard, comments)
    select ${postId}::bigint, ${anyShard()}::int, ${hidden ? -1 : 1}::int * (${own}::int + coalesce(sum(replies), 0)::int)
    from comment_counters where comment_id = ${commentId}
    on conflict (post_id, shard) do update set comments = c.comments + excluded.comments`
}

/** Of a thread that is gone or hidden itself, the post's count does not have the reply. */
async function moveReply(tx: Tx, postId: bigint, commentId: bigint, threadId: bigint, hidden: boolean): Promise<void> {
  const change = hidden ? -1 : 1
  await tx.$executeRaw`
    with head as (
      select deleted_at is null and moderated_at is null as counts from comments where id = ${threadId} for share
    ),
    moved as (
      update comments set moderated_at = ${moderatedAt(hidden)} from head where comments.id = ${commentId} and ${changes(hidden)}
      returning counts, deleted_at is null and not withdrawn as "isThere"
    ),
    counted as (
      insert into post_counters as c (post_id, shard, comments)
      select ${postId}::bigint, ${anyShard()}::int, ${change}::int from moved where counts and "isThere"
      on conflict (post_id, shard) do update set comments = c.comments + excluded.comments
    )
    insert into comment_counters as c (comment_id, shard, replies)
    select ${threadId}::bigint, ${anyShard()}::int, ${change}::int from moved where "isThere"
    on conflict (comment_id, shard) do update set replies = c.replies + excluded.replies`
}
