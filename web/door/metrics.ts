import { Counter, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'

export interface DoorMetrics {
  /** A request was answered, by the route that did it, of which there are few. */
  answered(route: string, status: number, seconds: number): void
}

export function createMetrics(registry: Registry): DoorMetrics {
  const latency = new Histogram({
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
  return {
    answered(route, status, seconds) {
      requests.inc({ route, status: `${Math.floor(status / 100)}xx` })
      if (!route.startsWith('/live')) latency.observe({ route }, seconds)
    },
  }
}
