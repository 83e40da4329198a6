import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/** Brings a post that turned READY into the feeds of its author's followers. Enqueued in the transaction that makes it READY. */
export const fanOutPost = defineJob({
  name: 'fan_out_post',
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'upload',
  retry: { attempts: 12 },
  run: async () => {
    throw new Error('not yet')
  },
})
