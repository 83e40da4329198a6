import type { FastifyReply, FastifyRequest } from 'fastify'
import { isKnown, rangeOf } from './conditions.ts'
import type { Asked, OpenObject } from './hot-objects.ts'
import { refuse } from './refuse.ts'

export interface ObjectToSend extends Asked {
  contentType: string
  cacheControl: string
}

/** Answers a GET or a HEAD with an object, a range of it, or that the client knows it. */
export async function sendObject(
  open: OpenObject,
  asked: ObjectToSend,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { size, etag, contentType, cacheControl } = asked
  reply.headers({ 'cache-control': cacheControl, etag })
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  reply.headers({ 'content-type': contentType, 'accept-ranges': 'bytes' })
  if (request.method === 'HEAD') return reply.header('content-length', size).send()

  const range = rangeOf(request.headers.range, request.headers['if-range'] as string | undefined, etag, size)
  if (range === 'unsatisfiable') return refuse(reply, 'RANGE_NOT_SATISFIABLE', { 'content-range': `bytes */${size}` })
  const object = await open(asked, range, () => untilClosed(reply))
  if (!object) {
    request.log.error({ objectKey: asked.objectKey }, 'what the database knows is in no region')
    return refuse(reply, 'IMAGE_NOT_FOUND')
  }
  if (range) reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${size}`)
  return reply.header('content-length', object.size).send(object.body)
}

function untilClosed(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  return gone.signal
}

/** How an answer ended. `broken_off`: the client went away, or the bytes ended too soon. */
export type SendOutcome = 'whole' | 'range' | 'not_modified' | 'refused' | 'broken_off'

export function outcomeOf({ statusCode, raw }: FastifyReply): SendOutcome {
  if (!raw.writableFinished) return 'broken_off'
  if (statusCode === 206) return 'range'
  if (statusCode === 304) return 'not_modified'
  return statusCode < 400 ? 'whole' : 'refused'
}
