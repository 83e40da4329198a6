import type { SqlDb } from '@halide/prisma/client.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import type { Redis } from 'ioredis'
import pLimit from 'p-limit'
import { createBuilder } from './build.ts'
import { createDump, type DumpRedis } from './dump.ts'
import { createMemory } from './memory.ts'
import { createMetrics } from './metrics.ts'
import { createReader, type ReadHomeFeed } from './read.ts'
import { defaultLimits, type TimelineLimits } from './settings.ts'
import { createWarmer, type WarmFeeds } from './warm.ts'
import { createWriter, type TimelineWriter } from './write.ts'

export type { FeedPost } from './statements.ts'

/** The home feeds of a process. Without Redis reads come from SQL, see memory.ts, and writes have nothing to do. */
export interface Timeline extends TimelineWriter {
  homeFeed: ReadHomeFeed
  /** Builds the reader's feed anew if it is warm. Throws when Redis cannot be used. */
  refresh(readerId: bigint): Promise<void>
  warm: WarmFeeds
  dump: DumpRedis
}

export interface TimelineParts {
  /** See `openRedis`. Null when this installation has none. */
  redis: Redis | null
  /** Of the primary: see build.ts. */
  db: SqlDb
  registry: Registry
  log: Logger
  limits?: Partial<TimelineLimits>
}

export function createTimeline({ redis, db, registry, log, limits: given }: TimelineParts): Timeline {
  const limits = { ...defaultLimits, ...given }
  const metrics = createMetrics(registry)
  const bounded = pLimit(limits.statements)
  const looking = pLimit(limits.statements)
  metrics.watchStatements('fill', bounded)
  metrics.watchStatements('look', looking)
  const statements = { db, metrics, limits, bounded, looking }
  const common = { ...statements, log, memory: createMemory(statements) }
  if (!redis) return { ...nothingWarm, homeFeed: createReader({ ...common, cache: null }) }
  const builder = createBuilder({ ...common, redis })
  return {
    ...createWriter(redis, limits),
    homeFeed: createReader({ ...common, cache: { redis, builder } }),
    refresh: async (readerId) => {
      if (await redis.exists(redisKeys.feed(readerId))) await builder.feed(readerId)
    },
    warm: createWarmer(redis, builder, metrics),
    dump: createDump(redis),
  }
}

const nothingWarm: Omit<Timeline, 'homeFeed'> = {
  push: async () => 0,
  pushToAuthor: async () => {},
  remove: async () => 0,
  removeFromAuthor: async () => {},
  addCelebrity: async () => 0,
  refresh: async () => {},
  warm: async () => null,
  dump: () => null,
}
