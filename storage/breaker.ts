export type BreakerState = 'closed' | 'open' | 'half_open'

/** What a call that ended says about its region. `unknown`: nothing, its caller gave up. */
export type Verdict = 'down' | 'answers' | 'unknown'

/** R5.1. */
const failuresToOpen = 5
const successesToClose = 3
/** Milliseconds from one failed retry to the next; the last one repeats. */
const retryDelaysMs = [1_000, 2_000, 4_000, 8_000]

export interface BreakerOptions {
  judge(error: unknown): Verdict
  /** What a call that is not let through fails with. */
  refusal(retryInMs: number): Error
  changed(state: BreakerState): void
  /** Milliseconds that never go back. */
  now?: () => number
}

/** Keeps calls from a region that is down: they fail at once, except one retry at a time that finds out whether it is back. */
export interface Breaker {
  state(): BreakerState
  /** Whether a call would be let through now. */
  admits(): boolean
  /** `success` is what it says about the region when the call succeeds. */
  run<T>(call: () => Promise<T>, success?: Verdict): Promise<T>
}

/**
 * Three successes in a row, as R5.1 asks, keep a region that answers now and then from taking every call. cockatiel and opossum close
 * on the first one, and cockatiel lets callers wait for what the retry finds out, where ours have another region to go to.
 */
export function createBreaker({ judge, refusal, changed, now = () => performance.now() }: BreakerOptions): Breaker {
  let state: BreakerState = 'closed'
  /** In a row: failures while closed, successes while half open. */
  let inARow = 0
  let retries = 0
  let retryAt = 0
  let trying = false
  /** Goes up with every change of state: what began before it says nothing about the state after it. */
  let period = 0

  function enter(next: BreakerState): void {
    state = next
    inARow = 0
    period += 1
    changed(next)
  }

  function open(): void {
    retryAt = now() + retryDelaysMs[Math.min(retries, retryDelaysMs.length - 1)]!
    retries += 1
    enter('open')
  }

  function answered(): void {
    if (state === 'closed') inARow = 0
    else if (++inARow === successesToClose) {
      retries = 0
      enter('closed')
    }
  }

  function failed(): void {
    if (state === 'half_open' || ++inARow === failuresToOpen) open()
  }

  const admits = () => (state === 'open' ? now() >= retryAt : !(state === 'half_open' && trying))

  return {
    state: () => state,
    admits,
    async run(call, success = 'answers') {
      const admitted = admits()
      if (state === 'open' && admitted) enter('half_open')
      if (!admitted) throw refusal(Math.max(0, retryAt - now()))
      const retry = state === 'half_open'
      if (retry) trying = true
      const begunIn = period
      let verdict: Verdict = 'unknown'
      try {
        const result = await call()
        verdict = success
        return result
      } catch (error) {
        verdict = judge(error)
        throw error
      } finally {
        if (retry) trying = false
        if (begunIn === period && verdict !== 'unknown') (verdict === 'answers' ? answered : failed)()
      }
    },
  }
}
