import type { BadCopy, Inspection, KeptObject } from '@halide/storage/store.ts'
import type { JobContext } from '../context.ts'

/** An object of which no copy is right. */
export interface LostObject {
  key: string
  bad: BadCopy[]
}

/**
 * Holds every copy of an object against its checksum and replaces the bad ones by another copy, or by an older version. Throws when a
 * region does not answer, and a RestoringFault when it can only be repaired after a thaw, which has begun.
 */
export async function checkObject(
  { store, log }: JobContext,
  object: KeptObject,
  how: Inspection = 'read',
): Promise<'GOOD' | 'REPAIRED' | LostObject> {
  const bad = await store.inspect(object, how)
  if (bad.length === 0) return 'GOOD'
  log.warn({ key: object.key, bad }, 'bad copies found')
  return (await store.repair(object, bad)) ? 'REPAIRED' : { key: object.key, bad }
}

/** Alerts, for as long as the object is bad: no good copy is left, and none can be made. */
export async function alertOf({ db, log }: JobContext, { key, bad }: LostObject): Promise<void> {
  const faults = bad.map(({ fault }) => fault)
  await db.unrepairableObject.upsert({ where: { key }, create: { key, faults }, update: { faults } })
  log.error({ key, bad }, 'no good copy of an object is left, and it cannot be made again')
}
