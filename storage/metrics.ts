import { Counter, Gauge, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'
import type { BreakerState } from './breaker.ts'
import type { StorageFaultCode } from './faults.ts'
import type { RegionName } from './region.ts'

export type Operation = 'put' | 'get' | 'head' | 'delete' | 'copy' | 'thaw' | 'list' | 'reach'
/** `missing`: answered that there is no such object. `exists`: a conditional put found one. `aborted`: by our own caller. */
export type Outcome = 'ok' | 'missing' | 'exists' | 'aborted' | Lowercase<StorageFaultCode>

export interface StorageMetrics {
  /** One call of the store ended; for a get, when its first bytes came. */
  operationEnded(region: RegionName, operation: Operation, outcome: Outcome, seconds: number): void
  /** The breaker of a region changed its state. */
  breakerIs(region: RegionName, state: BreakerState): void
  /** The primary failed, and the backup took the object. */
  writeFellBack(): void
  /** No region took an original, and the buffer did. */
  buffered(): void
  /** A read was answered, or carried on, by the backup or the buffer. */
  readFellBack(reason: 'missing' | 'failed' | 'broken_off'): void
}

export function createStorageMetrics(registry: Registry): StorageMetrics {
  const operations = new Counter({
    name: 'halide_storage_operations_total',
    help: 'Calls of the object store.',
    labelNames: ['region', 'operation', 'outcome'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'halide_storage_operation_seconds',
    help: 'How long calls of the object store take; a get, until its first bytes.',
    labelNames: ['region', 'operation'],
    buckets: latencyBuckets,
    registers: [registry],
  })
  const fallbacks = new Counter({
    name: 'halide_storage_read_fallbacks_total',
    help: 'Reads that the backup region or the buffer answered, by what was wrong with the primary.',
    labelNames: ['reason'],
    registers: [registry],
  })
  const writeFallbacks = new Counter({
    name: 'halide_storage_write_fallbacks_total',
    help: 'Objects that the backup region took because the primary failed.',
    registers: [registry],
  })
  const bufferings = new Counter({
    name: 'halide_storage_bufferings_total',
    help: 'Originals that the buffer took because every region failed.',
    registers: [registry],
  })
  const breakers = new Gauge({
    name: 'halide_storage_breaker_state',
    help: 'Breaker of a region: 0 closed, 1 half open, 2 open.',
    labelNames: ['region'],
    registers: [registry],
  })
  return {
    operationEnded: (region, operation, outcome, duration) => {
      operations.inc({ region, operation, outcome })
      seconds.observe({ region, operation }, duration)
    },
    breakerIs: (region, state) => breakers.set({ region }, { closed: 0, half_open: 1, open: 2 }[state]),
    writeFellBack: () => writeFallbacks.inc(),
    buffered: () => bufferings.inc(),
    readFellBack: (reason) => fallbacks.inc({ reason }),
  }
}
