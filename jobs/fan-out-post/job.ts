import { type SqlDb, sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { makeViral } from '../make-viral/job.ts'
import { moveCelebrity } from '../move-celebrity/job.ts'
import { notifyFollowers } from '../notify-followers/job.ts'
import type { FanOutSettings } from '../settings.ts'
import { fanOutBatch } from './batch.ts'
import { countFollowers, countFollows } from './followers.ts'
import { type PublishedPost, publishedPost } from './published-post.ts'

/**
 * Brings a post that turned READY into the feeds of its author's followers. Enqueued in the transaction that makes it READY.
 * A post always enters its author's list too, where one is kept: a reader who merges that list misses nothing in any reach.
 */
export const fanOutPost = defineJob({
  name: 'fan_out_post',
  what: "Into the author's list and the first 10,000 followers' warm feeds.",
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'publish',
  retry: { attempts: 12 },
  plan: async ({ postId }, { db }) => {
    const post = await publishedPost(db, postId)
    return countPlanned(
      db,
      'followers',
      sql`select from follows where followee_id = ${post?.authorId ?? null}::bigint and ${post?.visible && post.reach !== 'CELEBRITY'}`,
    )
  },
  run: async ({ postId }, ctx) => {
    const { db, timeline, fanOut, requestId } = ctx
    const post = await publishedPost(db, postId)
    if (!post?.visible) return
    if (post.reach === 'CELEBRITY') {
      await enqueue(db, makeViral, { postId }, { requestId })
      await enqueue(db, notifyFollowers, { postId }, { requestId })
    }
    await timeline.pushToAuthor(post.position, post.authorId)
    if (post.reach !== 'CELEBRITY') await fanOutBatch.run({ postId, afterFollowerId: 0n }, ctx)

    // Follows ask for this move themselves. Asking again at every post mends a move that was given up.
    if (await mayMove(db, post, fanOut)) await enqueue(db, moveCelebrity, { userId: post.authorId })
  },
})

/** Never false of an author who has to be moved over; the job counts again and decides. */
async function mayMove(
  db: SqlDb,
  { authorId, reach }: PublishedPost,
  { celebrityFollowers, celebrityFollowersLow }: FanOutSettings,
): Promise<boolean> {
  if (reach === 'PROMOTING') return true
  if (reach === 'FAN_OUT') return (await countFollows(db, authorId, celebrityFollowers)) === celebrityFollowers
  return (await countFollowers(db, authorId, celebrityFollowersLow)) < celebrityFollowersLow
}
