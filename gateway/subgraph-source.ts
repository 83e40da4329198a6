import { passportHeader } from '@halide/schema/passport.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { createOutageGrace } from '@halide/telemetry/outage-grace.ts'
import { traceparent, traceparentHeader } from '@halide/telemetry/traces.ts'
import { type Dispatcher, Pool } from 'undici'
import type { GatewayContext } from './context.ts'
import type { FetchOutcome, GatewayMetrics } from './metrics.ts'
import { refusal } from './refuse.ts'
import { requestIdHeader } from './request-id.ts'
import {
  answerOfPartDown,
  isOutage,
  isPartDown,
  nobodyListens,
  PartDown,
  type SubgraphAnswer,
} from './subgraph-outage.ts'

/** The way to one subgraph: connections that are kept alive, and the passport put on every call. */
export interface SubgraphSource {
  readonly name: string
  /** Throws SERVICE_UNAVAILABLE when there is no answer. */
  ask(operation: SubgraphOperation, context: GatewayContext): Promise<SubgraphAnswer>
  /** Throws when the subgraph does not answer its `/health/live`. */
  ping(): Promise<undefined>
  close(): Promise<void>
}

export interface SubgraphOperation {
  query?: string
  variables?: Record<string, unknown>
  operationName?: string
}

export interface SubgraphSourceOptions {
  name: string
  url: string
  timeoutMs: number
  /** How long a subgraph, or its database, that is being started again is waited for. */
  graceMs: number
  metrics: GatewayMetrics
  log: Logger
}

/** Sockets to one subgraph; calls beyond them wait their turn. */
const connections = 128

/** Bytes; far more than the largest page, far less than would hurt the process. */
const maxResponseSize = 16 * 1024 * 1024

export function createSubgraphSource(options: SubgraphSourceOptions): SubgraphSource {
  const { name, url, timeoutMs, graceMs, metrics, log } = options
  const { origin, pathname, search } = new URL(url)
  const pool = new Pool(origin, {
    connections,
    maxResponseSize,
    connect: { timeout: Math.min(timeoutMs, 2_000) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  const queries = createOutageGrace({ graceMs, isOutage })
  const mutations = createOutageGrace({ graceMs, isOutage: nobodyListens })

  return {
    name,
    async ask({ query, variables, operationName }, { requestId, passport, deadline, log: requestLog }) {
      const started = performance.now()
      let outcome: FetchOutcome = 'unavailable'
      try {
        const left = Math.ceil(deadline - started)
        if (left <= 0) throw new Error('the time of the whole operation is over')
        const idempotent = !query?.startsWith('mutation')
        const parent = traceparent()
        const call = {
          method: 'POST',
          path: pathname + search,
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            [requestIdHeader]: requestId,
            ...(passport && { [passportHeader]: passport }),
            ...(parent && { [traceparentHeader]: parent }),
          },
          body: JSON.stringify({ query, variables, operationName }),
          headersTimeout: Math.min(timeoutMs, left),
          bodyTimeout: Math.min(timeoutMs, left),
        } satisfies Dispatcher.RequestOptions
        const answer = await (idempotent ? queries : mutations)
          .through(async () => {
            const response = await pool.request(call)
            const answer = read(await response.body.text(), response.statusCode)
            if (idempotent && answer.errors?.some(isPartDown)) throw new PartDown(answer)
            return answer
          })
          .catch(answerOfPartDown)
        outcome = answer.errors?.length ? 'errors' : 'ok'
        return answer
      } catch (error) {
        requestLog.warn({ err: error, subgraph: name }, 'subgraph does not answer')
        throw refusal('SERVICE_UNAVAILABLE', { cause: error })
      } finally {
        metrics.subgraphFetched(name, outcome, (performance.now() - started) / 1000)
      }
    },
    async ping() {
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/health/live' })
      await body.dump()
      // A subgraph of another maker may not have this page: any answer but a failure shows that it lives.
      if (statusCode >= 500) throw new Error(`status ${statusCode}`)
    },
    close: () => pool.close().catch((err: unknown) => log.warn({ err, subgraph: name }, 'cannot close connections')),
  }
}

/** A subgraph's answer, whatever its status: request errors come with 400. Throws when it is no GraphQL. */
function read(text: string, status: number): SubgraphAnswer {
  // The subgraph refused the gateway itself, which is nothing to tell the viewer.
  if (status === 401 || status === 403) throw new Error(`the subgraph refuses this gateway: status ${status}`)
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new Error(`status ${status} and no JSON`)
  }
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer))
    throw new Error(`status ${status} and no GraphQL answer`)
  return answer as SubgraphAnswer
}
