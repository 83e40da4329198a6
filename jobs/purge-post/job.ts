import { imagePathsOf } from '@halide/schema/image-paths.ts'
import { z } from 'zod'
import { defineJob, enqueue, idInPayload } from '../kit.ts'

/**
 * Milliseconds after the deletion at which the CDN is purged again. The media door serves for IMAGE_VISIBILITY_TTL_MS what was
 * public a moment ago, and an answer may be under way: each would fill the cache anew after the first purge. The second purge is
 * for the defaults, the last one for everything up to what media/env.ts allows, and within the five minutes of R5.7.
 */
export const purgeAgainAfterMs = [5_000, 30_000, 180_000]

/** Takes every address that a deleted post's images were ever served at, in any edition, out of the CDN. The media door does not show them any more. */
export const purgePost = defineJob({
  name: 'purge_post',
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'publish',
  retry: { attempts: 12 },
  run: async ({ postId }, { db, cdn, signal, requestId }) => {
    const post = await db.post.findUnique({
      where: { id: postId },
      select: { deletedAt: true, photos: { select: { id: true, edition: true } } },
    })
    if (!post?.deletedAt || cdn.kind === 'none') return
    const began = Date.now()
    const paths = post.photos.flatMap(({ id, edition }) => imagePathsUpTo(id, edition))
    await cdn.purge(paths, signal)
    const deletedAt = post.deletedAt.getTime()
    const next = purgeAgainAfterMs.find((after) => deletedAt + after > began)
    if (next !== undefined) await enqueue(db, purgePost, { postId }, { runAt: new Date(deletedAt + next), requestId })
  },
})

/** Every address of a photo in this edition and all before it. */
export function imagePathsUpTo(photoId: bigint, edition: number): string[] {
  return Array.from({ length: edition }, (_, before) => imagePathsOf(photoId, before + 1)).flat()
}
