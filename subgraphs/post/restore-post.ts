import { fanOutPost } from '@halide/jobs/fan-out-post/job.ts'
import { enqueue } from '@halide/jobs/kit.ts'
import { processPhoto } from '@halide/jobs/process-photo/job.ts'
import type { PostDeps } from './context.ts'

/**
 * Brings a deleted post back, to its old place in every feed. One that was deleted before it was READY goes on from there, since its
 * jobs ended without it. Again, it changes nothing. False: there is no such post, or it is destroyed. The caller checks the right to.
 */
export async function restorePost(
  { db, requestId }: Pick<PostDeps, 'db'> & { requestId?: string },
  postId: bigint,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const restored = await tx.post.updateMany({
      where: { id: postId, kind: 'POST', deletedAt: { not: null } },
      data: { deletedAt: null },
    })
    if (restored.count === 0) return (await tx.post.count({ where: { id: postId, kind: 'POST' } })) === 1
    const photos = await tx.photo.findMany({ where: { postId, status: 'PROCESSING' }, select: { id: true } })
    for (const { id } of photos) await enqueue(tx, processPhoto, { photoId: id }, { requestId })
    await tx.$executeRaw`
      update posts set status = 'READY', position = next_id()
      where id = ${postId} and status = 'PROCESSING'
        and not exists (select from photos where post_id = ${postId} and status <> 'READY')`
    // Of a post that is not READY it does nothing.
    await enqueue(tx, fanOutPost, { postId }, { requestId })
    return true
  })
}
