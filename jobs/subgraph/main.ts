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
import { openJobs } from './open.ts'
import { jobsSubgraph } from './subgraph.ts'

const log = createLogger('jobs', env.LOG_LEVEL)
await startTraces('jobs', env)
const registry = createRegistry('jobs')
const db = openDb({ url: env.DATABASE_URL, ...poolLimits(env), observe: { registry, log } })
const clock = startDatabaseClock(db)
const served = await serveSubgraph(jobsSubgraph, openJobs(env, db), {
  host: env.HOST,
  port: env.PORT,
  gatewaySecret: env.GATEWAY_SECRET,
  now: clock.now,
  registry,
  checks: { postgres: () => checkDatabase(db) },
  log,
})
log.info({ url: served.url }, 'ready')
stopOnSignal(log, async () => {
  await served.stop()
  clock.stop()
  await db.$disconnect()
})
