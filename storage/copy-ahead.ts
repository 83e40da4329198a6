import type { StorageDb } from '@halide/prisma/client.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { GuardedRegion } from './guard.ts'
import { takeBackIfDeleted } from './late-copy.ts'
import type { ObjectClaim } from './ledger.ts'
import type { Capabilities } from './probe.ts'
import { writeVerified } from './write-verified.ts'

/** Bytes on their way to a second region at once, in this process. What finds no room is left to replication. */
const mostBytesInFlight = 64 * 1024 * 1024

export interface CopyAhead {
  /** Sends an object to a further region while nobody waits for it. Never throws. */
  start(object: ObjectClaim, bytes: Buffer, to: GuardedRegion): void
}

/**
 * Copies an object to its second region as soon as the first has it, from memory: the time in which one region's loss would lose
 * it is then a fraction of a second instead of the seconds between two runs of replication, which makes up for what fails here.
 */
export function createCopyAhead(
  db: StorageDb,
  log: Logger,
  capabilitiesOf: (region: GuardedRegion) => Promise<Capabilities>,
): CopyAhead {
  let bytesInFlight = 0

  async function copy(object: ObjectClaim, bytes: Buffer, to: GuardedRegion): Promise<void> {
    try {
      await writeVerified(to, await capabilitiesOf(to), db, object, bytes)
    } catch (error) {
      log.debug({ key: object.key, region: to.name, err: error }, 'not copied ahead')
      await takeBackIfDeleted(db, object.key, [to])
    }
  }

  return {
    start(object, bytes, to) {
      if (to.breaker() !== 'closed' || bytesInFlight + bytes.length > mostBytesInFlight) return
      bytesInFlight += bytes.length
      void copy(object, bytes, to)
        .catch((error: unknown) => log.warn({ key: object.key, err: error }, 'copy of a deleted object may be left'))
        .finally(() => {
          bytesInFlight -= bytes.length
        })
    },
  }
}
