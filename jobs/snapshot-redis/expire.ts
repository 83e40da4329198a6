import type { Tx } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { JobContext } from '../context.ts'

/** Milliseconds after which nobody is still writing a snapshot: far above the job's time limit. */
const unfinishedLifetimeMs = 3_600_000

/** Erases snapshots beyond their time, and those that never became whole. The newest whole one stays, however old. */
export async function expireSnapshots({ db, store, redisSnapshotHours }: JobContext): Promise<void> {
  const now = await databaseTime(db)
  const keptSince = new Date(now - redisSnapshotHours * 3_600_000)
  const writtenSince = new Date(now - unfinishedLifetimeMs)
  const rows = await db.$queryRaw<{ takenAt: Date }[]>`
    select taken_at as "takenAt" from redis_snapshots
    where finished_at is null and taken_at < ${writtenSince}
      or taken_at < ${keptSince}
        and taken_at < (select max(taken_at) from redis_snapshots where finished_at is not null)`
  for (const { takenAt } of rows) {
    const keys = await db.$transaction(async (tx) => {
      const keys = await forget(tx, takenAt)
      await store.tombstone(tx, keys)
      // Nobody is to be alarmed for the damage of what is not needed any more.
      await tx.unrepairableObject.deleteMany({ where: { key: { in: keys } } })
      return keys
    })
    // Killed before this, the bytes stay until sweep_objects finds the ledger's TOMBSTONED rows.
    await store.erase(keys)
  }
}

/** Deletes the row: no part can go LIVE any more. Answers the keys of those that are. */
async function forget(tx: Tx, takenAt: Date): Promise<string[]> {
  const [row] = await tx.$queryRaw<{ parts: number }[]>`
    delete from redis_snapshots where taken_at = ${takenAt} returning parts`
  if (!row) return []
  const parts = Array.from({ length: row.parts }, (_, part) => objectKeys.redisSnapshotPart(takenAt, part))
  return [...parts, objectKeys.redisSnapshotManifest(takenAt)]
}
