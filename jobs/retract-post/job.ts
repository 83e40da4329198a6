import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/** Takes a deleted post out of warm feeds. Readers never see it anyway: this only frees its place. */
export const retractPost = defineJob({
  name: 'retract_post',
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'retry',
  retry: { attempts: 12 },
  run: async () => {
    throw new Error('not yet')
  },
})
