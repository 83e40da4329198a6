import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { followersAfter } from '../fan-out-post/followers.ts'
import { fanOutPost } from '../fan-out-post/job.ts'
import { publishedPost } from '../fan-out-post/published-post.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'

/** Takes a deleted post out of warm feeds. Readers do not see it anyway: this only frees its place. */
export const retractPost = defineJob({
  name: 'retract_post',
  what: 'Out of warm feeds, 10,000 followers a job.',
  payload: z.object({ postId: idInPayload, afterFollowerId: idInPayload.optional() }),
  key: ({ postId, afterFollowerId }) => `${postId}:${afterFollowerId ?? 0}`,
  lane: 'retry',
  retry: { attempts: 12 },
  plan: ({ postId, afterFollowerId = 0n }, { db }) =>
    countPlanned(
      db,
      'followers',
      sql`select from posts join follows on followee_id = author_id and follower_id > ${afterFollowerId}
        where posts.id = ${postId} and deleted_at is not null`,
    ),
  run: async ({ postId, afterFollowerId = 0n }, { db, timeline, fanOut }) => {
    const post = await publishedPost(db, postId)
    if (!post || post.visible) return
    const followers = await followersAfter(db, post.authorId, afterFollowerId, fanOut.followersABatch)
    if (followers.length === fanOut.followersABatch) {
      await enqueue(db, retractPost, { postId, afterFollowerId: followers.at(-1)! })
    }
    await timeline.removeFromAuthor(post.position, post.authorId)
    await timeline.remove(post.position, followers)
    // Restored meanwhile: the fan-out of its return may have come before this removal, so it has to come again.
    if ((await publishedPost(db, postId))?.visible) await enqueue(db, fanOutPost, { postId })
  },
})
