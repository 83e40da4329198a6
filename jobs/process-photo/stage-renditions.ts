import { objectKeys } from '@halide/schema/object-keys.ts'
import { renditionFormats } from '@halide/schema/renditions.ts'
import type { ObjectStore, Staged } from '@halide/storage/store.ts'
import type { Rendition } from './encode.ts'
import type { PhotoToProcess, StoredRendition } from './photo-rows.ts'

/** Stores the renditions of one edition; nobody may rely on them before `goLive`, in the transaction of their rows. */
export async function stageRenditions(
  store: ObjectStore,
  { id, edition }: Pick<PhotoToProcess, 'id' | 'edition'>,
  renditions: readonly Rendition[],
): Promise<{ staged: Staged[]; rows: StoredRendition[] }> {
  const stored = await Promise.all(
    renditions.map(async ({ size, format, width, height, bytes, md5 }) => {
      const objectKey = objectKeys.rendition(id, edition, size, format)
      const sum = Buffer.from(md5, 'hex')
      const { contentType } = renditionFormats[format]
      const staged = await store.stage(objectKey, bytes, { contentType, md5: sum })
      return { staged, row: { size, format, width, height, byteSize: bytes.length, md5: sum, objectKey } }
    }),
  )
  return { staged: stored.map(({ staged }) => staged), rows: stored.map(({ row }) => row) }
}
