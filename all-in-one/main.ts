import cluster from 'node:cluster'
import { createLogger } from '@halide/telemetry/log.ts'
import { keepCopies } from './copies.ts'
import { env, gatewayEnv } from './env.ts'

// The gateway with all subgraphs in its process, in place of the six: the same door, and no other. As many copies of it as are wanted share the door.

const log = createLogger('gateway', gatewayEnv.LOG_LEVEL)
if (cluster.isPrimary && env.GATEWAY_PROCESSES > 1) keepCopies(env.GATEWAY_PROCESSES, log)
else await (await import('./serve.ts')).serve(env, gatewayEnv, log)
