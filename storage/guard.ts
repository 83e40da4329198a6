import type { Logger } from '@halide/telemetry/log.ts'
import { type BreakerState, createBreaker, type Verdict } from './breaker.ts'
import { StorageFault } from './faults.ts'
import type { StorageMetrics } from './metrics.ts'
import type { Region } from './region.ts'

export interface GuardedRegion extends Region {
  breaker(): BreakerState
  /** Whether the breaker would let a call through now. */
  admits(): boolean
}

/** A region behind its breaker: while it is down, every call fails at once as UNAVAILABLE. */
export function guard(region: Region, log: Logger, metrics: StorageMetrics): GuardedRegion {
  const { name } = region
  metrics.breakerIs(name, 'closed')
  const breaker = createBreaker({
    judge,
    refusal: (ms) => new StorageFault('UNAVAILABLE', `${name}: breaker open, next retry in ${Math.ceil(ms)} ms`),
    changed: (state) => {
      metrics.breakerIs(name, state)
      log.warn({ region: name, breaker: state }, 'breaker of a region changed')
    },
  })
  return {
    ...region,
    breaker: breaker.state,
    admits: breaker.admits,
    put: (...args) => breaker.run(() => region.put(...args)),
    get: (...args) => breaker.run(() => region.get(...args)),
    head: (...args) => breaker.run(() => region.head(...args)),
    versions: (...args) => breaker.run(() => region.versions(...args)),
    changeClass: (...args) => breaker.run(() => region.changeClass(...args)),
    thaw: (...args) => breaker.run(() => region.thaw(...args)),
    deleteVersion: (...args) => breaker.run(() => region.deleteVersion(...args)),
    delete: (...args) => breaker.run(() => region.delete(...args)),
    // That a bucket can be reached says nothing about puts that fail: a look may end an outage, not hide one.
    reach: () => breaker.run(() => region.reach(), breaker.state() === 'closed' ? 'unknown' : 'answers'),
  }
}

/** Any answer but "not now" shows a store that works, also a refusal. */
function judge(error: unknown): Verdict {
  if (!(error instanceof StorageFault) || error.code !== 'UNAVAILABLE') return 'answers'
  return error.cause instanceof Error && error.cause.name === 'AbortError' ? 'unknown' : 'down'
}
