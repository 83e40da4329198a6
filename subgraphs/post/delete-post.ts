import { enqueue } from '@halide/jobs/kit.ts'
import { retractPost } from '@halide/jobs/retract-post/job.ts'
import type { PostDeps } from './context.ts'

/** Deletes the author's own post: gone for every reader with this transaction. Again, it changes nothing. False: there is no such post. */
export async function deletePost(
  { db, requestId }: Pick<PostDeps, 'db'> & { requestId?: string },
  authorId: bigint,
  postId: bigint,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const deleted = await tx.post.updateMany({
      where: { id: postId, authorId, deletedAt: null },
      data: { deletedAt: new Date() },
    })
    if (deleted.count === 1) {
      await enqueue(tx, retractPost, { postId }, { requestId })
      return true
    }
    return (await tx.post.count({ where: { id: postId, authorId } })) === 1
  })
}
