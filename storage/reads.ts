import type { StorageDb } from '@halide/prisma/client.ts'
import { originalsPrefix } from '@halide/schema/object-keys.ts'
import type { Logger } from '@halide/telemetry/log.ts'

/** What is lost with a process that is killed: an original then counts as unread for longer than it is. */
const flushAfterMs = 5_000

/** Notes on which day originals were read last, in batches and never in a reader's time. */
export interface Reads {
  note(key: string): void
  /** Writes down what is noted. Never throws. */
  flush(): Promise<void>
}

/** One write an original and day, however often it is read. */
export function createReads(db: StorageDb, log: Logger): Reads {
  let noted = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const keys = [...noted]
    noted = new Set()
    if (keys.length === 0) return
    try {
      await db.$executeRaw`
        update objects set last_read_on = current_date where key = any(${keys}::text[]) and last_read_on < current_date`
    } catch (error) {
      log.warn({ err: error, reads: keys.length }, 'reads of originals not noted')
    }
  }

  return {
    note: (key) => {
      if (!key.startsWith(originalsPrefix)) return
      noted.add(key)
      timer ??= setTimeout(flush, flushAfterMs).unref()
    },
    flush,
  }
}
