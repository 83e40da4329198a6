import { StorageFault } from '@halide/storage/faults.ts'
import type { BadCopy, KeptObject } from '@halide/storage/store.ts'
import type { JobContext } from '../context.ts'
import { renderAgain } from './render-again.ts'

export type Verdict = 'GOOD' | 'REPAIRED' | 'UNREPAIRABLE'

/**
 * Holds every copy of an object against its checksum and replaces the bad ones: by another copy, by an older version, or, of a
 * rendition, by rendering its photo again. Throws when a region does not answer, and a
 * RestoringFault when it can only be repaired after a thaw, which has begun.
 */
export async function checkObject(ctx: JobContext, object: KeptObject, signal: AbortSignal): Promise<Verdict> {
  const { store, log } = ctx
  const bad = await store.inspect(object)
  if (bad.length === 0) return 'GOOD'
  log.warn({ key: object.key, bad }, 'bad copies found')
  if ((await store.repair(object, bad)) || (await rebuild(ctx, object, bad, signal))) return 'REPAIRED'
  await ctx.db.unrepairableObject.upsert({
    where: { key: object.key },
    create: { key: object.key, faults: bad.map(({ fault }) => fault) },
    update: { faults: bad.map(({ fault }) => fault) },
  })
  log.error({ key: object.key, bad }, 'no good copy of an object is left, and it cannot be made again')
  return 'UNREPAIRABLE'
}

async function rebuild(
  ctx: JobContext,
  object: KeptObject,
  bad: readonly BadCopy[],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const bytes = await renderAgain(ctx, object.key, signal)
    return bytes !== null && (await ctx.store.repair(object, bad, bytes))
  } catch (error) {
    // An original that is as bad as its rendition is found on its own.
    if (error instanceof StorageFault && error.code === 'DAMAGED') return false
    throw error
  }
}
