import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { Redis } from 'ioredis'
import pLimit from 'p-limit'
import type { TimelineBuilder } from './build.ts'
import type { TimelineMetrics } from './metrics.ts'
import { scriptsOf } from './scripts.ts'

/**
 * Builds the cold feeds among those of these readers, those of an earlier run of Redis too, and answers how many; null where there
 * is no Redis to keep them. A second run finds them warm. Throws when Redis or Postgres fails, or when the signal is aborted.
 */
export type WarmFeeds = (readers: readonly bigint[], signal: AbortSignal) => Promise<number | null>

/** Nobody waits for these: most of `FEED_STATEMENTS` stays for readers. */
const warmingAtOnce = 2

export function createWarmer(redis: Redis, builder: TimelineBuilder, metrics: TimelineMetrics): WarmFeeds {
  const scripts = scriptsOf(redis)
  return async (readers, signal) => {
    const found = await Promise.all(readers.map((reader) => scripts.isWarm(1, redisKeys.feed(reader))))
    const cold = readers.filter((_, i) => found[i] === 0)
    await pLimit(warmingAtOnce).map(cold, async (reader) => {
      signal.throwIfAborted()
      await builder.feed(reader)
      metrics.warmed(1)
    })
    return cold.length
  }
}
