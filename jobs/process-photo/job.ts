import { traced } from '@halide/telemetry/traces.ts'
import { z } from 'zod'
import { drainBuffer } from '../drain-buffer/job.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { effortUnder } from './effort.ts'
import { failPhoto, findPhotoToProcess, finishPhoto, lockPost, tellAuthor } from './photo-rows.ts'
import { codeOf, problemOf } from './problem.ts'
import { readOriginal } from './read-original.ts'
import { stageRenditions } from './stage-renditions.ts'

/**
 * Makes a photo's renditions, under load fewer of them, and with its post's last photo the post READY. Enqueued for each photo in the transaction that creates
 * the post. Killed anywhere it leaves objects that are PENDING at most, and the next run overwrites them.
 */
export const processPhoto = defineJob({
  name: 'process_photo',
  what: 'Nine renditions, photo READY; the last one publishes the post.',
  payload: z.object({ photoId: idInPayload }),
  key: ({ photoId }) => photoId.toString(),
  lane: 'upload',
  retry: { attempts: 6 },
  // Of this 20 s at most are decoding (settings.ts); the rest is waiting for a free decoding process.
  timeLimitMs: 180_000,
  async run({ photoId }, { db, store, renderer, live, load, storyHours, signal, attempt, requestId }) {
    const photo = await findPhotoToProcess(db, photoId)
    if (!photo) return
    const effort = effortUnder(await load.now())
    const original = await readOriginal(store, photo)
    store.assertWritable()
    const outcome = await traced('render', { 'photo.bytes': original.length }, () =>
      renderer.render(original, { filter: photo.filter, ...effort.options }, signal),
    )
    if (!outcome.ok) throw problemOf(outcome.fault, outcome.detail, attempt)
    signal.throwIfAborted()
    const { staged, rows } = await stageRenditions(store, photo, outcome.photo.renditions)
    signal.throwIfAborted()
    const wasBuffered = await store.isBuffered(photo.originalKey)
    const ended = await db.$transaction(async (tx) => {
      // First of all, so that two runs of one photo take their locks in the same order.
      await lockPost(tx, photo.postId)
      await store.goLive(tx, staged)
      const ended = await finishPhoto(tx, photo, outcome.photo, rows, { ...effort, storyHours, requestId })
      // What took the renditions takes the original too.
      if (wasBuffered) await enqueue(tx, drainBuffer, {})
      return ended
    })
    tellAuthor(live, ended)
  },
  giveUp: async ({ photoId }, { db, live, storyHours }, reason) =>
    tellAuthor(live, await failPhoto(db, photoId, codeOf(reason), storyHours)),
})
