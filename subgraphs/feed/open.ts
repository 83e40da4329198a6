import type { SqlDb } from '@halide/prisma/client.ts'
import { createSwitches } from '@halide/prisma/switches.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import type { Redis } from '@halide/timeline/redis.ts'
import { timelineLimits } from '@halide/timeline/settings.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import type { FeedDeps } from './context.ts'
import type { FeedEnv } from './settings.ts'

export interface FeedStores {
  db: SqlDb
  redis: Redis | null
  registry: Registry
  log: Logger
}

/** What the subgraph lives on, whichever process it is in. */
export function openFeed(env: FeedEnv, { db, redis, registry, log }: FeedStores): FeedDeps {
  const timeline = createTimeline({ redis, db, registry, log, limits: timelineLimits(env) })
  return { timeline, db, switches: createSwitches(db) }
}
