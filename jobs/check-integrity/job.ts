import { RestoringFault } from '@halide/storage/faults.ts'
import type { KeptObject } from '@halide/storage/store.ts'
import { z } from 'zod'
import { defineJob, enqueue, type RunContext } from '../kit.ts'
import { checkObject, type Verdict } from './check-object.ts'
import { advance, finishPass, type Mode, nextBatch, openPass, type Tally } from './pass.ts'
import { repairObject } from './repair-object.ts'

/** R4.4: objects of a nightly sample. */
export const sampleSize = 1_000

/** Objects between two checkpoints, and side by side: an object is read in chunks, a repair holds it as a whole. */
const batchSize = 40
const atOnce = 4

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
  ...check,
  payload: z.object({}),
  async run(_, ctx) {
    if (!(await walk(ctx, 'SAMPLE'))) await enqueue(ctx.db, checkSample, {})
  },
})

/** The same for every LIVE object, in the order of keys: a run may end anywhere, the next one goes on from its checkpoint. */
export const checkAll = defineJob({
  name: 'check_integrity_all',
  ...check,
  payload: z.object({}),
  async run(_, ctx) {
    if (!(await walk(ctx, 'ALL'))) await enqueue(ctx.db, checkAll, {})
  },
})

/** Answers whether the pass is through. */
async function walk(ctx: RunContext, mode: Mode): Promise<boolean> {
  const { db, store, signal, log } = ctx
  const until = performance.now() + runForMs
  await openPass(db, store, mode, sampleSize)
  while (performance.now() < until) {
    signal.throwIfAborted()
    const batch = await nextBatch(db, store, mode, batchSize)
    if (!batch) {
      const tally = await finishPass(db, mode)
      log.info({ mode, ...tally }, 'integrity checked')
      return true
    }
    await advance(db, mode, batch.checkpoint, await checkBatch(ctx, batch.objects))
  }
  return false
}

async function checkBatch(ctx: RunContext, objects: readonly KeptObject[]): Promise<Tally> {
  const good: string[] = []
  let repaired = 0
  for (let at = 0; at < objects.length; at += atOnce) {
    ctx.signal.throwIfAborted()
    const some = objects.slice(at, at + atOnce)
    const verdicts = await Promise.all(some.map((object) => checkOrPutOff(ctx, object)))
    good.push(...some.filter((_, i) => verdicts[i] === 'GOOD' || verdicts[i] === 'REPAIRED').map(({ key }) => key))
    repaired += verdicts.filter((verdict) => verdict === 'REPAIRED').length
  }
  await ctx.db.unrepairableObject.deleteMany({ where: { key: { in: good } } })
  return { checked: objects.length, found: repaired + objects.length - good.length, repaired }
}

/** What can only be repaired after a thaw gets a job of its own for then. */
async function checkOrPutOff(ctx: RunContext, object: KeptObject): Promise<Verdict | 'PUT_OFF'> {
  try {
    return await checkObject(ctx, object, ctx.signal)
  } catch (error) {
    if (!(error instanceof RestoringFault)) throw error
    await enqueue(ctx.db, repairObject, { key: object.key }, { runAt: error.readyAt })
    return 'PUT_OFF'
  }
}
