import { type Db, openDb } from '@halide/prisma/client.ts'
import { poolLimits } from '@halide/prisma/pool-settings.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { createRegistry, type Registry } from '@halide/telemetry/registry.ts'
import { openRedis, type Redis } from '@halide/timeline/redis.ts'
import type { SubgraphsEnv } from './env.ts'

/** What all subgraphs of the process share: one pool of connections to Postgres, one connection to Redis, one page of metrics. */
export interface SharedStores {
  db: Db
  redis: Redis | null
  registry: Registry
  log: Logger
  close(): Promise<void>
}

export function openStores(env: SubgraphsEnv, log: Logger): SharedStores {
  const registry = createRegistry('gateway')
  const db = openDb({
    url: env.DATABASE_URL,
    ...poolLimits(env),
    observe: { registry, log },
    reportAs: { kind: 'gateway' },
  })
  const redis = env.REDIS_URL ? openRedis(env.REDIS_URL, log) : null
  const close = async () => {
    redis?.disconnect()
    await db.$disconnect()
  }
  return { db, redis, registry, log, close }
}
