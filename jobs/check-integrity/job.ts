import { sql } from '@halide/prisma/client.ts'
import type { RestoringFault } from '@halide/storage/faults.ts'
import type { KeptObject } from '@halide/storage/store.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue, type RunContext } from '../kit.ts'
import { checkObjects } from './check-objects.ts'
import { inspectionIn } from './inspection.ts'
import { advance, finishPass, type Mode, nextBatch, openPass } from './pass.ts'
import { repairObject } from './repair-object.ts'

/** R4.4: objects of a nightly sample. */
export const sampleSize = 1_000

/** Objects between two checkpoints. */
const batchSize = 40

/** One run goes on for so long, then hands over to the next. */
const runForMs = 480_000

const check = {
  key: () => 'all',
  lane: 'backfill' as const,
  retry: { attempts: 6 },
  timeLimitMs: 600_000,
}

/** Holds a random sample of stored objects against their checksums, every night, and repairs what is bad. */
export const checkSample = defineJob({
  name: 'check_integrity_sample',
  what: '1,000 objects against their checksums; hands over every 8 min.',
  ...check,
  payload: z.object({}),
  plan: (_, { db }) =>
    countPlanned(db, 'objects', sql`select from objects where state = 'LIVE' limit ${sampleSize}::int`),
  async run(_, ctx) {
    if (!(await walk(ctx, 'SAMPLE'))) await enqueue(ctx.db, checkSample, {})
  },
})

/** The same for every LIVE object, in the order of keys: a run may end anywhere, the next one goes on from its checkpoint. */
export const checkAll = defineJob({
  name: 'check_integrity_all',
  what: 'All objects against their checksums, from a checkpoint.',
  ...check,
  payload: z.object({}),
  plan: (_, { db }) =>
    countPlanned(
      db,
      'objects',
      sql`select from objects where state = 'LIVE' and key > coalesce(
        (select cursor from integrity_passes where mode = 'ALL' and finished_at is null), '')`,
    ),
  async run(_, ctx) {
    if (!(await walk(ctx, 'ALL'))) await enqueue(ctx.db, checkAll, {})
  },
})

/** Answers whether the pass is through. */
async function walk(ctx: RunContext, mode: Mode): Promise<boolean> {
  const { db, store, signal, log, progress } = ctx
  let checked = 0
  const until = performance.now() + runForMs
  const putOff = async (key: string, fault: RestoringFault) =>
    void (await enqueue(db, repairObject, { key }, { delayMs: fault.waitMs() }))
  await openPass(db, store, mode, sampleSize)
  while (performance.now() < until) {
    signal.throwIfAborted()
    const batch = await nextBatch(db, store, mode, batchSize)
    if (!batch) {
      const tally = await finishPass(db, mode)
      log.info({ mode, ...tally }, 'integrity checked')
      return true
    }
    const inspectionOf = (object: KeptObject) => inspectionIn(mode, batch.startedAt, object)
    await advance(db, mode, batch.checkpoint, await checkObjects(ctx, batch.objects, putOff, inspectionOf))
    checked += batch.objects.length
    progress?.(checked)
  }
  return false
}
