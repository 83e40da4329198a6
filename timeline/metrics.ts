import { Counter, Gauge, Histogram, type Registry } from '@halide/telemetry/registry.ts'
import type { LimitFunction } from 'p-limit'
import type { RedisMetrics } from './breaker.ts'

export interface TimelineMetrics extends RedisMetrics {
  /** A feed was asked of Redis. */
  read(hit: boolean): void
  /** A page of a home feed was answered. */
  pageAnswered(posts: number): void
  built(what: 'feed' | 'author', outcome: 'kept' | 'superseded'): void
  feedBytes(bytes: number): void
  /** A feed was asked of this process's own memory. */
  memoryRead(hit: boolean): void
  warmed(feeds: number): void
  /** What is looked at when the metrics are asked for. */
  watchMemory(bytes: () => number): void
  watchStatements(lane: 'fill' | 'look', limit: Pick<LimitFunction, 'activeCount' | 'pendingCount'>): void
}

export function createMetrics(registry: Registry): TimelineMetrics {
  const registers = [registry]
  const requests = new Counter({ name: 'redis_cache_requests_total', help: 'Feeds asked of Redis.', registers })
  const hits = new Counter({
    name: 'redis_cache_hits_total',
    help: 'Feeds that Redis had, complete and current.',
    registers,
  })
  const pages = new Histogram({
    name: 'instagram_feed_size',
    help: 'Posts of a page of a home feed, with the one more that tells whether there is a next.',
    buckets: [0, 1, 5, 10, 21, 51, 101],
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
  const memoryReads = new Counter({
    name: 'timeline_memory_reads_total',
    help: 'Feeds asked of the process itself because Redis could not be used.',
    labelNames: ['outcome'],
    registers,
  })
  const warmed = new Counter({
    name: 'timeline_feeds_warmed_total',
    help: 'Cold feeds of active readers that were built ahead.',
    registers,
  })
  const watch = (name: string, help: string, value: () => number, aggregator: 'sum' | 'min' = 'sum') =>
    new Gauge({
      name,
      help,
      aggregator,
      registers,
      collect() {
        this.set(value())
      },
    })
  const lanes: [string, Pick<LimitFunction, 'activeCount' | 'pendingCount'>][] = []
  new Gauge({
    name: 'timeline_statements',
    help: 'Statements of feeds that run and that wait for their turn: those that fill feeds, and those that look at posts.',
    labelNames: ['lane', 'state'],
    registers,
    collect() {
      for (const [lane, { activeCount, pendingCount }] of lanes) {
        this.set({ lane, state: 'running' }, activeCount)
        this.set({ lane, state: 'waiting' }, pendingCount)
      }
    },
  })
  return {
    read: (hit) => {
      requests.inc()
      if (hit) hits.inc()
    },
    pageAnswered: (posts) => pages.observe(posts),
    built: (list, outcome) => builds.inc({ list, outcome }),
    feedBytes: (size) => bytes.observe(size),
    redisFailed: () => errors.inc(),
    memoryRead: (hit) => memoryReads.inc({ outcome: hit ? 'hit' : 'miss' }),
    warmed: (feeds) => warmed.inc(feeds),
    watchMemory: (bytes) => watch('timeline_memory_bytes', 'Feeds that the process keeps itself.', bytes),
    watchRedis: (usable) =>
      watch('timeline_redis_usable', '0 while readers are kept off a Redis that fails.', () => Number(usable()), 'min'),
    watchStatements: (lane, limit) => void lanes.push([lane, limit]),
  }
}
