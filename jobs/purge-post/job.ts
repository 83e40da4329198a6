import { databaseTime } from '@halide/prisma/database-time.ts'
import { imagePath } from '@halide/schema/image-paths.ts'
import {
  type RenditionFormat,
  type RenditionSize,
  renditionFormats,
  renditionSizes,
} from '@halide/schema/renditions.ts'
import { z } from 'zod'
import { defineJob, enqueue, idInPayload } from '../kit.ts'

/**
 * Milliseconds after the deletion at which the CDN is purged again. The media door serves for IMAGE_VISIBILITY_TTL_MS what was
 * public a moment ago, and an answer may be under way: each would fill the cache anew after the first purge. The second purge is
 * for the defaults, the last one for everything up to what media/env.ts allows, and within the five minutes of R5.7.
 */
export const purgeAgainAfterMs = [5_000, 30_000, 180_000]

/** Takes every address of a deleted or hidden post's images out of the CDN. The media door does not show them any more. */
export const purgePost = defineJob({
  name: 'purge_post',
  what: 'The CDN forgets each address of its images.',
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'publish',
  retry: { attempts: 12 },
  run: async ({ postId }, { db, cdn, signal, requestId }) => {
    const post = await db.post.findUnique({
      where: { id: postId },
      select: { deletedAt: true, moderatedAt: true, photos: { select: { id: true, edition: true } } },
    })
    const goneAt = latest(post?.deletedAt, post?.moderatedAt)
    if (!post || !goneAt || cdn.kind === 'none') return
    const age = (await databaseTime(db)) - goneAt.getTime()
    const paths = post.photos.flatMap(({ id, edition }) => imagePathsOf(id, edition))
    await cdn.purge(paths, signal)
    const next = purgeAgainAfterMs.find((after) => after > age)
    if (next !== undefined) await enqueue(db, purgePost, { postId }, { delayMs: next - age, requestId })
  },
})

/** The later of two times, each of which may be none: what came last is to be purged as often as the first. */
export function latest(...times: (Date | null | undefined)[]): Date | null {
  return times.reduce<Date | null>((last, time) => (time && (!last || time > last) ? time : last), null)
}

/** Every address that a photo was served at in some editions, all unless given: each size, in each format and the negotiated one. */
export function imagePathsOf(photoId: bigint, latestEdition: number, firstEdition = 1): string[] {
  const sizes = Object.keys(renditionSizes) as RenditionSize[]
  const formats = [...(Object.keys(renditionFormats) as RenditionFormat[]), null]
  return Array.from({ length: latestEdition - firstEdition + 1 }, (_, i) => firstEdition + i).flatMap((edition) =>
    sizes.flatMap((size) => formats.map((format) => imagePath({ photoId, edition, size, format }))),
  )
}
