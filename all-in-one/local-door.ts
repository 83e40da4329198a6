import type { SubgraphDoor } from '@halide/gateway/subgraph-door.ts'
import type { Answering } from '@halide/subgraph-kit/index.ts'
import { traced } from '@halide/telemetry/traces.ts'

/** The door of a subgraph that lives in this process: no passport, since whoever could forge one is the gateway itself. */
export function createLocalDoor(
  name: string,
  answering: Answering,
  check: () => Promise<string | undefined>,
): SubgraphDoor {
  return {
    ask: ({ query, variables, operationName, asker, timeoutMs }) =>
      within(
        timeoutMs,
        traced(name, {}, () => answering({ query, variables, operationName }, asker)),
      ),
    ping: check,
    close: async () => {},
  }
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
