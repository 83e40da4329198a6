import { z } from 'zod'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { prewarmPost } from '../prewarm-post/job.ts'

/**
 * Makes a post viral for a day: its content is cached from now on (subgraphs/post/content.ts), and the CDN fetches its images, which
 * it may have dropped since they were new. Enqueued when a celebrity publishes (fan_out_post), and when a post gathers many views
 * (fold_views); of one that is viral it does nothing.
 */
export const makeViral = defineJob({
  name: 'make_viral',
  what: 'Viral_at, for a day; its images into the CDN once more.',
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'publish',
  retry: { attempts: 5 },
  run: async ({ postId }, { db, requestId }) => {
    await db.$transaction(async (tx) => {
      const made = await tx.$executeRaw`
        update posts set viral_at = now()
        where id = ${postId} and status = 'READY' and deleted_at is null
          and (viral_at is null or viral_at <= now() - interval '1 day')`
      if (made === 1) await enqueue(tx, prewarmPost, { postId }, { requestId })
    })
  },
})
