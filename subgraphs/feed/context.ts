import type { SqlDb } from '@halide/prisma/client.ts'
import type { Switches } from '@halide/prisma/switches.ts'
import type { RequestContext } from '@halide/subgraph-kit/index.ts'
import type { Timeline } from '@halide/timeline/timeline.ts'

/** Lives as long as the process. */
export interface FeedDeps {
  timeline: Pick<Timeline, 'homeFeed'>
  db: SqlDb
  switches: Switches
}

export interface FeedContext extends FeedDeps, RequestContext {}

export function createContext(deps: FeedDeps, request: RequestContext): FeedContext {
  return { ...deps, ...request }
}
