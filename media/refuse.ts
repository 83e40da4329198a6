import { DatabaseOverloaded, DatabaseUnreachable } from '@halide/prisma/client.ts'
import { RestoringFault, StorageFault } from '@halide/storage/faults.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type MediaRefusal, mediaRefusals, type RefusalBody } from './refusals.ts'

/** Seconds after which a client may try again, where trying again can help. */
const retryAfterSeconds = 2

/** What an answer that turned into a refusal may have said already about the bytes it will not send. */
const aboutTheBytes = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'cache-control',
  'content-disposition',
]

/** `headers` is what the answer says besides. */
export function refuse(reply: FastifyReply, code: MediaRefusal, headers: Record<string, string> = {}): FastifyReply {
  const { status, message } = mediaRefusals[code]
  for (const name of aboutTheBytes) {
    reply.removeHeader(name)
    reply.raw.removeHeader(name)
  }
  if (status === 503) reply.header('retry-after', retryAfterSeconds)
  return reply
    .code(status)
    .headers({ ...headers, 'cache-control': 'no-store' })
    .send({ error: { code, message } } satisfies RefusalBody)
}

/** Turns whatever a route throws into a refusal of the table; what nobody expected is logged with the request's id. */
export function refuseFaults(app: FastifyInstance): void {
  app.setNotFoundHandler((_, reply) => refuse(reply, 'NOT_FOUND'))
  app.setErrorHandler((error: Error & { code?: string }, request, reply) => {
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse(reply, 'CONTENT_TYPE_MISMATCH')
    if (error instanceof RestoringFault) {
      const seconds = Math.max(1, Math.ceil((error.readyAt.getTime() - Date.now()) / 1000))
      return refuse(reply, 'RESTORING', { 'retry-after': String(seconds) })
    }
    // A client that went away is no fault, and hears nothing; an overload is logged by the pool, once.
    if (!reply.raw.destroyed && !(error instanceof DatabaseOverloaded))
      request.log.error({ err: error }, 'request failed')
    return refuse(reply, codeOf(error))
  })
}

function codeOf(error: Error): MediaRefusal {
  if (error instanceof DatabaseOverloaded) return 'OVERLOADED'
  if (error instanceof DatabaseUnreachable) return 'DATABASE_UNAVAILABLE'
  return error instanceof StorageFault ? 'STORAGE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR'
}
