import { z } from 'zod'
import { countFollowers } from '../fan-out-post/followers.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { markFollowers } from './mark-followers.ts'

/**
 * Looks whether an author has crossed the celebrity threshold, and moves them over: up at `celebrityFollowers`, down below
 * `celebrityFollowersLow`. Enqueued when a follow count comes near either.
 *
 * No post is lost or doubled on the way, in any order of posting, following, reading, moving, and running twice, because of a
 * warm feed of current epoch and an author whom its reader follows one of two always holds:
 *
 *  (a) the author is in its `following_celebrities`, so the read merges the author's list. Every published post is pushed to
 *      that list in every reach, so a list that exists is whole (timeline/build.ts);
 *  (b) the feed itself has all of the author's posts, and still gets each new one.
 *
 * A feed is built as (a) when the builder's statement sees PROMOTING or CELEBRITY, as (b) when it sees FAN_OUT. (a) ends only
 * with the feed: nothing takes an author out of the set, and a rebuild replaces both. So going down to FAN_OUT is one
 * statement, and a batch of an earlier move that wakes up late only adds what does no harm. (b) could end only by a post that
 * is not fanned out, and that takes CELEBRITY, which is reached from PROMOTING when markFollowers has made every such feed an (a):
 * the feed was there, at least under construction, before its builder saw FAN_OUT, hence before the marking began. Who begins to
 * follow meanwhile gets another epoch. `reach_epoch` keeps the end of an earlier marking from ending this one.
 *
 * A post in both places is one position, so the read shows it once.
 */
export const moveCelebrity = defineJob({
  name: 'move_celebrity',
  what: "Whether an author's posts are fanned out or merged.",
  payload: z.object({ userId: idInPayload }),
  key: ({ userId }) => userId.toString(),
  lane: 'retry',
  retry: { attempts: 12 },
  run: async ({ userId }, { db, fanOut }) => {
    await db.$transaction(async (tx) => {
      const [author] = await tx.$queryRaw<{ reach: string; epoch: number }[]>`
        select reach::text, reach_epoch epoch from users where id = ${userId} for no key update`
      if (!author) return
      const followers = await countFollowers(tx, userId, fanOut.celebrityFollowers)
      if (author.reach === 'FAN_OUT' && followers >= fanOut.celebrityFollowers) {
        await tx.$executeRaw`update users set reach = 'PROMOTING', reach_epoch = reach_epoch + 1 where id = ${userId}`
        await enqueue(tx, markFollowers, { authorId: userId, reachEpoch: author.epoch + 1 })
      } else if (author.reach !== 'FAN_OUT' && followers < fanOut.celebrityFollowersLow) {
        await tx.$executeRaw`update users set reach = 'FAN_OUT', reach_epoch = reach_epoch + 1 where id = ${userId}`
      } else if (author.reach === 'PROMOTING') {
        // Under way, or given up: once more is harmless.
        await enqueue(tx, markFollowers, { authorId: userId, reachEpoch: author.epoch })
      }
    })
  },
})
