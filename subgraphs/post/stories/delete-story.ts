import { enqueue } from '@halide/jobs/kit.ts'
import { purgePost } from '@halide/jobs/purge-post/job.ts'
import type { PostDeps } from '../context.ts'

/**
 * Deletes the author's own story, as `deletePost` does a post: gone for every reader with this transaction, which also enqueues what
 * clears the CDN. Again, it changes nothing. False: there was no such story.
 */
export async function deleteStory(
  { db, requestId }: Pick<PostDeps, 'db'> & { requestId?: string },
  authorId: bigint,
  storyId: bigint,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const deleted = await tx.$executeRaw`
      update posts set deleted_at = now()
      where id = ${storyId} and author_id = ${authorId} and kind = 'STORY' and deleted_at is null`
    if (deleted === 1) {
      await tx.story.deleteMany({ where: { postId: storyId } })
      await enqueue(tx, purgePost, { postId: storyId }, { requestId })
    }
    return (await tx.post.count({ where: { id: storyId, authorId, kind: 'STORY' } })) === 1
  })
}
