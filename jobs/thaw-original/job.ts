import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/** Has a photo's original thawed for its author. Put off until it should be through, and then the ledger says for how long it can be read. */
export const thawOriginal = defineJob({
  name: 'thaw_original',
  what: 'An archived original is thawed.',
  payload: z.object({ photoId: idInPayload }),
  key: ({ photoId }) => photoId.toString(),
  lane: 'retry',
  retry: { attempts: 6 },
  async run({ photoId }, { db, store }) {
    const photo = await db.photo.findUnique({
      where: { id: photoId, post: { deletedAt: null } },
      select: { originalKey: true },
    })
    if (photo) await store.thaw(photo.originalKey)
  },
})
