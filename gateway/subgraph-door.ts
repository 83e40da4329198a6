import type { GatewayContext } from './context.ts'
import type { SubgraphAnswer } from './subgraph-outage.ts'

/** What is asked of a subgraph, for whom, and for how long. */
export interface SubgraphCall {
  query: string
  variables: Record<string, unknown> | undefined
  operationName: string | undefined
  asker: Pick<GatewayContext, 'requestId' | 'viewer' | 'caller' | 'passport'>
  timeoutMs: number
}

/** How one subgraph is reached: by HTTP, unless it lives in the gateway's process. */
export interface SubgraphDoor {
  /** Throws when there is no answer, or none in time. */
  ask(call: SubgraphCall): Promise<SubgraphAnswer>
  /** Throws when the subgraph cannot be used; facts worth showing. */
  ping(): Promise<string | undefined>
  close(): Promise<void>
}
