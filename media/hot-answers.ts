import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { RenditionFormat } from '@halide/schema/renditions.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { HotObjects } from './hot-objects.ts'
import type { MediaMetrics } from './metrics.ts'

export interface HotAnswers {
  /** What a route has answered, whole and for everybody, is answered again without it. */
  keep(reply: FastifyReply, image: HotImage): void
}

export interface HotImage {
  objectKey: string
  format: RenditionFormat
  /** Until when everybody may see it, by `performance.now()`. */
  goodUntil: number
}

interface HotAnswer extends HotImage {
  /** Names and values in turn, without the id of the request. */
  headers: string[]
}

const mostAnswers = 10_000
/** Of what is asked for: who sends a longer `Accept` is alone with it. */
const longestKey = 500

/**
 * Says again what the routes have just said, past Fastify, which takes longer for an image in memory than Node and the kernel do. What is
 * asked for on a condition or in part, and what is in memory no more, is left to the routes.
 */
export function createHotAnswers(
  app: FastifyInstance,
  atHand: HotObjects['atHand'],
  metrics: MediaMetrics,
): HotAnswers {
  const answers = new LRUCache<string, HotAnswer>({ max: mostAnswers })
  const [route] = app.server.listeners('request') as [RequestListener]
  const listen = (listener: RequestListener) => app.server.removeAllListeners('request').on('request', listener)
  listen((request, response) => answer(request, response) || route(request, response))
  app.addHook('preClose', (done) => {
    listen(route)
    done()
  })

  function answer(request: IncomingMessage, response: ServerResponse): boolean {
    const start = performance.now()
    const known = isForWhole(request) ? (answers.get(request.url!) ?? answers.get(negotiated(request))) : undefined
    const bytes = known && known.goodUntil > start ? atHand(known.objectKey) : undefined
    if (!known || !bytes) return false
    response.writeHead(200, [...known.headers, 'x-request-id', randomUUID()]).end(bytes)
    response.on('close', () => {
      const outcome = response.writableFinished ? 'whole' : 'broken_off'
      metrics.imageAnswered(known.format, outcome, (performance.now() - start) / 1_000)
    })
    return true
  }

  return {
    keep(reply, image) {
      const request = reply.request.raw
      const { 'x-request-id': _, ...headers } = reply.getHeaders()
      const { vary } = headers
      const key = vary === undefined ? request.url! : negotiated(request)
      const isForEverybody = vary === undefined || vary === 'Accept'
      if (reply.statusCode !== 200 || !isForWhole(request) || !isForEverybody || key.length > longestKey) return
      answers.set(key, { ...image, headers: Object.entries(headers).flat().map(String) })
    },
  }
}

function isForWhole({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.range === undefined && headers['if-none-match'] === undefined
}

/** Where `Accept` chooses the format. */
function negotiated({ url, headers }: IncomingMessage): string {
  return `${url} ${headers.accept}`
}
