import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { authenticate, type Credentials } from '../auth/authenticate.ts'
import { S3Error } from '../errors.ts'
import type { Context } from '../operations/operation.ts'
import { corsHeaders, preflight } from './cors.ts'
import { refuseUnknownHeaders } from './refused-headers.ts'
import { type ParsedRequest, parseRequest, type S3Request } from './request.ts'
import { send, sendError } from './response.ts'
import { route } from './routes.ts'

/** One line a request, for whoever wants to see them. `error` only when the fault was ours. */
export interface RequestLog {
  requestId: string
  method: string
  url: string
  status: number
  ms: number
  code?: string
  error?: unknown
}

export interface HandlerOptions {
  context: Context
  credentials: Credentials
  log?: (line: RequestLog) => void
}

/** How long the unread rest of a refused body may go on arriving, in ms. */
const DRAIN_MS = 30_000

type Handler = (incoming: IncomingMessage, reply: ServerResponse, expectsContinue: boolean) => Promise<void>

/** Answers every request: parse, verify, route, run, reply. Never rejects. */
export function createHandler({ context, credentials, log }: HandlerOptions): Handler {
  return async (incoming, reply, expectsContinue) => {
    const started = performance.now()
    const requestId = randomBytes(8).toString('hex').toUpperCase()
    reply.setHeader('server', 's3d')
    reply.setHeader('x-amz-request-id', requestId)
    const head = incoming.method === 'HEAD'
    let awaitsContinue = expectsContinue
    let fault: { code: string; error?: unknown } | undefined
    const openBody = () => {
      if (awaitsContinue) reply.writeContinue()
      awaitsContinue = false
      // Leaving the loop over a body early must not destroy the socket that the refusal goes out on.
      return incoming.iterator({ destroyOnReturn: false })
    }
    try {
      await answer(incoming, reply, openBody)
    } catch (error) {
      fault = describeFault(error, reply)
      if (reply.headersSent) reply.destroy()
      else {
        leaveBodyUnread(incoming, reply, awaitsContinue)
        const shown = error instanceof S3Error ? error : new S3Error('InternalError')
        sendError(reply, shown, { head, resource: resourceOf(incoming), requestId })
      }
    }
    const ms = performance.now() - started
    log?.({ requestId, method: incoming.method ?? '', url: incoming.url ?? '', status: reply.statusCode, ms, ...fault })
  }

  async function answer(
    incoming: IncomingMessage,
    reply: ServerResponse,
    openBody: S3Request['openBody'],
  ): Promise<void> {
    const parsed = parseRequest(incoming)
    const bucket = parsed.bucket ? context.store.buckets.get(parsed.bucket) : undefined
    if (parsed.method === 'OPTIONS') return send(reply, preflight(bucket?.settings.cors, parsed.headers))
    for (const [name, value] of Object.entries(corsHeaders(bucket?.settings.cors, parsed))) reply.setHeader(name, value)

    const payload = authenticate(parsed, credentials, context.now())
    refuseUnknownHeaders(parsed.headers)
    const operation = route(parsed)
    const request = verified(parsed, payload, openBody)
    await send(reply, await operation(context, request), { head: parsed.method === 'HEAD' })
  }
}

function verified(parsed: ParsedRequest, payload: S3Request['payload'], openBody: S3Request['openBody']): S3Request {
  const params = new Map(parsed.query)
  return {
    method: parsed.method,
    bucket: parsed.bucket ?? '',
    key: parsed.key ?? '',
    headers: parsed.headers,
    payload,
    param: (name) => params.get(name),
    openBody,
  }
}

/**
 * A refusal may come before its body was read. Node reads and drops the rest, so that the client sees the refusal and
 * not a reset; whoever goes on sending for long is cut off. A client that still waits for "100 Continue" may send its
 * next request instead of the body: there the connection must end.
 */
function leaveBodyUnread(incoming: IncomingMessage, reply: ServerResponse, awaitsContinue: boolean): void {
  if (incoming.complete) return
  if (awaitsContinue) reply.setHeader('connection', 'close')
  setTimeout(() => incoming.complete || incoming.destroy(), DRAIN_MS).unref()
}

function describeFault(error: unknown, reply: ServerResponse): { code: string; error?: unknown } {
  if (error instanceof S3Error) return { code: error.code }
  return reply.destroyed ? { code: 'ClientGone' } : { code: 'InternalError', error }
}

function resourceOf(incoming: IncomingMessage): string {
  return (incoming.url ?? '').replace(/\?.*$/s, '')
}
