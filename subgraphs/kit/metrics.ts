import { Counter, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'

export interface SubgraphMetrics {
  answered(ask: string, seconds: number): void
  failed(code: string): void
}

/** `ask` is the first root field of the gateway's operation, for entities with their type: `homeFeed`, `_entities.Post`. */
export function createMetrics(registry: Registry): SubgraphMetrics {
  const latency = new Histogram({
    name: 'halide_subgraph_latency_seconds',
    help: 'Time to answer one call of the gateway, by what it asked for',
    labelNames: ['ask'],
    buckets: latencyBuckets,
    registers: [registry],
  })
  const errors = new Counter({
    name: 'halide_subgraph_errors_total',
    help: 'GraphQL errors answered, by code',
    labelNames: ['code'],
    registers: [registry],
  })
  return {
    answered: (ask, seconds) => latency.observe({ ask }, seconds),
    failed: (code) => errors.inc({ code }),
  }
}
