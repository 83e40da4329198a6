import type { SubgraphDoor } from '@halide/gateway/subgraph-door.ts'
import { checkDatabase } from '@halide/prisma/check-database.ts'
import { type BoundSubgraph, createAnswering, createMetrics } from '@halide/subgraph-kit/index.ts'
import { oneQuestion } from '@halide/telemetry/one-question.ts'
import { traced } from '@halide/telemetry/traces.ts'
import type { SharedStores } from './open-stores.ts'

/**
 * The ways to subgraphs that live in this process, by name. No passport is asked for: only the gateway can call here, and what it would
 * seal is handed over as it is. They can be used when their Postgres can.
 */
export function createLocalDoors(
  subgraphs: readonly BoundSubgraph[],
  { db, registry, log }: Pick<SharedStores, 'db' | 'registry' | 'log'>,
): Record<string, SubgraphDoor> {
  const metrics = createMetrics(registry)
  const ping = oneQuestion(() => checkDatabase(db))
  const doorOf = (subgraph: BoundSubgraph): SubgraphDoor => {
    const { name } = subgraph
    const answering = createAnswering(subgraph, { metrics, log: log.child({ subgraph: name }) })
    return {
      ask({ query, variables, operationName, asker, timeoutMs }) {
        const work = traced(name, {}, () => answering({ query, variables, operationName }, asker))
        return within(timeoutMs, work)
      },
      ping,
      close: async () => {},
    }
  }
  return Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, doorOf(subgraph)]))
}

/** What is late is not waited for; it ends by itself. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
