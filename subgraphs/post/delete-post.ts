import { enqueue } from '@halide/jobs/kit.ts'
import { purgePost } from '@halide/jobs/purge-post/job.ts'
import { retractPost } from '@halide/jobs/retract-post/job.ts'
import type { Tx } from '@halide/prisma/client.ts'
import type { PostDeps } from './context.ts'
import type { DeletionState } from './resolvers.gen.ts'

/** What is done in each layer, and when objects and rows are destroyed. */
export interface Receipt {
  database: DeletionState
  feeds: DeletionState
  cdn: DeletionState
  objects: DeletionState
  destroyedAfter: Date
}

/**
 * Deletes the author's own post: gone for every reader with this transaction, which also enqueues what clears feeds and CDN. Again,
 * it changes nothing and tells how far that is. Null: there is no such post.
 */
export async function deletePost(
  { db, deletedPostDays, requestId }: Pick<PostDeps, 'db' | 'deletedPostDays'> & { requestId?: string },
  authorId: bigint,
  postId: bigint,
): Promise<Receipt | null> {
  return db.$transaction(async (tx) => {
    // By the clock of Postgres: what is purged and destroyed later counts from it. Restored, it may be made viral again:
    // its images have left the CDN.
    const deleted = await tx.$executeRaw`
      update posts set deleted_at = now(), viral_at = null
      where id = ${postId} and author_id = ${authorId} and kind = 'POST' and deleted_at is null`
    if (deleted === 1) {
      await enqueue(tx, retractPost, { postId }, { requestId })
      await enqueue(tx, purgePost, { postId }, { requestId })
    }
    const post = await tx.post.findFirst({ where: { id: postId, authorId, kind: 'POST' }, select: { deletedAt: true } })
    if (!post?.deletedAt) return null
    return {
      database: 'DONE',
      ...(await stillQueued(tx, postId)),
      objects: 'SCHEDULED',
      destroyedAfter: new Date(post.deletedAt.getTime() + deletedPostDays * 86_400_000),
    }
  })
}

/** A job that was given up stays in the queue, so its layer stays PENDING. */
async function stillQueued(tx: Pick<Tx, '$queryRaw'>, postId: bigint): Promise<Pick<Receipt, 'feeds' | 'cdn'>> {
  const [row] = await tx.$queryRaw<[Pick<Receipt, 'feeds' | 'cdn'>]>`
    select
      case when bool_or(starts_with(key, ${`${retractPost.name}:${postId}:`})) then 'PENDING' else 'DONE' end as feeds,
      case when bool_or(key = ${`${purgePost.name}:${postId}`}) then 'PENDING' else 'DONE' end as cdn
    from graphile_worker.jobs`
  return row
}
