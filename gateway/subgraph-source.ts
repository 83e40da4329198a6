import type { Logger } from '@halide/telemetry/log.ts'
import { createOutageGrace } from '@halide/telemetry/outage-grace.ts'
import type { GatewayContext } from './context.ts'
import type { FetchOutcome, GatewayMetrics } from './metrics.ts'
import { refusal } from './refuse.ts'
import type { SubgraphDoor } from './subgraph-door.ts'
import {
  answerOfPartDown,
  isOutage,
  isPartDown,
  nobodyListens,
  PartDown,
  type SubgraphAnswer,
} from './subgraph-outage.ts'

/** The way to one subgraph, whatever its door is: with patience for outages, and never longer than the whole operation may take. */
export interface SubgraphSource {
  readonly name: string
  /** Throws SERVICE_UNAVAILABLE when there is no answer. */
  ask(operation: SubgraphOperation, asker: GatewayContext): Promise<SubgraphAnswer>
  ping: SubgraphDoor['ping']
  close(): Promise<void>
}

export interface SubgraphOperation {
  query?: string
  variables?: Record<string, unknown>
  operationName?: string
}

export interface SubgraphSourceOptions {
  name: string
  door: SubgraphDoor
  timeoutMs: number
  /** How long a subgraph, or its database, that is being started again is waited for. */
  graceMs: number
  metrics: GatewayMetrics
  log: Logger
}

export function createSubgraphSource(options: SubgraphSourceOptions): SubgraphSource {
  const { name, door, timeoutMs, graceMs, metrics, log } = options
  const queries = createOutageGrace({ graceMs, isOutage })
  const mutations = createOutageGrace({ graceMs, isOutage: nobodyListens })

  return {
    name,
    async ask({ query = '', variables, operationName }, asker) {
      const started = performance.now()
      let outcome: FetchOutcome = 'unavailable'
      try {
        const left = Math.ceil(asker.deadline - started)
        if (left <= 0) throw new Error('the time of the whole operation is over')
        const idempotent = !query.startsWith('mutation')
        const call = { query, variables, operationName, asker, timeoutMs: Math.min(timeoutMs, left) }
        const answer = await (idempotent ? queries : mutations)
          .through(async () => {
            const answer = await door.ask(call)
            if (idempotent && answer.errors?.some(isPartDown)) throw new PartDown(answer)
            return answer
          })
          .catch(answerOfPartDown)
        outcome = answer.errors?.length ? 'errors' : 'ok'
        return answer
      } catch (error) {
        asker.log.warn({ err: error, subgraph: name }, 'subgraph does not answer')
        throw refusal('SERVICE_UNAVAILABLE', { cause: error })
      } finally {
        metrics.subgraphFetched(name, outcome, (performance.now() - started) / 1000)
      }
    },
    ping: door.ping,
    close: () => door.close().catch((err: unknown) => log.warn({ err, subgraph: name }, 'cannot close connections')),
  }
}
