import type { Logger } from '@halide/telemetry/log.ts'
import type { Redis } from 'ioredis'

/** Keeps readers off a Redis that fails or hangs: it costs the first few of them a timeout, and the others nothing. */
export interface RedisBreaker {
  /** Whether a reader may try. While not, asks Redis itself, at most every second and with no reader waiting. */
  usable(): boolean
  worked(): void
  failed(error: unknown): void
}

/** What a process counts of its use of Redis. */
export interface RedisMetrics {
  redisFailed(): void
  /** Looked at when the metrics are asked for. */
  watchRedis(usable: () => boolean): void
}

/** One after the other. A single slow command is no outage. */
const failuresToOpen = 3
const probeEveryMs = 1_000

export function createBreaker(redis: Redis, metrics: RedisMetrics, log: Logger): RedisBreaker {
  let failures = 0
  let probeAt = 0

  async function probe(): Promise<void> {
    try {
      await redis.ping()
      failures = 0
      log.info('redis is read again')
    } catch {
      // A connection that hangs may go on to hang for minutes after the server is back; a new one does not.
      if (redis.status === 'ready') redis.disconnect(true)
    }
  }

  function usable(): boolean {
    if (failures < failuresToOpen) return true
    const now = performance.now()
    if (now >= probeAt) {
      probeAt = now + probeEveryMs
      void probe()
    }
    return false
  }

  // Whoever reads the gauge asks Redis too: else it would say 0 until the next reader comes.
  metrics.watchRedis(usable)
  return {
    usable,
    worked() {
      // What was under way when it opened says nothing: a probe closes it.
      if (failures < failuresToOpen) failures = 0
    },
    failed(error) {
      metrics.redisFailed()
      log.debug({ err: error }, 'read without redis')
      failures++
      if (failures === failuresToOpen) probeAt = performance.now() + probeEveryMs
    },
  }
}
