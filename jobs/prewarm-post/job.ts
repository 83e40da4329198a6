import { imagePathsOf } from '@halide/schema/image-paths.ts'
import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/**
 * Makes a post viral: the CDN fetches its images before many ask for them, and from then on its content is cached. Enqueued when a
 * celebrity publishes (fan_out_post), and when a post gathers many views (fold_views). Within a day of the last time it does
 * nothing. What the CDN does not take now, it fetches for its readers.
 */
export const prewarmPost = defineJob({
  name: 'prewarm_post',
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'publish',
  retry: { attempts: 5 },
  run: async ({ postId }, { db, cdn, signal, log }) => {
    const photos = await db.$queryRaw<{ id: bigint; edition: number }[]>`
      select photos.id, edition from photos join posts on posts.id = post_id
      where post_id = ${postId} and posts.status = 'READY' and deleted_at is null
        and (viral_at is null or viral_at < now() - interval '1 day')`
    if (photos.length === 0) return
    const paths = photos.flatMap(({ id, edition }) => imagePathsOf(id, edition))
    const failed = await cdn.prewarm(paths, signal)
    signal.throwIfAborted()
    log.info({ postId: String(postId), paths: paths.length, failed, cdn: cdn.kind }, 'a post is viral')
    // The last step: killed before it, the job does all of it again.
    await db.$executeRaw`update posts set viral_at = now() where id = ${postId} and deleted_at is null`
  },
})
