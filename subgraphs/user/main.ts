import { checkDatabase } from '@halide/prisma/check-database.ts'
import { openDb } from '@halide/prisma/client.ts'
import { startDatabaseClock } from '@halide/prisma/database-time.ts'
import { poolLimits } from '@halide/prisma/pool-settings.ts'
import { createSwitches } from '@halide/prisma/switches.ts'
import { serveSubgraph } from '@halide/subgraph-kit/index.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { createAccessTokens } from './access-tokens.ts'
import { env } from './env.ts'
import { jwksRoute } from './jwks-route.ts'
import { createMetrics } from './metrics.ts'
import { createPasswords } from './passwords.ts'
import { createSecretBox } from './second-factor/secret-box.ts'
import { userSubgraph } from './subgraph.ts'

const log = createLogger('user', env.LOG_LEVEL)
await startTraces('user', env)
const registry = createRegistry('user')
const db = openDb({ url: env.DATABASE_URL, ...poolLimits(env), observe: { registry, log }, reportAs: { kind: 'user' } })
const accessTokens = await createAccessTokens(env.AUTH_PRIVATE_JWK)
const deps = {
  db,
  metrics: createMetrics(registry),
  switches: createSwitches(db),
  accessTokens,
  secretBox: createSecretBox(env.ACCOUNT_SECRET),
  accountSecret: env.ACCOUNT_SECRET,
  passwords: createPasswords({
    memoryKib: env.PASSWORD_MEMORY_KIB,
    passes: env.PASSWORD_PASSES,
    concurrency: env.PASSWORD_CONCURRENCY,
  }),
  mediaUrl: env.MEDIA_URL,
  uploadSecret: env.UPLOAD_SECRET,
  deletedAccountDays: env.DELETED_ACCOUNT_DAYS,
  celebrity: { followers: env.CELEBRITY_FOLLOWERS, followersLow: env.CELEBRITY_FOLLOWERS_LOW },
}
const clock = startDatabaseClock(db)
const served = await serveSubgraph(userSubgraph, deps, {
  host: env.HOST,
  port: env.PORT,
  gatewaySecret: env.GATEWAY_SECRET,
  now: clock.now,
  registry,
  checks: { postgres: () => checkDatabase(db) },
  log,
  routes: [jwksRoute(accessTokens)],
})
log.info({ url: served.url }, 'ready')
stopOnSignal(log, async () => {
  await served.stop()
  clock.stop()
  await db.$disconnect()
})
