import type { StorageDb } from '@halide/prisma/client.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { oneQuestion } from '@halide/telemetry/one-question.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'
import { buffered, dropStale, oldestBuffered, settle, type UploadBuffer } from './buffer.ts'
import { StorageFault } from './faults.ts'
import { takeBackIfDeleted } from './late-copy.ts'
import type { ObjectClaim } from './ledger.ts'
import { readWhole } from './reader.ts'
import type { Region } from './region.ts'

export interface Drained {
  moved: number
  /** Left for the next run: the log says why. */
  failed: number
}

interface Drain {
  db: StorageDb
  log: Logger
  buffer: UploadBuffer
  /** To the first region that takes it. Throws UNAVAILABLE when none does. */
  write(object: ObjectClaim, bytes: Buffer): Promise<unknown>
  regions: readonly Region[]
}

const batchSize = 20

/**
 * Moves what is buffered into a region, the longest buffered first, one at a time: each is in memory as a whole. Buffered bytes go
 * when a region provably has them, so a run may end anywhere. Throws UNAVAILABLE as soon as no region takes anything.
 */
export async function drainAll(
  { db, log, buffer, write, regions }: Drain,
  signal: AbortSignal,
  progress?: (moved: number) => void,
): Promise<Drained> {
  await dropStale(db)
  const failed: string[] = []
  for (let moved = 0; ; ) {
    const batch = await oldestBuffered(db, batchSize, failed)
    if (batch.length === 0) return { moved, failed: failed.length }
    for (const object of batch) {
      signal.throwIfAborted()
      try {
        const bytes = await readWhole(buffer, object.key, object.md5)
        // Another run was faster.
        if (!bytes) continue
        await write(object, bytes)
        await settle(db, object.key)
        moved += 1
        progress?.(moved)
      } catch (error) {
        if (error instanceof StorageFault && error.code === 'UNAVAILABLE') throw error
        await takeBackIfDeleted(db, object.key, regions).catch(() => {})
        log.error({ key: object.key, err: error }, 'object stays in the buffer')
        failed.push(object.key)
      }
    }
  }
}

/** What is in the buffer, asked of the database at every scrape. */
export function measureBuffer(db: StorageDb, registry: Registry): void {
  const found = oneQuestion(() => buffered(db))
  const gauge = (name: string, of: keyof Awaited<ReturnType<typeof found>>, help: string) =>
    new Gauge({
      name: `halide_buffered_${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set((await found())[of])
      },
    })
  gauge('objects', 'objects', 'Originals that wait in Postgres for a region to take them.')
  gauge('bytes', 'bytes', 'Their bytes.')
  gauge('age_seconds', 'seconds', 'For how long the oldest of them has waited.')
}
