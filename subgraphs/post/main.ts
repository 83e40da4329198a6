import { checkDatabase } from '@halide/prisma/check-database.ts'
import { openDb } from '@halide/prisma/client.ts'
import { startDatabaseClock } from '@halide/prisma/database-time.ts'
import { poolLimits } from '@halide/prisma/pool-settings.ts'
import { serveSubgraph } from '@halide/subgraph-kit/index.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { checkRedis, openRedis } from '@halide/timeline/redis.ts'
import { env } from './env.ts'
import { openPost } from './open.ts'
import { postSubgraph } from './subgraph.ts'

const log = createLogger('post', env.LOG_LEVEL)
await startTraces('post', env)
const registry = createRegistry('post')
const db = openDb({ url: env.DATABASE_URL, ...poolLimits(env), observe: { registry, log }, reportAs: { kind: 'post' } })
const redis = env.REDIS_URL ? openRedis(env.REDIS_URL, log) : null
const deps = openPost(env, { db, redis, registry, log })
const clock = startDatabaseClock(db)
const served = await serveSubgraph(postSubgraph, deps, {
  host: env.HOST,
  port: env.PORT,
  gatewaySecret: env.GATEWAY_SECRET,
  now: clock.now,
  registry,
  checks: { postgres: () => checkDatabase(db), ...(redis && { redis: () => checkRedis(redis) }) },
  optional: new Set(['redis']),
  log,
})
log.info({ url: served.url }, 'ready')
stopOnSignal(log, async () => {
  await served.stop()
  clock.stop()
  redis?.disconnect()
  await db.$disconnect()
})
