import { createPublisher } from '@halide/live/publish.ts'
import type { EngagementDb } from '@halide/prisma/client.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import type { Redis } from '@halide/timeline/redis.ts'
import type { EngagementDeps } from './context.ts'
import { createCountViews } from './count-views.ts'
import { createMetrics } from './metrics.ts'
import { collectionLimitsOf, type EngagementEnv } from './settings.ts'

export interface EngagementStores {
  db: EngagementDb
  redis: Redis | null
  registry: Registry
}

/** What the subgraph lives on, whichever process it is in. */
export function openEngagement(env: EngagementEnv, { db, redis, registry }: EngagementStores): EngagementDeps {
  const metrics = createMetrics(registry)
  return {
    db,
    metrics,
    countViews: createCountViews(db, metrics),
    live: createPublisher(redis),
    pushPublicKey: env.VAPID_PUBLIC_KEY ?? null,
    collectionLimits: collectionLimitsOf(env),
  }
}
