import type { LivePublisher } from '@halide/live/publish.ts'
import type { EngagementDb } from '@halide/prisma/client.ts'
import type { RequestContext } from '@halide/subgraph-kit/index.ts'
import type { CountViews } from './count-views.ts'
import { createLoaders, type EngagementLoaders } from './loaders.ts'
import type { EngagementMetrics } from './metrics.ts'
import type { CollectionLimits } from './settings.ts'

/** Lives as long as the process. */
export interface EngagementDeps {
  db: EngagementDb
  metrics: EngagementMetrics
  countViews: CountViews
  live: LivePublisher
  /** With which browsers subscribe to pushes; null where pushes are not set up. */
  pushPublicKey: string | null
  collectionLimits: CollectionLimits
}

export interface EngagementContext extends EngagementDeps, RequestContext {
  loaders: EngagementLoaders
}

export function createContext(deps: EngagementDeps, request: RequestContext): EngagementContext {
  return { ...deps, ...request, loaders: createLoaders(deps.db, request.viewer) }
}
