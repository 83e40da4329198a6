import { encodeId } from '@halide/schema/ids.ts'
import type { JobContext } from '../context.ts'
import { records, toJson } from './records.ts'

/** A file of the zip before it is stored. */
export interface File {
  name: string
  photoId: bigint | null
  content: Buffer
}

interface Original {
  id: bigint
  key: string
  md5: Uint8Array
  contentType: string
}

/** The JSON files first, then each photo's original, in the order of ids; null when all are there. */
export async function nextFile(
  { db, store, log }: Pick<JobContext, 'db' | 'store' | 'log'>,
  userId: bigint,
  parts: readonly { photoId: bigint | null }[],
): Promise<File | null> {
  const record = records[parts.length]
  if (record) return { name: record.name, photoId: null, content: toJson(await record.read(db, userId)) }
  for (let after = parts.at(-1)?.photoId ?? 0n; ; ) {
    const [original] = await db.$queryRaw<Original[]>`
      select photos.id, original_key as key, md5, content_type as "contentType"
      from photos join posts on posts.id = post_id join uploads on uploads.id = upload_id
      where author_id = ${userId} and posts.deleted_at is null and photos.id > ${after} order by photos.id limit 1`
    if (!original) return null
    const content = await store.read(original.key, Buffer.from(original.md5))
    if (content) {
      const name = `photos/${encodeId('photo', original.id)}.${extensionOf(original.contentType)}`
      return { name, photoId: original.id, content }
    }
    // Deleted this moment, or lost: find_orphans tells of the latter. The rest is not to wait for it.
    log.warn({ photoId: original.id.toString() }, 'an original is not there to be exported')
    after = original.id
  }
}

/** `jpg` of `image/jpeg`, `heic` of `image/heic`. */
function extensionOf(contentType: string): string {
  const name = contentType.split('/')[1] ?? 'bin'
  return name === 'jpeg' ? 'jpg' : name
}
