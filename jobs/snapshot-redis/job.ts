import { createHash } from 'node:crypto'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { Staged } from '@halide/storage/store.ts'
import { z } from 'zod'
import { defineJob } from '../kit.ts'
import { expireSnapshots } from './expire.ts'
import type { Manifest } from './manifest.ts'

/**
 * Takes a snapshot of Redis into the object store, part after part, and last the manifest that names them. Run by the clock. A part is
 * LIVE only together with the row that counts it: what a killed run leaves is either counted, and expires with the row, or
 * PENDING, and is swept with all that was begun and never finished.
 */
export const snapshotRedis = defineJob({
  name: 'snapshot_redis',
  what: 'Redis into the object store.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  // The clock brings the next one soon.
  retry: { attempts: 1 },
  timeLimitMs: 600_000,
  async plan(_, { db }) {
    const [last] = await db.$queryRaw<{ parts: number }[]>`
      select parts from redis_snapshots where finished_at is not null order by taken_at desc limit 1`
    return { amount: last?.parts ?? 0, unit: 'parts, as the last time', isAtLeast: false }
  },
  async run(_, ctx) {
    const { db, store, timeline, signal, log, progress } = ctx
    const dumped = timeline.dump(signal)
    if (!dumped) return
    const takenAt = new Date(await databaseTime(db))
    await db.redisSnapshot.create({ data: { takenAt } })

    const stage = (key: string, bytes: Buffer, contentType: string) =>
      store.stage(key, bytes, { contentType, md5: createHash('md5').update(bytes).digest() })
    /** Throws when the row is gone: then this run is one that was thought dead. */
    const goLive = (staged: Staged, data: { parts: number; bytes?: bigint; finishedAt?: Date }) =>
      db.$transaction(async (tx) => {
        await tx.redisSnapshot.update({ where: { takenAt }, data })
        await store.goLive(tx, [staged])
      })

    const manifest: Manifest = { takenAt: takenAt.toISOString(), parts: [] }
    const { parts } = manifest
    let bytes = 0
    for await (const part of dumped) {
      const staged = await stage(
        objectKeys.redisSnapshotPart(takenAt, parts.length),
        part.bytes,
        'application/octet-stream',
      )
      parts.push({ key: staged.key, bytes: part.bytes.length, keys: part.keys, md5: staged.md5.toString('hex') })
      await goLive(staged, { parts: parts.length })
      bytes += part.bytes.length
      progress?.(parts.length)
      signal.throwIfAborted()
    }
    const body = Buffer.from(JSON.stringify(manifest, null, 2))
    const staged = await stage(objectKeys.redisSnapshotManifest(takenAt), body, 'application/json')
    await goLive(staged, { parts: parts.length, bytes: BigInt(bytes), finishedAt: new Date() })
    log.debug({ takenAt, parts: parts.length, bytes }, 'redis snapshot taken')
    await expireSnapshots(ctx)
  },
})
