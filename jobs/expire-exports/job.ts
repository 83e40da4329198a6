import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import type { JobContext } from '../context.ts'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'

/** Days after which one that was never finished is destroyed: far above what a thaw takes. */
const unfinishedDays = 7

const dueExports = sql`
  select id from data_exports where expires_at < now()
    or requested_at < now() - ${unfinishedDays}::int * interval '1 day' and state in ('PENDING', 'FAILED')`

/** Destroys data exports beyond their time. Their owner is told that they have EXPIRED. Run by the clock. */
export const expireExports = defineJob({
  name: 'expire_exports',
  what: 'Exports beyond EXPORT_DAYS, or unfinished for a week.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'exports', dueExports),
  run: async (_, ctx) => {
    const due = await ctx.db.$queryRaw<{ id: bigint }[]>`${dueExports} order by id`
    for (const [done, { id }] of due.entries()) {
      ctx.progress?.(done, due.length)
      ctx.signal.throwIfAborted()
      await destroyExport(ctx, id)
    }
    ctx.progress?.(due.length, due.length)
  },
})

/** Destroys its objects; the row stays and says EXPIRED. */
export async function destroyExport({ db, store }: Pick<JobContext, 'db' | 'store'>, id: bigint): Promise<void> {
  const keys = await db.$transaction(async (tx) => {
    await tx.$executeRaw`update data_exports set state = 'EXPIRED', expires_at = null where id = ${id}`
    const parts = await tx.$queryRaw<{ key: string }[]>`
      delete from data_export_parts where export_id = ${id} returning object_key as key`
    const keys = parts.map(({ key }) => key)
    await store.tombstone(tx, keys)
    // Nobody is to be alarmed for the damage of what is not needed any more.
    await tx.unrepairableObject.deleteMany({ where: { key: { in: keys } } })
    return keys
  })
  // Killed before this, the bytes stay until sweep_objects finds the ledger's TOMBSTONED rows.
  await store.erase(keys)
}
