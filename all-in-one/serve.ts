import cluster from 'node:cluster'
import { createGateway } from '@halide/gateway/create-gateway.ts'
import type { GatewayEnv } from '@halide/gateway/env.ts'
import { settingsOf } from '@halide/gateway/settings-of-env.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { tellAllMetrics } from './common-metrics.ts'
import type { SubgraphsEnv } from './env.ts'
import { createLocalDoors } from './local-doors.ts'
import { openStores } from './open-stores.ts'
import { openSubgraphs } from './open-subgraphs.ts'

/** Serves until the process is told to end. */
export async function serve(env: SubgraphsEnv, gatewayEnv: GatewayEnv, log: Logger): Promise<void> {
  await startTraces('gateway', gatewayEnv)
  const stores = openStores(env, log)
  if (cluster.isWorker) tellAllMetrics(stores.registry)
  const { subgraphs, authKeys } = await openSubgraphs(env, stores)
  const gateway = await createGateway({
    ...settingsOf(gatewayEnv, log),
    subgraphDoors: createLocalDoors(subgraphs, stores),
    authKeys,
    registry: stores.registry,
  })
  stopOnSignal(log, async () => {
    await gateway.stop()
    await stores.close()
  })
  log.info({ url: gateway.url }, 'ready')
}
