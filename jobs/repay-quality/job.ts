import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, sql } from '@halide/prisma/client.ts'
import type { LoadNow } from '@halide/prisma/load.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, type RunContext } from '../kit.ts'
import { findReadyPhoto } from '../process-photo/photo-rows.ts'
import { publishEdition } from '../process-photo/publish-edition.ts'
import { renderOriginal } from '../process-photo/render-original.ts'

/** Photos made good at once: no more than there are cores to decode them, so that a new one waits for one of these at most. */
const atOnce = availableParallelism()

/** Milliseconds between two looks whether there is room again. */
const pauseMs = 500

/**
 * Gives photos what they were not given under load (process-photo/effort.ts), the oldest first: each as a new edition, with
 * everything. Only while all is calm, and never so fast that it is the load itself.
 */
export const repayQuality = defineJob({
  name: 'repay_quality',
  what: 'What photos were made with in fast mode is made good, as new editions.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'photos', sql`select from quality_debts`),
  async run(_, ctx) {
    const { db, load, levels, signal, log, progress } = ctx
    let repaid = 0
    for (let now = await load.now(); isCalm(now); now = await load.now()) {
      signal.throwIfAborted()
      if (now.load > (levels.levels[1]?.below ?? 1)) {
        await sleep(pauseMs, undefined, { signal })
        continue
      }
      const photoIds = await takeSome(db)
      if (photoIds.length === 0) break
      const outcomes = await Promise.all(photoIds.map((photoId) => repay(ctx, photoId)))
      repaid += outcomes.filter(Boolean).length
      progress?.(repaid)
    }
    if (repaid > 0) log.info({ photos: repaid }, 'photos made under load have their full quality')
  },
})

function isCalm({ level, queueLevel }: LoadNow): boolean {
  return level === 'NORMAL' && queueLevel === 'NORMAL'
}

/** Taken for a minute, so that several runs at once share the work; what failed, or whose run died, is anybody's again then. */
async function takeSome(db: Db): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    update quality_debts set tried_at = now() where photo_id in (
      select photo_id from quality_debts where tried_at is null or tried_at < now() - interval '1 minute'
      order by since, photo_id limit ${atOnce}::int for update skip locked)
    returning photo_id as id`
  return rows.map(({ id }) => id)
}

/** Answers false where its original is lost or damaged, which integrity finds: what was made of it stays. */
async function repay(ctx: RunContext, photoId: bigint): Promise<boolean> {
  const { db, signal } = ctx
  const photo = await findReadyPhoto(db, photoId)
  const made = photo && (await renderOriginal(ctx, photo, { filter: photo.filter }, signal))
  signal.throwIfAborted()
  return made ? (await publishEdition(ctx, photo, made)) !== null : false
}
