import type { SqlDb } from '@halide/prisma/client.ts'
import { LRUCache } from 'lru-cache'
import type { LimitFunction } from 'p-limit'
import type { CachedFeed } from './cached-feed.ts'
import type { TimelineMetrics } from './metrics.ts'
import { createOnce } from './once.ts'
import { memoryLifetime, type TimelineLimits } from './settings.ts'
import { newerThan, settledFeed } from './statements.ts'

/**
 * Feeds that this process keeps itself while Redis cannot be used. Nobody pushes to it, so it keeps only what no publication can
 * change: the part older than any transaction still open, with deleted posts in it. What is newer is asked for at each read, by
 * one cheap statement. So a post, a restored one too, shows on the next read here as well; the epoch catches follows, and the
 * visibility statement the rest, as they do with a feed from Redis.
 */
export interface FeedMemory {
  /** Complete from its `since` up to `below`, built first if it is not kept, or `anew`. Null when the viewer is gone. Throws when Postgres fails. */
  feed(viewerId: bigint, below: bigint, anew: boolean): Promise<CachedFeed | null>
  has(viewerId: bigint): boolean
}

interface SettledFeed {
  epoch: number
  /** Positions from here up are not in it. */
  settled: bigint
  since: bigint
  /** Newest first. 8 bytes each. */
  positions: BigInt64Array
}

/** What an entry costs beside its positions, roughly. */
const entryBytes = 300

export function createMemory(parts: {
  db: SqlDb
  limits: TimelineLimits
  metrics: TimelineMetrics
  /** The bounds on statements at once: that fill, and that look. */
  bounded: LimitFunction
  looking: LimitFunction
}): FeedMemory {
  const { db, metrics, bounded, looking } = parts
  const { feedEntries, memoryBytes } = parts.limits
  const once = createOnce<SettledFeed | null>()
  const kept = new LRUCache<bigint, SettledFeed>({
    maxSize: memoryBytes,
    sizeCalculation: ({ positions }) => positions.byteLength + entryBytes,
  })
  metrics.watchMemory(() => kept.calculatedSize)

  const build = (viewerId: bigint) =>
    once(viewerId.toString(), () =>
      bounded(async () => {
        const found = await settledFeed(db, viewerId, feedEntries + 1)
        if (!found) return null
        const positions = BigInt64Array.from(found.positions.slice(0, feedEntries))
        const since = found.positions.length > feedEntries ? positions.at(-1)! : 0n
        const feed = { epoch: found.epoch, settled: found.settled, since, positions }
        kept.set(viewerId, feed, { ttl: memoryLifetime() })
        return feed
      }),
    )

  return {
    has: (viewerId) => kept.has(viewerId),
    async feed(viewerId, below, anew) {
      const known = anew ? undefined : kept.get(viewerId)
      metrics.memoryRead(known !== undefined)
      const feed = known ?? (await build(viewerId))
      if (!feed) return null
      const { epoch, settled, since, positions } = feed
      // Before the statement that decides who may see it: whoever was followed since is then of another epoch.
      const newer =
        below <= settled ? [] : await looking(() => newerThan(db, viewerId, settled, below, feedEntries + 1))
      if (newer.length > feedEntries) return { epoch, since: newer.at(-1)!, positions: newer }
      return { epoch, since, positions: [...newer, ...positions] }
    },
  }
}
