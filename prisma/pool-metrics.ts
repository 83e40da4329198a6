import type { Logger } from '@halide/telemetry/log.ts'
import { Counter, Gauge, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'
import type { Pool, PoolEvents } from './pool.ts'

/** The pool as it is when the metrics are read. Where to alert: `in_use` over 80 % of the maximum. */
export function exposePool(pool: Pool, registry: Registry): void {
  const gauge = (name: string, help: string, value: () => number, aggregator: 'sum' | 'max' = 'sum') =>
    new Gauge({
      name: `halide_database_pool_${name}`,
      help,
      aggregator,
      registers: [registry],
      collect() {
        this.set(value())
      },
    })
  gauge('max_connections', 'Most connections to Postgres of this process', () => pool.options.max)
  gauge('size', 'Connections to Postgres, with those being made', () => pool.totalCount)
  gauge('idle', 'Connections that nobody uses', () => pool.idleCount)
  gauge('in_use', 'Connections in use, with those being made', () => pool.totalCount - pool.idleCount)
  gauge('waiting', 'Statements and transactions that wait for a connection', () => pool.turns.waiting())
  gauge(
    'breaker_open',
    '1 while statements are refused since no connection comes free',
    () => Number(pool.turns.isOpen()),
    'max',
  )
}

/** Counts and logs what happens in a pool. Refused statements are counted only: there may be many. */
export function observePool(registry: Registry, log: Logger): PoolEvents {
  const counter = (name: string, help: string) =>
    new Counter({ name: `halide_database_pool_${name}_total`, help, registers: [registry] })
  const leaks = counter('leaks', 'Connections held for longer than DATABASE_POOL_LEAK_MS')
  const openings = counter('breaker_opened', 'How often the pool was exhausted until the breaker opened')
  const refused = counter('refused', 'Statements refused since no connection came free')
  const wait = new Histogram({
    name: 'halide_database_pool_wait_seconds',
    help: 'Time until a statement or transaction had its connection',
    buckets: latencyBuckets,
    registers: [registry],
  })
  return {
    waited: (seconds) => wait.observe(seconds),
    leaked(held) {
      leaks.inc()
      log.warn(held, 'a connection is held for too long')
    },
    opened() {
      openings.inc()
      log.error('every connection to the database is taken: statements are refused')
    },
    closed: () => log.info('connections to the database come free again'),
    refused: () => refused.inc(),
  }
}

/** For a pool that nobody looks at, such as a test's. */
export const unobserved: PoolEvents = { waited() {}, leaked() {}, opened() {}, closed() {}, refused() {} }
