import { setTimeout as delay } from 'node:timers/promises'

export interface OutageGrace {
  /** Runs `attempt`, again and again while it fails by an outage that is younger than the grace; then throws its error. */
  through<T>(attempt: () => Promise<T>): Promise<T>
}

export interface OutageGraceOptions {
  /** How long an outage is waited through, in ms; what lasts longer fails at once. 0 waits for nothing. */
  graceMs: number
  /** Whether an error says that nobody is there, and nothing was done. */
  isOutage(error: unknown): boolean
}

const retryEveryMs = 100

/**
 * For what is started again when it dies: callers wait some seconds for it instead of failing. The outage's own age counts, so that
 * a long one costs later callers no time; and no caller waits longer than that, where others are answered meanwhile.
 */
export function createOutageGrace({ graceMs, isOutage }: OutageGraceOptions): OutageGrace {
  let downSince: number | null = null
  let lastFailure = 0

  function ageOfOutage(): number {
    const now = performance.now()
    // Nobody tried for so long: this may be another outage.
    if (downSince === null || now - lastFailure > graceMs) downSince = now
    lastFailure = now
    return now - downSince
  }

  return {
    async through(attempt) {
      const begun = performance.now()
      while (true) {
        try {
          const result = await attempt()
          downSince = null
          return result
        } catch (error) {
          if (!isOutage(error) || ageOfOutage() >= graceMs || performance.now() - begun >= graceMs) throw error
          // Not all at the same moment.
          await delay(retryEveryMs * (0.5 + Math.random()))
        }
      }
    },
  }
}
