import { z } from 'zod'
import { defineJob } from '../kit.ts'

/** Copies objects that lie in one region only into the other. Run by the clock; a run that ends early leaves the rest to the next. */
export const replicateObjects = defineJob({
  name: 'replicate_objects',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  async run(_, { store, signal, log }) {
    const { copied, failed } = await store.replicate(signal)
    if (copied + failed > 0) log.info({ copied, failed }, 'objects replicated')
  },
})
