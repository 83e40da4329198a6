import { passportHeader } from '@halide/schema/passport.ts'
import { traceparent, traceparentHeader } from '@halide/telemetry/traces.ts'
import { Pool } from 'undici'
import { requestIdHeader } from './request-id.ts'
import type { SubgraphDoor } from './subgraph-door.ts'
import type { SubgraphAnswer } from './subgraph-outage.ts'

/** Sockets to one subgraph; calls beyond them wait their turn. */
const connections = 128

/** Bytes; far more than the largest page, far less than would hurt the process. */
const maxResponseSize = 16 * 1024 * 1024

/** Connections that are kept alive, and the passport put on every call. */
export function createHttpDoor(url: string, timeoutMs: number): SubgraphDoor {
  const { origin, pathname, search } = new URL(url)
  const pool = new Pool(origin, {
    connections,
    maxResponseSize,
    connect: { timeout: Math.min(timeoutMs, 2_000) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  return {
    async ask({ query, variables, operationName, asker, timeoutMs }) {
      const passport = asker.passport()
      const parent = traceparent()
      const { body, statusCode } = await pool.request({
        method: 'POST',
        path: pathname + search,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [requestIdHeader]: asker.requestId,
          ...(passport && { [passportHeader]: passport }),
          ...(parent && { [traceparentHeader]: parent }),
        },
        body: JSON.stringify({ query, variables, operationName }),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      })
      return read(await body.text(), statusCode)
    },
    async ping() {
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/health/live' })
      await body.dump()
      // A subgraph of another maker may not have this page: any answer but a failure shows that it lives.
      if (statusCode >= 500) throw new Error(`status ${statusCode}`)
      return undefined
    },
    close: () => pool.close(),
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
