import { createGateway } from '@halide/gateway/create-gateway.ts'
import { settingsOf } from '@halide/gateway/settings-of-env.ts'
import { openDb } from '@halide/prisma/client.ts'
import { poolLimits } from '@halide/prisma/pool-settings.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { openRedis } from '@halide/timeline/redis.ts'
import { env, gatewayEnv } from './env.ts'
import { openSubgraphs } from './open-subgraphs.ts'

// The gateway with all subgraphs in its process, in place of the six: the same door, and no other.

const log = createLogger('gateway', gatewayEnv.LOG_LEVEL)
await startTraces('gateway', gatewayEnv)
const registry = createRegistry('gateway')
const db = openDb({
  url: env.DATABASE_URL,
  ...poolLimits(env),
  observe: { registry, log },
  reportAs: { kind: 'gateway' },
})
const redis = env.REDIS_URL ? openRedis(env.REDIS_URL, log) : null
const subgraphs = await openSubgraphs(env, { db, redis, registry, log })
const gateway = await createGateway({ ...settingsOf(gatewayEnv, log), ...subgraphs, registry })
stopOnSignal(log, async () => {
  await gateway.stop()
  redis?.disconnect()
  await db.$disconnect()
})
log.info({ url: gateway.url }, 'ready')
