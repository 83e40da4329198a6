import { z } from 'zod'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { publishedPost } from './published-post.ts'
import { pushToFollowers } from './push-to-followers.ts'
import { tellReaders } from './tell-readers.ts'

/**
 * Pushes a post to the warm feeds of one batch of followers. Who follows from now on has another feed epoch, so their feed is
 * rebuilt from SQL; that is why a batch may read the followers at any time after the post turned READY.
 */
export const fanOutBatch = defineJob({
  name: 'fan_out_batch',
  what: 'The next 10,000 followers.',
  payload: z.object({ postId: idInPayload, afterFollowerId: idInPayload }),
  key: ({ postId, afterFollowerId }) => `${postId}:${afterFollowerId}`,
  lane: 'publish',
  retry: { attempts: 12 },
  run: async ({ postId, afterFollowerId }, { db, timeline, live, fanOut, log }) => {
    const post = await publishedPost(db, postId)
    if (!post?.visible) return
    const limit = fanOut.followersABatch
    const { followers, pushed } = await pushToFollowers({ db, timeline }, post, afterFollowerId, limit)
    // The next batch first: it does not wait for this one, nor for this one's retries.
    if (followers.length === limit) {
      await enqueue(db, fanOutBatch, { postId, afterFollowerId: followers.at(-1)! })
    }
    const warm = await pushed
    await tellReaders({ db, live }, postId, followers)
    log.debug({ postId: String(postId), followers: followers.length, warm }, 'fanned out')
  },
})
