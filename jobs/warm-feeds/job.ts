import { type Db, sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'

/** Readers that one job visits; the next job is the checkpoint. */
export const readersABatch = 500

/**
 * Builds the cold feeds of those who were here within a day, so that after an eviction or the loss of Redis their next visit need
 * not. Begun by the clock, see crontab.ts; each batch enqueues the next, so that a kill costs one batch at most, and in that the
 * feeds already built are warm.
 */
export const warmFeeds = defineJob({
  name: 'warm_feeds',
  what: 'Cold feeds of those who were here within a day, 500 readers a job.',
  payload: z.object({ afterUserId: idInPayload.optional() }),
  key: ({ afterUserId }) => `${afterUserId ?? 0}`,
  lane: 'backfill',
  retry: { attempts: 5 },
  plan: ({ afterUserId = 0n }, { db }) =>
    countPlanned(
      db,
      'readers',
      sql`select distinct user_id from sessions
        where user_id > ${afterUserId} and revoked_at is null and refreshed_at > now() - interval '1 day'`,
    ),
  async run({ afterUserId = 0n }, { db, timeline, signal, log, progress }) {
    const readers = await activeAfter(db, afterUserId)
    progress?.(0, readers.length)
    const warmed = await timeline.warm(readers, signal)
    progress?.(readers.length, readers.length)
    if (warmed) log.info({ warmed, of: readers.length }, 'cold feeds of active readers built')
    if (warmed === null || readers.length < readersABatch) return
    await enqueue(db, warmFeeds, { afterUserId: readers.at(-1)! })
  },
})

/**
 * An access token lasts 15 minutes, so every client in use refreshes its session about as often: that is the record of activity,
 * and no read has to write one. Walks the index on user_id; one on refreshed_at would have to be written at every refresh.
 */
async function activeAfter(db: Db, userId: bigint): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    select distinct user_id id from sessions
    where user_id > ${userId} and revoked_at is null and refreshed_at > now() - interval '1 day'
    order by user_id
    limit ${readersABatch}`
  return rows.map(({ id }) => id)
}
