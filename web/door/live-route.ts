import type { ServerResponse } from 'node:http'
import proxy from '@fastify/http-proxy'
import type { FastifyInstance } from 'fastify'
import type { GatewayProxy } from './create-door.ts'

/** `GET /live`: the gateway's streams, each a connection for itself, which end with the door. How many there may be is the gateway's matter. */
export function serveLive(app: FastifyInstance, gateway: GatewayProxy): void {
  const streams = new Set<ServerResponse>()
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy()
  })
  app.register(async (scope) => {
    scope.addHook('onRequest', async (_, { raw }) => {
      streams.add(raw)
      raw.once('close', () => streams.delete(raw))
    })
    await scope.register(proxy, {
      ...gateway,
      prefix: '/live',
      rewritePrefix: '/live',
      httpMethods: ['GET'],
      http: { agentOptions: { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY } },
    })
  })
}
