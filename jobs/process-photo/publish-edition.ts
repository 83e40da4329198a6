import { sql } from '@halide/prisma/client.ts'
import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { JobContext } from '../context.ts'
import { purgeEditions } from '../purge-post/purge-edition.ts'
import type { Rendition } from './encode.ts'
import { lockPost, type PhotoToProcess, storeRenditions } from './photo-rows.ts'
import type { RenderedPhoto } from './render.ts'
import { stageRenditions } from './stage-renditions.ts'

/**
 * Puts renditions of other bytes, all that there are, in the place of a READY photo's, under new keys and addresses: whoever asks from
 * now on is told those. Answers the edition; null when another run was faster.
 * The old objects are tombstoned in the same transaction, and erased by `sweep_objects` when nobody is still sent to them.
 */
export async function publishEdition(
  { db, store, cdn }: Pick<JobContext, 'db' | 'store' | 'cdn'>,
  photo: PhotoToProcess,
  { placeholder, renditions }: Pick<RenderedPhoto, 'placeholder' | 'renditions'>,
): Promise<number | null> {
  const { id, postId } = photo
  const { edition, staged, rows } = await stageNext(store, photo, renditions)
  return db.$transaction(async (tx) => {
    await lockPost(tx, postId)
    const moved = await tx.$executeRaw`
      with moved as (
        update photos set edition = ${edition}, blurhash = coalesce(${placeholder?.blurhash ?? null}, blurhash),
          dominant_color = coalesce(${placeholder?.dominantColour ?? null}, dominant_color)
        where id = ${id} and edition = ${photo.edition} and status = 'READY' returning id
      ), paid as (
        delete from quality_debts using moved where photo_id = moved.id
      ), ${storeRenditions(rows, edition, sql`moved`)}
      select from moved`
    if (moved === 0) return null // Another run was faster, or the post is destroyed.
    await store.goLive(tx, staged)
    const old = await tx.$queryRaw<{ key: string }[]>`
      delete from renditions where photo_id = ${id} and edition <> ${edition} returning object_key as key`
    await store.tombstone(
      tx,
      old.map(({ key }) => key),
    )
    await purgeEditions(tx, cdn, id, photo.edition)
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
