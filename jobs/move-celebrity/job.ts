import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/** Looks whether an author has crossed the celebrity threshold, and moves them over. Enqueued when a follow count comes near it. */
export const moveCelebrity = defineJob({
  name: 'move_celebrity',
  payload: z.object({ userId: idInPayload }),
  key: ({ userId }) => userId.toString(),
  lane: 'retry',
  retry: { attempts: 12 },
  run: async () => {
    throw new Error('not yet')
  },
})
