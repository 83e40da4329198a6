import { databaseTime } from '@halide/prisma/database-time.ts'
import type { JobContext } from '../context.ts'
import { referredAmong } from './referred.ts'
import { forgetUnseen } from './report.ts'
import type { Place, Step } from './walk.ts'

/** Collected in one step, and side by side. */
const batchSize = 40
const atOnce = 4

/** What the ledger said of each kind when it was found. */
const ledgerSaid = { UNKNOWN: null, GONE: 'GONE', UNREFERENCED: 'LIVE' } as const

interface Collectable {
  kind: keyof typeof ledgerSaid
  key: string
  bytes: bigint
}

/** Erases what was an orphan in every walk of the days of grace, in this one too, and is one at this moment. */
export async function stepThroughCollection(ctx: JobContext, { cursor, startedAt }: Place): Promise<Step> {
  const { db, orphanGraceDays, log } = ctx
  if (cursor === '') await forgetUnseen(db, startedAt)
  const due = await db.orphanedObject.findMany({
    where: {
      kind: { not: 'DANGLING' },
      key: { gt: cursor },
      firstSeenAt: { lt: new Date((await databaseTime(db)) - orphanGraceDays * 86_400_000) },
    },
    orderBy: { key: 'asc' },
    take: batchSize,
    select: { kind: true, key: true, bytes: true },
  })
  let found = 0
  for (let at = 0; at < due.length; at += atOnce) {
    const some = due.slice(at, at + atOnce) as Collectable[]
    const collected = await Promise.all(some.map((orphan) => collect(ctx, orphan)))
    found += collected.filter(Boolean).length
  }
  if (found > 0) log.warn({ collected: found }, 'orphaned objects collected')
  return { next: due.at(-1)?.key ?? null, checked: due.length, found }
}

/** Answers whether it was an orphan still. Killed after the tombstone, `sweep_objects` erases the bytes. */
export async function collect({ db, store }: JobContext, { kind, key, bytes }: Collectable): Promise<boolean> {
  const condemned = await db
    .$transaction(async (tx) => {
      if (!(await store.condemn(tx, key, ledgerSaid[kind], Number(bytes)))) return false
      // In a statement of its own: it sees the rows of whoever had the key's lock before us. Nobody can go LIVE with it after us.
      if ((await referredAmong(tx, [key])).size > 0) throw new Needed()
      return true
    })
    .catch((error: unknown) => {
      if (error instanceof Needed) return false
      throw error
    })
  if (!condemned) return false
  await store.erase([key])
  await db.orphanedObject.deleteMany({ where: { kind, key } })
  return true
}

/** Rolls the tombstone back. */
class Needed extends Error {}
