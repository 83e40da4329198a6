import type { Db } from '@halide/prisma/client.ts'
import { type RequestContext, refuse, requireViewer, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { Prices } from '../cost/prices.ts'
import type { Job } from '../kit.ts'
import type { PlanSettings } from '../settings.ts'

/** Lives as long as the process. */
export interface JobsDeps {
  db: Db
  /** What the workers run. */
  kinds: readonly Job[]
  settings: PlanSettings
  /** Seals the tokens of plans. */
  planSecret: string
  /** Of what is stored. */
  prices: Prices
}

export interface JobsContext extends JobsDeps, RequestContext {}

export function createContext(deps: JobsDeps, request: RequestContext): JobsContext {
  return { ...deps, ...request }
}

/** Refuses UNAUTHENTICATED, and FORBIDDEN to who is no admin. */
export function requireAdmin(ctx: Pick<RequestContext, 'viewer'>): Viewer {
  const viewer = requireViewer(ctx)
  return viewer.role === 'ADMIN' ? viewer : refuse('FORBIDDEN')
}
