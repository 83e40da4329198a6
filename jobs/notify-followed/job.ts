import { somethingNew } from '@halide/live/publish.ts'
import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/**
 * Tells an account that another follows it, or asks to. Follows belong to another owner than notifications, so this is a job; what it
 * is about is read again: of a follow that was taken back nobody is told.
 */
export const notifyFollowed = defineJob({
  name: 'notify_followed',
  what: 'Whom it concerns is told.',
  payload: z.object({ followerId: idInPayload, followeeId: idInPayload }),
  key: ({ followerId, followeeId }) => `${followeeId}:${followerId}`,
  lane: 'retry',
  retry: { attempts: 6 },
  run: async ({ followerId, followeeId }, { db, live }) => {
    const told = await db.$queryRaw<{ told: number | null }[]>`
      select tell(followee_id, follower_id, 'FOLLOW', day_of_id(id), null) as told from follows
      where follower_id = ${followerId} and followee_id = ${followeeId}
      union all
      select tell(followee_id, follower_id, 'FOLLOW_REQUEST', 0, null) from follow_requests
      where follower_id = ${followerId} and followee_id = ${followeeId}`
    if (told.some(({ told }) => told !== null)) live.tell(followeeId, somethingNew)
  },
})
