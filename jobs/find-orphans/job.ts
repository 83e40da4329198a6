import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue, type RunContext } from '../kit.ts'
import { stepThroughCollection } from './collect.ts'
import { stepThroughBucket, stepThroughLedger } from './find.ts'
import { stepThroughAvatars, stepThroughPhotos, stepThroughUploads } from './find-dangling.ts'
import { advance, currentPlace, openWalk, type Part, type Place, type Step } from './walk.ts'

/** One run goes on for so long, then hands over to the next. */
const runForMs = 480_000

const steps: Record<Part, (ctx: RunContext, place: Place) => Promise<Step>> = {
  PRIMARY: (ctx, { cursor }) => stepThroughBucket(ctx, 'primary', cursor),
  BACKUP: (ctx, { cursor }) => stepThroughBucket(ctx, 'backup', cursor),
  LEDGER: (ctx, { cursor }) => stepThroughLedger(ctx, cursor),
  UPLOADS: (ctx, { cursor }) => stepThroughUploads(ctx, cursor || '0'),
  PHOTOS: (ctx, { cursor }) => stepThroughPhotos(ctx, cursor || '0'),
  AVATARS: (ctx, { cursor }) => stepThroughAvatars(ctx, cursor || '0'),
  COLLECTION: stepThroughCollection,
}

/**
 * Looks for objects that nothing refers to and for references to nothing, reports them, and collects the former after their days of
 * grace. Run by the clock; a run may end anywhere, the next one goes on from the checkpoint.
 */
export const findOrphans = defineJob({
  name: 'find_orphans',
  what: 'Orphans both ways; hands over every 8 min.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 6 },
  timeLimitMs: 600_000,
  plan: (_, { db }) =>
    countPlanned(
      db,
      'keys and rows',
      // What the buckets have is about what the ledger has.
      sql`select from generate_series(1, 3), objects where state <> 'GONE' union all select from uploads union all select from photos`,
    ),
  async run(_, ctx) {
    const { db, signal, log, progress } = ctx
    let checked = 0
    const until = performance.now() + runForMs
    await openWalk(db)
    for (let place = await currentPlace(db); place; place = await currentPlace(db)) {
      signal.throwIfAborted()
      if (performance.now() > until) {
        await enqueue(db, findOrphans, {})
        return
      }
      const step = await steps[place.part](ctx, place)
      await advance(db, place.part, step)
      checked += step.checked
      progress?.(checked)
    }
    const parts = await db.orphanWalk.findMany({ select: { part: true, checked: true, found: true } })
    log.info({ parts }, 'orphans looked for')
  },
})
