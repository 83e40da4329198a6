import { checkDatabase } from '@halide/prisma/check-database.ts'
import { openDb } from '@halide/prisma/client.ts'
import { startDatabaseClock } from '@halide/prisma/database-time.ts'
import { poolLimits } from '@halide/prisma/pool-settings.ts'
import { serveSubgraph } from '@halide/subgraph-kit/index.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { env } from './env.ts'
import { jwksRoute } from './jwks-route.ts'
import { openUser } from './open.ts'
import { userSubgraph } from './subgraph.ts'

const log = createLogger('user', env.LOG_LEVEL)
await startTraces('user', env)
const registry = createRegistry('user')
const db = openDb({ url: env.DATABASE_URL, ...poolLimits(env), observe: { registry, log }, reportAs: { kind: 'user' } })
const deps = await openUser(env, { db, registry })
const clock = startDatabaseClock(db)
const served = await serveSubgraph(userSubgraph, deps, {
  host: env.HOST,
  port: env.PORT,
  gatewaySecret: env.GATEWAY_SECRET,
  now: clock.now,
  registry,
  checks: { postgres: () => checkDatabase(db) },
  log,
  routes: [jwksRoute(deps.accessTokens)],
})
log.info({ url: served.url }, 'ready')
stopOnSignal(log, async () => {
  await served.stop()
  clock.stop()
  await db.$disconnect()
})
