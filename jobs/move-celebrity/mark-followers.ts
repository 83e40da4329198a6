import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { followersAfter } from '../fan-out-post/followers.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'

/** Has the warm feeds of one batch of followers merge the author's list; the last batch makes the author a CELEBRITY. */
export const markFollowers = defineJob({
  name: 'mark_followers',
  what: "10,000 followers' feeds merge the author's list.",
  payload: z.object({
    authorId: idInPayload,
    /** The move that this belongs to. */
    reachEpoch: z.int(),
    afterFollowerId: idInPayload.optional(),
  }),
  key: ({ authorId, reachEpoch, afterFollowerId }) => `${authorId}:${reachEpoch}:${afterFollowerId ?? 0}`,
  lane: 'retry',
  retry: { attempts: 12 },
  plan: ({ authorId, reachEpoch, afterFollowerId = 0n }, { db }) =>
    countPlanned(
      db,
      'followers',
      sql`select from users join follows on followee_id = users.id and follower_id > ${afterFollowerId}
        where users.id = ${authorId} and reach = 'PROMOTING' and reach_epoch = ${reachEpoch}::int`,
    ),
  run: async ({ authorId, reachEpoch, afterFollowerId = 0n }, { db, timeline, fanOut }) => {
    const [author] = await db.$queryRaw<{ reach: string; epoch: number }[]>`
      select reach::text, reach_epoch epoch from users where id = ${authorId}`
    if (author?.reach !== 'PROMOTING' || author.epoch !== reachEpoch) return
    const followers = await followersAfter(db, authorId, afterFollowerId, fanOut.followersABatch)
    await timeline.addCelebrity(authorId, followers)
    // One after the other: only when all before it are marked may the last one end the move.
    if (followers.length === fanOut.followersABatch) {
      await enqueue(db, markFollowers, { authorId, reachEpoch, afterFollowerId: followers.at(-1)! })
      return
    }
    await db.$executeRaw`
      update users set reach = 'CELEBRITY', reach_epoch = reach_epoch + 1
      where id = ${authorId} and reach = 'PROMOTING' and reach_epoch = ${reachEpoch}`
  },
})
