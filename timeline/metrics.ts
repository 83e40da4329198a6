import { Counter, Histogram, type Registry } from '@halide/telemetry/registry.ts'

export interface TimelineMetrics {
  /** A feed was asked of Redis. */
  read(hit: boolean): void
  built(what: 'feed' | 'author', outcome: 'kept' | 'superseded'): void
  feedBytes(bytes: number): void
  redisFailed(): void
}

export function createMetrics(registry: Registry): TimelineMetrics {
  const registers = [registry]
  const requests = new Counter({ name: 'redis_cache_requests_total', help: 'Feeds asked of Redis.', registers })
  const hits = new Counter({
    name: 'redis_cache_hits_total',
    help: 'Feeds that Redis had, complete and current.',
    registers,
  })
  const builds = new Counter({
    name: 'timeline_builds_total',
    help: 'Lists built from SQL, by kind and whether they were kept.',
    labelNames: ['list', 'outcome'],
    registers,
  })
  const bytes = new Histogram({
    name: 'timeline_feed_bytes',
    help: 'Size of a feed in Redis when it was built.',
    buckets: [128, 256, 512, 1_024, 2_048, 4_096, 8_192],
    registers,
  })
  const errors = new Counter({
    name: 'timeline_redis_errors_total',
    help: 'Times that Redis could not be used and Postgres answered instead.',
    registers,
  })
  return {
    read: (hit) => {
      requests.inc()
      if (hit) hits.inc()
    },
    built: (list, outcome) => builds.inc({ list, outcome }),
    feedBytes: (size) => bytes.observe(size),
    redisFailed: () => errors.inc(),
  }
}
