import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { JobContext } from '../context.ts'
import { purgeEditions } from '../purge-post/purge-edition.ts'
import type { Rendition } from './encode.ts'
import { lockPost, type PhotoToProcess } from './photo-rows.ts'
import type { RenderedPhoto } from './render.ts'
import { stageRenditions } from './stage-renditions.ts'

/**
 * Puts renditions of other bytes, all that there are, in the place of a READY photo's, under new keys and addresses: whoever asks from
 * now on is told those. Answers the edition; null when another run was faster.
 * The old objects are tombstoned in the same transaction, and erased by `sweep_objects` when nobody is still sent to them.
 */
export async function publishEdition(
  { db, store }: Pick<JobContext, 'db' | 'store'>,
  photo: PhotoToProcess,
  { placeholder, renditions }: Pick<RenderedPhoto, 'placeholder' | 'renditions'>,
): Promise<number | null> {
  const { id, postId } = photo
  const { edition, staged, rows } = await stageNext(store, photo, renditions)
  return db.$transaction(async (tx) => {
    await lockPost(tx, postId)
    const photos = await tx.photo.updateMany({
      where: { id, edition: photo.edition, status: 'READY' },
      data: {
        edition,
        ...(placeholder && { blurhash: placeholder.blurhash, dominantColor: placeholder.dominantColour }),
      },
    })
    if (photos.count === 0) return null // Another run was faster, or the post is destroyed.
    await store.goLive(tx, staged)
    const old = await tx.rendition.findMany({ where: { photoId: id }, select: { objectKey: true } })
    await store.tombstone(
      tx,
      old.map(({ objectKey }) => objectKey),
    )
    await tx.rendition.deleteMany({ where: { photoId: id } })
    await tx.rendition.createMany({ data: rows.map((row) => ({ photoId: id, edition, ...row })) })
    await tx.qualityDebt.deleteMany({ where: { photoId: id } })
    await purgeEditions(tx, id, photo.edition)
    return edition
  })
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
