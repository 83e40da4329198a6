import { Counter, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'
import type { FastifyInstance } from 'fastify'

/** Counts every request by the route that answered it, of which there are few, and the class of its status. */
export function countRequests(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'web_request_duration_seconds',
    help: 'Time to answer a request at the web door, by route; the stream of /live is left out',
    labelNames: ['route'],
    buckets: latencyBuckets,
    registers: [registry],
  })
  const requests = new Counter({
    name: 'web_requests_total',
    help: 'Requests at the web door, by route and class of the status (2xx, 4xx, 5xx)',
    labelNames: ['route', 'status'],
    registers: [registry],
  })
  app.addHook('onResponse', async ({ routeOptions }, reply) => {
    const route = routeOptions.url ?? 'none'
    requests.inc({ route, status: `${Math.floor(reply.statusCode / 100)}xx` })
    if (route !== '/live') seconds.observe({ route }, reply.elapsedTime / 1000)
  })
}
