import { type Db, sql } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { firstIdAt } from '@halide/schema/ids.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'

/** Milliseconds that an upload has to become part of a post. */
export const unusedUploadLifetimeMs = 24 * 3_600_000

/** Rows locked at once. */
const batchSize = 200

/** Clears uploads that no post was made of: the row, and the bytes if they came. Run by the clock, see crontab.ts. */
export const sweepUploads = defineJob({
  name: 'sweep_uploads',
  what: 'Uploads that no post was made of within a day, 200 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  async plan(_, { db }) {
    const before = await unusedBefore(db)
    return countPlanned(db, 'uploads', sql`select from uploads where status in ('ISSUED', 'STORED') and id < ${before}`)
  },
  async run(_, { db, store, signal, log, progress }) {
    let swept = 0
    let batch: string[]
    do {
      signal.throwIfAborted()
      batch = await sweepBatch(db, store)
      swept += batch.length
      progress?.(swept)
    } while (batch.length === batchSize)
    if (swept > 0) log.info({ swept }, 'unused uploads cleared')
  },
})

async function unusedBefore(db: Pick<Db, '$queryRaw'>): Promise<bigint> {
  return firstIdAt(Math.floor(await databaseTime(db)) - unusedUploadLifetimeMs)
}

/** The rows are locked while their objects are tombstoned, so that no post can be made of them meanwhile. Answers the objects' keys. */
async function sweepBatch(db: Db, store: ObjectStore): Promise<string[]> {
  const before = await unusedBefore(db)
  const keys = await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ key: string }[]>`
      delete from uploads where id in (
        select id from uploads where status in ('ISSUED', 'STORED') and id < ${before}
        order by id limit ${batchSize}::int for update skip locked)
      returning object_key as key`
    const keys = rows.map(({ key }) => key)
    await store.tombstone(tx, keys)
    return keys
  })
  // Killed before this, the bytes stay, and the ledger's TOMBSTONED row says so.
  await store.erase(keys)
  return keys
}
