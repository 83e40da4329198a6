import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'
import { imagePathsOf } from '../purge-post/job.ts'

/**
 * Has the CDN fetch the images of a post that turned READY before its readers do: then they are served also while the doors or the
 * regions behind it are away.
 */
export const prewarmPost = defineJob({
  name: 'prewarm_post',
  what: 'The CDN fetches its images in every variant.',
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'publish',
  retry: { attempts: 3 },
  run: async ({ postId }, { db, cdn, prewarm, signal }) => {
    if (cdn.kind === 'none') return
    // Of a private account nothing lies at an address that a cache may keep.
    const photos = await db.$queryRaw<{ id: bigint; edition: number }[]>`
      select photos.id, edition from photos join visible_posts(null) as posts on posts.id = post_id
      where post_id = ${postId} and (${prewarm === 'all'} or viral_at is not null)`
    const paths = photos.flatMap(({ id, edition }) => imagePathsOf(id, edition, edition))
    await cdn.prewarm(paths, signal)
  },
})
