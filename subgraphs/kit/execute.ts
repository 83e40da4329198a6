import { createLogger } from '@halide/telemetry/log.ts'
import { type ExecutionResult, graphql } from 'graphql'
import { type Subgraph, schemaOf } from './define.ts'
import type { RequestContext, Viewer } from './viewer.ts'

export interface ExecuteOptions {
  query: string
  variables?: Record<string, unknown>
  viewer?: Viewer | null
}

const nobodyKnown = { client: null, address: '127.0.0.1' }
const silent = createLogger('test', 'silent')

/** Runs one operation in this process, without HTTP or passport, and answers what the gateway would read. For tests. */
export async function executeSubgraph<Deps, Context extends RequestContext>(
  subgraph: Subgraph<Deps, Context>,
  deps: Deps,
  { query, variables = {}, viewer = null }: ExecuteOptions,
): Promise<ExecutionResult> {
  const result = await graphql({
    schema: schemaOf(subgraph),
    source: query,
    variableValues: variables,
    contextValue: subgraph.createContext(deps, { viewer, caller: nobodyKnown, requestId: 'test', log: silent }),
  })
  return { ...result, data: JSON.parse(JSON.stringify(result.data ?? null)) }
}
