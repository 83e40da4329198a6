import type { Logger } from '@halide/telemetry/log.ts'
import { type BreakerState, createBreaker, type Verdict } from './breaker.ts'
import { StorageFault } from './faults.ts'
import type { StorageMetrics } from './metrics.ts'
import type { Region, Source } from './region.ts'

export interface GuardedRegion extends Region {
  breaker(): BreakerState
  /** Whether the breaker would let a call through now. */
  admits(): boolean
}

/** Not asked, since its breaker is open. */
export class BreakerOpen extends StorageFault {
  /** The region itself, for a reader whom nothing else can answer: it may be back before its breaker tries it. */
  readonly past: Source

  constructor(past: Source, retryInMs: number) {
    super('UNAVAILABLE', `${past.name}: breaker open, next retry in ${Math.ceil(retryInMs)} ms`)
    this.past = past
  }
}

/** Reads past an open breaker at a time, in this process: few, since each may cost its reader a time-out, and the region a call. */
const mostReadsPastBreaker = 8

/** A region behind its breaker: while it is down, every call fails at once as UNAVAILABLE. */
export function guard(region: Region, log: Logger, metrics: StorageMetrics): GuardedRegion {
  const { name } = region
  metrics.breakerIs(name, 'closed')
  let readsPast = 0
  const past: Source = { name, get: few(region.get), head: few(region.head) }
  function few<Args extends unknown[], T>(read: (...args: Args) => Promise<T>) {
    return async (...args: Args): Promise<T> => {
      if (readsPast >= mostReadsPastBreaker) throw new StorageFault('UNAVAILABLE', `${name}: breaker open`)
      readsPast += 1
      return read(...args).finally(() => {
        readsPast -= 1
      })
    }
  }
  const breaker = createBreaker({
    judge,
    refusal: (ms) => new BreakerOpen(past, ms),
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
