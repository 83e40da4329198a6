import type { Caller, Viewer } from '@halide/schema/passport.ts'
import type { Logger } from '@halide/telemetry/log.ts'

/** What the gateway knows about one request while it is served. */
export interface GatewayContext {
  requestId: string
  viewer: Viewer | null
  caller: Caller
  /** When its time is over, as `performance.now()`. */
  deadline: number
  /** Sealed once, when first a subgraph is called that demands one; undefined where no secret is set. */
  passport(): string | undefined
  /** Nobody asks: the operation is only to be planned, and no subgraph is called. */
  planOnly?: true
  record: OperationRecord
  /** Writes the request's id in every line. */
  log: Logger
}

/** What is told of a request in its log line and its metrics, filled in as it becomes known. */
export interface OperationRecord {
  name: string | null
  kind: OperationKind
  /** Whether it selects `homeFeed`. */
  readsFeed: boolean
  /** The codes of the errors that were answered. */
  codes: string[]
  /** Whether nothing was executed, whatever the status. */
  refused: boolean
  /** As `cost.ts` counts; null when it did not come so far. */
  cost: number | null
  /** Whether the client wants to be told. */
  tellsCost: boolean
}

export type OperationKind = 'query' | 'mutation' | 'unknown'

export function newRecord(): OperationRecord {
  return { name: null, kind: 'unknown', readsFeed: false, codes: [], refused: false, cost: null, tellsCost: false }
}
