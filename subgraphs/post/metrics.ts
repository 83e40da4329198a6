import { Counter, Gauge, type Registry } from '@halide/telemetry/registry.ts'
import type { RedisMetrics } from '@halide/timeline/breaker.ts'

export interface ContentMetrics extends RedisMetrics {
  /** The content of a viral post was asked for, and came from here. */
  answered(from: 'memory' | 'redis' | 'postgres'): void
}

export function createMetrics(registry: Registry): ContentMetrics {
  const registers = [registry]
  const reads = new Counter({
    name: 'halide_post_content_reads_total',
    help: 'Contents of viral posts, by where they came from',
    labelNames: ['from'],
    registers,
  })
  const errors = new Counter({
    name: 'halide_post_content_redis_errors_total',
    help: 'Times that Redis could not be used for the content of a viral post',
    registers,
  })
  return {
    answered: (from) => reads.inc({ from }),
    redisFailed: () => errors.inc(),
    watchRedis: (usable) =>
      new Gauge({
        name: 'halide_post_content_redis_usable',
        help: '0 while readers of viral posts are kept off a Redis that fails',
        aggregator: 'min',
        registers,
        collect() {
          this.set(Number(usable()))
        },
      }),
  }
}
