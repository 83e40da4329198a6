import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { JobContext } from '../context.ts'
import type { Rendition } from '../process-photo/encode.ts'
import { lockPost, type PhotoToProcess } from '../process-photo/photo-rows.ts'
import { stageRenditions } from '../process-photo/stage-renditions.ts'
import { purgeEditions } from '../purge-post/purge-edition.ts'

/**
 * Puts renditions of other bytes in the place of a READY photo's, under new keys and addresses: whoever asks from now on is told those.
 * The old objects are tombstoned in the same transaction, and erased by `sweep_objects` when nobody is still sent to them.
 */
export async function publishEdition(
  { db, store, log }: JobContext,
  photo: PhotoToProcess,
  renditions: readonly Rendition[],
): Promise<void> {
  const { id, postId } = photo
  const { edition, staged, rows } = await stageNext(store, photo, renditions)
  await db.$transaction(async (tx) => {
    await lockPost(tx, postId)
    const photos = await tx.photo.updateMany({
      where: { id, edition: photo.edition, status: 'READY' },
      data: { edition },
    })
    if (photos.count === 0) return // Another run was faster, or the post is destroyed.
    await store.goLive(tx, staged)
    const old = await tx.rendition.findMany({ where: { photoId: id }, select: { objectKey: true } })
    await store.tombstone(
      tx,
      old.map(({ objectKey }) => objectKey),
    )
    await tx.rendition.deleteMany({ where: { photoId: id } })
    await tx.rendition.createMany({ data: rows.map((row) => ({ photoId: id, edition, ...row })) })
    await purgeEditions(tx, id, photo.edition)
  })
  log.warn({ photoId: id.toString(), edition }, 'photo published anew: its renditions cannot be made again to the bit')
}

/** Under the next edition's keys; of one that an earlier attempt has staged and that was swept since, they are spent. */
async function stageNext(store: ObjectStore, { id, edition: current }: PhotoToProcess, made: readonly Rendition[]) {
  for (let edition = current + 1; ; edition += 1) {
    try {
      return { edition, ...(await stageRenditions(store, { id, edition }, made)) }
    } catch (error) {
      if (!(error instanceof StorageFault) || error.code !== 'KEY_TAKEN') throw error
    }
  }
}
