import { objectKeys } from '@halide/schema/object-keys.ts'
import { renditionFormats } from '@halide/schema/renditions.ts'
import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore, Staged } from '@halide/storage/store.ts'
import { z } from 'zod'
import { drainBuffer } from '../drain-buffer/job.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import type { Rendition } from './encode.ts'
import {
  failPhoto,
  findPhotoToProcess,
  finishPhoto,
  lockPost,
  type PhotoToProcess,
  type StoredRendition,
} from './photo-rows.ts'
import { codeOf, PhotoProblem, problemOf } from './problem.ts'

/**
 * Makes a photo's renditions, and with its post's last photo the post READY. Enqueued for each photo in the transaction that creates
 * the post. Killed anywhere it leaves objects that are PENDING at most, and the next run overwrites them.
 */
export const processPhoto = defineJob({
  name: 'process_photo',
  payload: z.object({ photoId: idInPayload }),
  key: ({ photoId }) => photoId.toString(),
  lane: 'upload',
  retry: { attempts: 6 },
  // Of this 20 s at most are decoding (settings.ts); the rest is waiting for a free decoding process.
  timeLimitMs: 180_000,
  async run({ photoId }, { db, store, renderer, signal, attempt, requestId }) {
    const photo = await findPhotoToProcess(db, photoId)
    if (!photo) return
    const original = await readOriginal(store, photo)
    store.assertWritable()
    const outcome = await renderer.render(original, { filter: photo.filter }, signal)
    if (!outcome.ok) throw problemOf(outcome.fault, outcome.detail, attempt)
    signal.throwIfAborted()
    const stored = await Promise.all(
      outcome.photo.renditions.map((rendition) => stageRendition(store, photo, rendition)),
    )
    signal.throwIfAborted()
    const wasBuffered = await store.isBuffered(photo.originalKey)
    await db.$transaction(async (tx) => {
      // First of all, so that two runs of one photo take their locks in the same order.
      await lockPost(tx, photo.postId)
      await store.goLive(
        tx,
        stored.map(({ staged }) => staged),
      )
      await finishPhoto(
        tx,
        photo,
        outcome.photo,
        stored.map(({ row }) => row),
        requestId,
      )
      // What took the renditions takes the original too.
      if (wasBuffered) await enqueue(tx, drainBuffer, {})
    })
  },
  giveUp: ({ photoId }, { db }, reason) => failPhoto(db, photoId, codeOf(reason)),
})

async function readOriginal(store: ObjectStore, { originalKey, originalMd5 }: PhotoToProcess): Promise<Buffer> {
  try {
    const original = await store.read(originalKey, originalMd5)
    if (original) return original
  } catch (error) {
    const lost = error instanceof StorageFault && error.code === 'DAMAGED'
    throw lost ? new PhotoProblem('ORIGINAL_MISSING', error.message, { cause: error }) : error
  }
  throw new PhotoProblem('ORIGINAL_MISSING', `no region has ${originalKey}`)
}

async function stageRendition(
  store: ObjectStore,
  { id, edition }: PhotoToProcess,
  { size, format, width, height, bytes, md5 }: Rendition,
): Promise<{ staged: Staged; row: StoredRendition }> {
  const objectKey = objectKeys.rendition(id, edition, size, format)
  const sum = Buffer.from(md5, 'hex')
  const { contentType } = renditionFormats[format]
  const staged = await store.stage(objectKey, bytes, { contentType, md5: sum })
  return { staged, row: { size, format, width, height, byteSize: bytes.length, md5: sum, objectKey } }
}
