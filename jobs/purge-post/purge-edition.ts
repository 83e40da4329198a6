import type { Cdn } from '@halide/media/cdn/cdn.ts'
import type { Tx } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { imagePathsOf, purgeAgainAfterMs } from './job.ts'

/** Takes the addresses of a photo's former editions, the given one and all before it, out of the CDN. */
export const purgeEdition = defineJob({
  name: 'purge_edition',
  what: 'The CDN forgets its former addresses.',
  payload: z.object({ photoId: idInPayload, edition: z.int(), round: z.int() }),
  key: ({ photoId, edition, round }) => `${photoId}:${edition}:${round}`,
  lane: 'publish',
  retry: { attempts: 12 },
  run: ({ photoId, edition }, { cdn, signal }) => cdn.purge(imagePathsOf(photoId, edition), signal),
})

/** In the transaction that publishes a newer one: at once, and again for what was on its way into the CDN meanwhile, as of a deleted post. */
export async function purgeEditions(tx: Tx, { kind }: Cdn, photoId: bigint, edition: number): Promise<void> {
  if (kind === 'none') return
  for (const [round, afterMs] of [0, ...purgeAgainAfterMs].entries())
    await enqueue(tx, purgeEdition, { photoId, edition, round }, { delayMs: afterMs })
}
