import type { LiveListener } from '@halide/live/listen.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { FastifyInstance } from 'fastify'
import { faultOf } from '../graphql-route.ts'
import type { Identity } from '../identity.ts'
import type { GatewayMetrics } from '../metrics.ts'
import { demand, networkOf, type Rates } from '../rates.ts'
import { refusal } from '../refuse.ts'
import type { LiveLimits } from '../settings.ts'
import { openStream, type Stream } from './stream.ts'

export interface LiveRoute {
  identity: Identity
  metrics: GatewayMetrics
  rates: Rates
  /** Null where no Redis is given: then nothing is told. */
  listener: LiveListener | null
  limits: LiveLimits
  log: Logger
}

export interface LiveDoor {
  /** Ends every stream, and begins none. */
  stop(): void
}

/**
 * `GET /live`: server-sent events, as schema/live.ts has them, for who is signed in, until the access token ends. A client that comes
 * back with `Last-Event-ID` hears that it may have missed something: nothing is kept for it.
 */
export function serveLive(
  app: FastifyInstance,
  { identity, metrics, rates, listener, limits, log }: LiveRoute,
): LiveDoor {
  const streams = new Map<Stream, string>()
  let stopping = false
  metrics.watchLiveStreams(() => streams.size)

  app.get('/live', {
    async onRequest(request) {
      demand(await rates.count('address', networkOf(request.ip)))
    },
    async handler(request, reply) {
      const bearer = await identity.bearerOf(request.headers.authorization)
      if (!bearer) throw refusal('UNAUTHENTICATED', { status: 401, headers: { 'www-authenticate': 'Bearer' } })
      const { userId } = bearer.viewer
      if (!listener || stopping) throw refusal('SERVICE_UNAVAILABLE', { status: 503, headers: { 'retry-after': '30' } })
      if (streams.size >= limits.streams) throw refusal('OVERLOADED', { status: 503, headers: { 'retry-after': '30' } })
      const own = [...streams.values()].filter((each) => each === userId).length
      if (own >= limits.perViewer) throw refusal('RATE_LIMITED', { status: 429, headers: { 'retry-after': '30' } })

      // Told of the loss of a former connection, or of Redis: what came meanwhile was told to nobody.
      let missed = request.headers['last-event-id'] !== undefined
      const stream = openStream(reply, limits, (why) => {
        streams.delete(stream)
        clearTimeout(expiry)
        forget()
        metrics.liveEnded(why)
      })
      streams.set(stream, userId)
      const expiry = setTimeout(() => stream.end('TOKEN_EXPIRED'), bearer.leftMs)
      const forget = listener.add(userId, {
        event: ({ name, data }) => {
          metrics.liveTold(name)
          stream.send(name, data as never)
        },
        hears: (live) => {
          stream.send('state', { live, missed })
          missed = true
        },
      })
    },
    errorHandler(error, request, reply) {
      const { status, message, code, headers } = faultOf(error)
      if (status >= 500 && code === 'INTERNAL_SERVER_ERROR')
        log.error({ err: error, requestId: request.id }, 'masked error')
      metrics.errorAnswered(code)
      const shown = code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong on our side.' : message
      reply.code(status).headers({ ...headers, 'cache-control': 'no-store' })
      return reply.send({ errors: [{ message: shown, extensions: { code } }] })
    },
  })

  return {
    stop() {
      stopping = true
      for (const stream of streams.keys()) stream.end('RESTARTING')
    },
  }
}
