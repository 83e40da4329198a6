import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { createGateway } from './create-gateway.ts'
import { env } from './env.ts'
import { settingsOf } from './settings-of-env.ts'

const log = createLogger('gateway', env.LOG_LEVEL)
await startTraces('gateway', env)
const gateway = await createGateway(settingsOf(env, log))
stopOnSignal(log, gateway.stop)
log.info({ url: gateway.url }, 'ready')
