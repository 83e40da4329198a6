import type { Inspection, KeptObject } from '@halide/storage/store.ts'
import type { Mode } from './pass.ts'

/**
 * Weekly passes, a quarter of a year, in which each object of a colder class is read once; in the others it is looked at. To read
 * one of Infrequent Access every week costs $0.043 a GiB and month, where the class saves $0.0105 (jobs/cost/prices.ts).
 */
export const passesUntilRead = 12

const weekMs = 7 * 86_400_000

/** How a pass inspects an object. All of one pass, however often it was resumed, count as the week in which it was begun. */
export function inspectionIn(
  mode: Mode,
  startedAt: Date,
  { storageClass, md5 }: Pick<KeptObject, 'storageClass' | 'md5'>,
): Inspection {
  if (mode === 'SAMPLE' || storageClass === 'STANDARD') return 'read'
  const week = Math.floor(startedAt.getTime() / weekMs)
  return md5.readUInt32BE(0) % passesUntilRead === week % passesUntilRead ? 'read' : 'look'
}
