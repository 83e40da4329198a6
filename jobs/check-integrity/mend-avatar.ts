import type { Db } from '@halide/prisma/client.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { JobContext } from '../context.ts'
import { avatarAlone } from '../process-avatar/job.ts'
import { renderOriginal } from '../process-photo/render-original.ts'
import type { LostObject } from './check-object.ts'

/**
 * Makes the lost images of an account's READY picture from its original. Answers how many there were; null when one of them cannot be made
 * again: the original is lost, or this release of the encoders makes other bytes.
 */
export async function mendAvatar(
  ctx: JobContext,
  avatarId: bigint,
  lost: readonly LostObject[],
  signal: AbortSignal,
): Promise<number | null> {
  const { db, store } = ctx
  const original = await findOriginal(db, avatarId)
  const made = original && (await renderOriginal(ctx, original, avatarAlone, signal))
  if (!made) return null
  const objects = await store.liveAmong(lost.map(({ key }) => key))
  const mended = await Promise.all(
    objects.map((object) => {
      const file = made.avatar.find(({ size, format }) => objectKeys.avatar(avatarId, size, format) === object.key)
      return file && store.repair(object, lost.find(({ key }) => key === object.key)!.bad, file.bytes)
    }),
  )
  return mended.every(Boolean) ? lost.length : null
}

async function findOriginal(db: Db, avatarId: bigint) {
  const [row] = await db.$queryRaw<{ originalKey: string; md5: Uint8Array }[]>`
    select original_key as "originalKey", md5 from avatars join uploads on uploads.id = upload_id
    where avatars.id = ${avatarId} and avatars.status = 'READY' and dropped_at is null`
  return row ? { originalKey: row.originalKey, originalMd5: Buffer.from(row.md5) } : null
}
