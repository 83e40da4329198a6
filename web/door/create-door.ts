import cookie from '@fastify/cookie'
import proxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy'
import type { Logger } from '@halide/telemetry/log.ts'
import { serveOperations } from '@halide/telemetry/operations.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import Fastify from 'fastify'
import type { BuiltApp } from '../build.ts'
import { serveApp } from './app-routes.ts'
import { gatewayCalls } from './gateway-calls.ts'
import { serveLive } from './live-route.ts'
import { createMetrics } from './metrics.ts'
import { serveSessions } from './session-routes.ts'

export interface DoorSettings {
  host: string
  /** 0 for any free port. */
  port: number
  /** Origin of the gateway, as seen from here. */
  gatewayUrl: string
  /** Public origin of the media door: the page shows its images and sends it photos. */
  mediaUrl: string
  /** Proxies before this door whose word on a client's address is believed. */
  trustedProxies: readonly string[]
  app: BuiltApp
  registry: Registry
  log: Logger
}

export type GatewayProxy = Pick<FastifyHttpProxyOptions, 'upstream' | 'replyOptions'>

export interface Door {
  url: string
  stop(): Promise<void>
}

/**
 * The one origin of the web app: its files, `/graphql`, `/live`, and `/session/*`, which keeps the refresh token where no script can read it.
 */
export async function createDoor(settings: DoorSettings): Promise<Door> {
  const { gatewayUrl, trustedProxies, registry, log } = settings
  const app = Fastify({
    bodyLimit: 256 * 1024,
    forceCloseConnections: 'idle',
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    requestTimeout: 30_000,
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
    const { statusCode: status = 500 } = error
    if (status >= 500) log.error({ err: error }, 'request failed')
    return reply.code(status).send({ error: status < 500 ? error.message : 'Something went wrong on our side.' })
  })
  const metrics = createMetrics(registry)
  app.addHook('onResponse', async ({ routeOptions }, reply) => {
    metrics.answered(routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
  })
  serveOperations(app, { registry, checks: { gateway: () => isThere(gatewayUrl) }, optional: new Set(['gateway']) })
  await app.register(cookie)
  // Streams both ways; the gateway is told whose request it is, and never sees a cookie.
  const gateway: GatewayProxy = {
    upstream: gatewayUrl,
    replyOptions: {
      rewriteRequestHeaders: ({ ip }, { cookie: _, ...headers }) => ({ ...headers, 'x-forwarded-for': ip }),
    },
  }
  await app.register(proxy, {
    ...gateway,
    prefix: '/graphql',
    rewritePrefix: '/graphql',
    httpMethods: ['GET', 'POST'],
  })
  serveLive(app, gateway)
  serveSessions(app, gatewayCalls(gatewayUrl))
  serveApp(app, settings)
  return { url: await app.listen({ host: settings.host, port: settings.port }), stop: () => app.close() }
}

async function isThere(gatewayUrl: string): Promise<undefined> {
  const answer = await fetch(`${gatewayUrl}/health/live`)
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the gateway answers ${answer.status}`)
}
