import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/** Rebuilds the warm feed of someone who followed or unfollowed, so that the next read need not. */
export const refreshFeed = defineJob({
  name: 'refresh_feed',
  what: "The reader's warm feed, rebuilt.",
  payload: z.object({ userId: idInPayload }),
  key: ({ userId }) => userId.toString(),
  lane: 'retry',
  retry: { attempts: 3 },
  run: ({ userId }, { timeline }) => timeline.refresh(userId),
})
