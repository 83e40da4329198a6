import { z } from 'zod'
import { defineJob, enqueue, idInPayload, type RunContext } from '../kit.ts'
import { purgeAgainAfterMs } from '../purge-post/job.ts'
import { purgeAvatar } from './purge-avatar.ts'

/** Destroys a picture that was replaced or removed: its rows, its original, its squares, and what the CDN has of it. */
export const dropAvatar = defineJob({
  name: 'drop_avatar',
  what: 'Its rows and objects.',
  payload: z.object({ avatarId: idInPayload }),
  key: ({ avatarId }) => avatarId.toString(),
  lane: 'publish',
  retry: { attempts: 12 },
  run: ({ avatarId }, ctx) => destroyAvatar(ctx, avatarId),
})

/** Destroys one that was dropped; of any other, or of one that is gone, it does nothing. */
export async function destroyAvatar(
  { db, store, requestId }: Pick<RunContext, 'db' | 'store' | 'requestId'>,
  avatarId: bigint,
): Promise<void> {
  const keys = await db.$transaction(async (tx) => {
    const [avatar] = await tx.$queryRaw<{ uploadId: bigint; key: string }[]>`
      select upload_id as "uploadId", original_key as key from avatars
      where id = ${avatarId} and dropped_at is not null for update`
    if (!avatar) return []
    const squares = await tx.avatarRendition.findMany({ where: { avatarId }, select: { objectKey: true } })
    const keys = [avatar.key, ...squares.map(({ objectKey }) => objectKey)]
    await store.tombstone(tx, keys)
    await tx.upload.deleteMany({ where: { id: avatar.uploadId } })
    await tx.avatar.delete({ where: { id: avatarId } })
    // It needs no row: at once, and again for what was on its way into the CDN meanwhile.
    for (const [round, delayMs] of [0, ...purgeAgainAfterMs].entries())
      await enqueue(tx, purgeAvatar, { avatarId, round }, { delayMs, requestId })
    return keys
  })
  // Killed before this, the bytes stay until sweep_objects finds the ledger's TOMBSTONED rows.
  await store.erase(keys)
}
