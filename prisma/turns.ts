import type { PoolLimits } from './pool-settings.ts'

/**
 * A statement was refused at once, or after its wait: every connection of this process is taken, and none has come free for long.
 * Nothing was sent. GraphQL answers what `extensions` says.
 */
export class DatabaseOverloaded extends Error {
  override readonly name = 'DatabaseOverloaded'
  readonly extensions = { code: 'OVERLOADED' }

  constructor() {
    super('Halide is busy. Try again in a moment.')
  }
}

export interface TurnEvents {
  opened(): void
  closed(): void
  refused(): void
}

/** The right to hold a connection, as often as there are connections; and the breaker, for when it cannot be had. */
export interface Turns {
  /** Waits for a turn, first come first served. Whoever has one gives it back. Throws `DatabaseOverloaded`. */
  take(): Promise<void>
  giveBack(): void
  waiting(): number
  isOpen(): boolean
}

interface Waiter {
  go(): void
  refuse(): void
}

/**
 * A caller that waited for `exhaustedAfterMs` in vain opens the breaker: all who wait are refused, and all who come. Every
 * `probeAfterMs` one caller may wait again; the turn that it gets closes the breaker. (The circuit breaker of cockatiel keeps the
 * others waiting for what the probe finds out, which is what this one is to prevent.)
 */
export function createTurns({ maxConnections, exhaustedAfterMs, probeAfterMs }: PoolLimits, events: TurnEvents): Turns {
  const waiters = new Set<Waiter>()
  let taken = 0
  /** When the breaker opened, or its last probe failed; null while it is closed. */
  let openedAt: number | null = null

  function open(): void {
    if (openedAt === null) events.opened()
    openedAt = performance.now()
    for (const waiter of waiters) waiter.refuse()
    waiters.clear()
  }

  function close(): void {
    if (openedAt === null) return
    openedAt = null
    events.closed()
  }

  function refusal(): DatabaseOverloaded {
    events.refused()
    return new DatabaseOverloaded()
  }

  function wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(open, exhaustedAfterMs)
      waiters.add({
        go() {
          clearTimeout(timer)
          close()
          resolve()
        },
        refuse() {
          clearTimeout(timer)
          reject(refusal())
        },
      })
    })
  }

  return {
    async take() {
      // Opening sent everybody away: who waits at an open breaker is its probe.
      if (openedAt !== null && (waiters.size > 0 || performance.now() - openedAt < probeAfterMs)) throw refusal()
      if (taken === maxConnections) return wait()
      taken += 1
      close()
    },
    giveBack() {
      const [next] = waiters
      if (!next) {
        taken -= 1
        return
      }
      waiters.delete(next)
      next.go()
    },
    waiting: () => waiters.size,
    isOpen: () => openedAt !== null,
  }
}
