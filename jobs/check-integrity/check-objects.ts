import { dirname } from 'node:path/posix'
import { avatarOfKey, photoOfRendition } from '@halide/schema/object-keys.ts'
import { RestoringFault } from '@halide/storage/faults.ts'
import type { Inspection, KeptObject } from '@halide/storage/store.ts'
import type { RunContext } from '../kit.ts'
import { alertOf, checkObject, type LostObject } from './check-object.ts'
import { mendAvatar } from './mend-avatar.ts'
import { mendPhoto } from './mend-photo.ts'
import type { Tally } from './pass.ts'

/** Side by side: an object is read in chunks, a repair holds it as a whole. */
const atOnce = 4

/**
 * Checks objects, repairs those that are bad, and alerts of those that nothing can repair. What can only be repaired after a thaw,
 * which has begun, is told to `putOff`.
 */
export async function checkObjects(
  ctx: RunContext,
  objects: readonly KeptObject[],
  putOff: (key: string, fault: RestoringFault) => Promise<void>,
  inspectionOf: (object: KeptObject) => Inspection = () => 'read',
): Promise<Tally> {
  const unsettled = new Set<string>()
  const orPutOff = async <T>(keys: readonly string[], work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RestoringFault)) throw error
      for (const key of keys) unsettled.add(key)
      // Of one photo, one key brings all.
      await putOff(keys[0]!, error)
      return null
    }
  }
  const lost: LostObject[] = []
  let repaired = 0
  for (let at = 0; at < objects.length; at += atOnce) {
    ctx.signal.throwIfAborted()
    const some = objects.slice(at, at + atOnce)
    const verdicts = await Promise.all(
      some.map((object) => orPutOff([object.key], () => checkObject(ctx, object, inspectionOf(object)))),
    )
    repaired += verdicts.filter((verdict) => verdict === 'REPAIRED').length
    lost.push(...verdicts.filter((verdict) => verdict !== null && typeof verdict === 'object'))
  }
  // Each picture once, however many of its images are lost.
  for (const images of Map.groupBy(lost, ({ key }) => dirname(key)).values()) {
    const keys = images.map(({ key }) => key)
    const mended = await orPutOff(keys, () => mend(ctx, images))
    if (mended !== null) repaired += mended
    else if (!unsettled.has(keys[0]!)) {
      for (const object of images) await alertOf(ctx, object)
      for (const key of keys) unsettled.add(key)
    }
  }
  const good = objects.flatMap(({ key }) => (unsettled.has(key) ? [] : [key]))
  await ctx.db.unrepairableObject.deleteMany({ where: { key: { in: good } } })
  return { checked: objects.length, found: repaired + unsettled.size, repaired }
}

/** Makes the lost images of one picture again. Of a photo those that the walk has not come to, too. Null when that cannot be. */
async function mend(ctx: RunContext, images: LostObject[]): Promise<number | null> {
  const [photoId, avatarId] = [photoOfRendition(images[0]!.key), avatarOfKey(images[0]!.key)]
  if (photoId !== null) return mendPhoto(ctx, photoId, ctx.signal)
  return avatarId === null ? null : mendAvatar(ctx, avatarId, images, ctx.signal)
}
