import { z } from 'zod'

/** Names all that a snapshot consists of; written last, so that a snapshot which has one is whole. */
export const manifestShape = z.object({
  takenAt: z.iso.datetime(),
  parts: z.array(z.object({ key: z.string(), bytes: z.int(), keys: z.int(), md5: z.hex().length(32) })),
})
export type Manifest = z.infer<typeof manifestShape>
