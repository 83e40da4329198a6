import type { Db } from '@halide/prisma/client.ts'
import type { KeptObject, ObjectStore } from '@halide/storage/store.ts'

export type Mode = 'SAMPLE' | 'ALL'

/** Where a pass goes on. */
type Checkpoint = { keys: string[] } | { cursor: string }

export interface Tally {
  checked: number
  found: number
  repaired: number
}

/** The unfinished pass of a mode, or a new one. A sample is drawn once, so that a killed run goes on with the same. */
export async function openPass(db: Db, store: ObjectStore, mode: Mode, sampleSize: number): Promise<void> {
  const open = await db.integrityPass.findFirst({ where: { mode, finishedAt: null }, select: { mode: true } })
  if (open) return
  const keys = mode === 'SAMPLE' ? await store.sample(sampleSize) : []
  const fresh = { keys, cursor: '', checked: 0, found: 0, repaired: 0, startedAt: new Date(), finishedAt: null }
  await db.integrityPass.upsert({ where: { mode }, create: { mode, ...fresh }, update: fresh })
}

/** What the pass has to look at next, and where it is after that; null when it is through. */
export async function nextBatch(
  db: Db,
  store: ObjectStore,
  mode: Mode,
  size: number,
): Promise<{ objects: KeptObject[]; checkpoint: Checkpoint; startedAt: Date } | null> {
  const { keys, cursor, startedAt } = await db.integrityPass.findUniqueOrThrow({ where: { mode } })
  if (mode === 'SAMPLE') {
    if (keys.length === 0) return null
    return { objects: await store.liveAmong(keys.slice(0, size)), checkpoint: { keys: keys.slice(size) }, startedAt }
  }
  const objects = await store.liveAfter(cursor, size)
  const last = objects.at(-1)
  return last ? { objects, checkpoint: { cursor: last.key }, startedAt } : null
}

/** The checkpoint: what is checked is not checked again. */
export async function advance(
  db: Db,
  mode: Mode,
  checkpoint: Checkpoint,
  { checked, found, repaired }: Tally,
): Promise<void> {
  await db.integrityPass.update({
    where: { mode },
    data: {
      ...checkpoint,
      checked: { increment: checked },
      found: { increment: found },
      repaired: { increment: repaired },
    },
  })
}

export async function finishPass(db: Db, mode: Mode): Promise<Tally> {
  // Deleted since, nobody needs it any more.
  await db.$executeRaw`
    delete from unrepairable_objects using objects where objects.key = unrepairable_objects.key and objects.state <> 'LIVE'`
  return db.integrityPass.update({
    where: { mode },
    data: { finishedAt: new Date() },
    select: { checked: true, found: true, repaired: true },
  })
}
