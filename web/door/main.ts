import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { buildApp } from '../build.ts'
import { createDoor } from './create-door.ts'
import { env } from './env.ts'

const log = createLogger('web', env.LOG_LEVEL)
const door = await createDoor({
  host: env.HOST,
  port: env.PORT,
  gatewayUrl: env.GATEWAY_URL,
  mediaUrl: env.MEDIA_URL,
  trustedProxies: env.TRUSTED_PROXIES,
  app: await buildApp(),
  registry: createRegistry('web'),
  log,
})
stopOnSignal(log, door.stop)
log.info({ url: door.url }, 'ready')
