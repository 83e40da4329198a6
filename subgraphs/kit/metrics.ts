import { Counter, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'

/** Of all subgraphs in a process. */
export interface SubgraphMetrics {
  answered(subgraph: string, ask: string, seconds: number): void
  failed(subgraph: string, code: string): void
}

/** `ask` is the first root field of the gateway's operation, for entities with their type: `homeFeed`, `_entities.Post`. */
export function createMetrics(registry: Registry): SubgraphMetrics {
  const latency = new Histogram({
    name: 'halide_subgraph_latency_seconds',
    help: 'Time to answer one call of the gateway, by subgraph and what it asked for',
    labelNames: ['subgraph', 'ask'],
    buckets: latencyBuckets,
    registers: [registry],
  })
  const errors = new Counter({
    name: 'halide_subgraph_errors_total',
    help: 'GraphQL errors answered, by subgraph and code',
    labelNames: ['subgraph', 'code'],
    registers: [registry],
  })
  return {
    answered: (subgraph, ask, seconds) => latency.observe({ subgraph, ask }, seconds),
    failed: (subgraph, code) => errors.inc({ subgraph, code }),
  }
}
