import type { PhotoFilter } from '@halide/schema/renditions.ts'
import type { JobContext } from '../context.ts'

interface RenditionSource {
  size: string
  format: string
  filter: PhotoFilter | null
  originalKey: string
  originalMd5: Uint8Array
}

/**
 * The bytes of a rendition, made again of its original; null when the key is none of a rendition, or its original is lost. Whether
 * they are the same bytes as before is for the caller to check: another release of the encoders may make others.
 */
export async function renderAgain(
  { db, store, renderer }: JobContext,
  key: string,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const photoId = /^renditions\/(\d+)\//.exec(key)?.[1]
  if (!photoId) return null
  const [source] = await db.$queryRaw<RenditionSource[]>`
    select size, format, filter, original_key as "originalKey", uploads.md5 as "originalMd5"
    from renditions join photos on photos.id = photo_id join uploads on uploads.id = upload_id
    where photo_id = ${BigInt(photoId)} and renditions.object_key = ${key}`
  if (!source) return null
  const original = await store.read(source.originalKey, Buffer.from(source.originalMd5))
  if (!original) return null
  const outcome = await renderer.render(original, { filter: source.filter }, signal)
  if (!outcome.ok) return null
  const made = outcome.photo.renditions.find(({ size, format }) => size === source.size && format === source.format)
  return made ? Buffer.from(made.bytes) : null
}
