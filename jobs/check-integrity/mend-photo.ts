import type { JobContext } from '../context.ts'
import { findReadyPhoto } from '../process-photo/photo-rows.ts'
import { publishEdition } from '../process-photo/publish-edition.ts'
import { renderOriginal } from '../process-photo/render-original.ts'

/**
 * Makes a READY photo's renditions right, rendering it once: the same bytes again where they are bad, or, where this release of the
 * encoders makes others, all of them as a new edition. Answers how many were bad or not LIVE; null when the original is lost.
 */
export async function mendPhoto(ctx: JobContext, photoId: bigint, signal: AbortSignal): Promise<number | null> {
  const { db, store } = ctx
  const photo = await findReadyPhoto(db, photoId)
  const made = photo && (await renderOriginal(ctx, photo, { filter: photo.filter }, signal))
  if (!made) return null
  const rows = await db.rendition.findMany({ where: { photoId, edition: photo.edition } })
  const kept = new Map((await store.liveAmong(rows.map(({ objectKey }) => objectKey))).map((each) => [each.key, each]))
  let bad = 0
  let sameBytes = true
  for (const { objectKey, size, format } of rows) {
    signal.throwIfAborted()
    const object = kept.get(objectKey)
    const copies = object ? await store.inspect(object) : []
    if (object && copies.length === 0) continue
    bad += 1
    const bytes = made.renditions.find((each) => each.size === size && each.format === format)?.bytes
    const mended = object && ((await store.repair(object, copies)) || (await store.repair(object, copies, bytes)))
    if (!mended) sameBytes = false
  }
  if (sameBytes) return bad
  const edition = await publishEdition(ctx, photo, made)
  const told = { photoId: photoId.toString(), edition }
  if (edition !== null) ctx.log.warn(told, 'photo published anew: its renditions cannot be made again to the bit')
  return bad
}
