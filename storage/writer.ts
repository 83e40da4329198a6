import type { StorageDb } from '@halide/prisma/client.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { UploadBuffer } from './buffer.ts'
import { createCopyAhead } from './copy-ahead.ts'
import { StorageFault } from './faults.ts'
import type { GuardedRegion } from './guard.ts'
import type { ObjectClaim } from './ledger.ts'
import type { StorageMetrics } from './metrics.ts'
import type { Capabilities } from './probe.ts'
import type { Source } from './region.ts'
import { writeVerified } from './write-verified.ts'

/** Brings claimed bytes to a place, verified and in the ledger when it resolves, and answers which. UNAVAILABLE when there is none. */
export interface Writer {
  /** The first region that takes the bytes will do: the other gets them ahead of its turn, or by replication. */
  toRegion(object: ObjectClaim, bytes: Buffer): Promise<Source['name']>
  toRegionOrBuffer(object: ObjectClaim, bytes: Buffer): Promise<Source['name']>
}

export function createWriter({
  regions,
  buffer,
  capabilitiesOf,
  copyAhead,
  db,
  log,
  metrics,
}: {
  regions: readonly GuardedRegion[]
  buffer: UploadBuffer
  capabilitiesOf(region: GuardedRegion): Promise<Capabilities>
  copyAhead: boolean
  db: StorageDb
  log: Logger
  metrics: StorageMetrics
}): Writer {
  const ahead = createCopyAhead(db, log, capabilitiesOf)

  async function toRegion(object: ObjectClaim, bytes: Buffer): Promise<Source['name']> {
    let fault: StorageFault | undefined
    for (const region of regions) {
      try {
        await writeVerified(region, await capabilitiesOf(region), db, object, bytes)
        const other = regions.find((each) => each !== region)
        if (copyAhead && other) ahead.start(object, bytes, other)
        if (fault) {
          metrics.writeFellBack()
          log.warn({ key: object.key, region: region.name, err: fault }, 'written to another region')
        }
        return region.name
      } catch (error) {
        if (!isPlaceFault(error)) throw error
        fault ??= error
      }
    }
    throw fault
  }

  return {
    toRegion,
    toRegionOrBuffer: async (object, bytes) => {
      try {
        return await toRegion(object, bytes)
      } catch (error) {
        if (!isPlaceFault(error)) throw error
        await buffer.put(object, bytes)
        metrics.buffered()
        log.warn({ key: object.key, err: error }, 'held in the buffer: no region takes it')
        return buffer.name
      }
    },
  }
}

/** The place does not take anything, whatever the object is. */
function isPlaceFault(error: unknown): error is StorageFault {
  return error instanceof StorageFault && (error.code === 'UNAVAILABLE' || error.code === 'REFUSED')
}
