import cluster from 'node:cluster'
import { createGateway } from '@halide/gateway/create-gateway.ts'
import { settingsOf } from '@halide/gateway/settings-of-env.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { tellAllMetrics } from './common-metrics.ts'
import { env, gatewayEnv } from './env.ts'
import { createLocalDoors } from './local-doors.ts'
import { openStores } from './open-stores.ts'
import { openSubgraphs } from './open-subgraphs.ts'

const log = createLogger('gateway', gatewayEnv.LOG_LEVEL)
await startTraces('gateway', gatewayEnv)
const stores = openStores(env, log)
if (cluster.isWorker) tellAllMetrics(stores.registry)
const { subgraphs, authKeys } = await openSubgraphs(env, stores)
const subgraphDoors = createLocalDoors(subgraphs, stores)
const gateway = await createGateway({
  ...settingsOf(gatewayEnv, log),
  subgraphDoors,
  authKeys,
  registry: stores.registry,
})
stopOnSignal(log, async () => {
  await gateway.stop()
  await stores.close()
})
log.info({ url: gateway.url }, 'ready')
