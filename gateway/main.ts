import { readFileSync } from 'node:fs'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { createGateway } from './create-gateway.ts'
import { env, explorer, manifestPaths } from './env.ts'
import { readManifest } from './registered.ts'

const log = createLogger('gateway', env.LOG_LEVEL)
await startTraces('gateway', env)
const gateway = await createGateway({
  host: env.HOST,
  port: env.PORT,
  supergraphSdl: readFileSync(env.SUPERGRAPH_PATH, 'utf8'),
  subgraphUrls: env.SUBGRAPH_URLS,
  ...(env.GATEWAY_SECRET && { gatewaySecret: env.GATEWAY_SECRET }),
  ...(env.AUTH_JWKS_URL && { authJwksUrl: env.AUTH_JWKS_URL }),
  allowedOrigins: env.ALLOWED_ORIGINS,
  trustedProxies: env.TRUSTED_PROXIES,
  introspection: env.INTROSPECTION,
  knownClients: env.KNOWN_CLIENTS,
  subgraphTimeoutMs: env.SUBGRAPH_TIMEOUT_MS,
  subgraphGraceMs: env.SUBGRAPH_GRACE_MS,
  limits: {
    depth: env.MAX_QUERY_DEPTH,
    aliases: env.MAX_QUERY_ALIASES,
    rootFields: env.MAX_QUERY_ROOT_FIELDS,
    directives: env.MAX_QUERY_DIRECTIVES,
    tokens: env.MAX_QUERY_TOKENS,
    cost: env.MAX_QUERY_COST,
  },
  operations: manifestPaths.flatMap((path) => readManifest(readFileSync(path, 'utf8'))),
  persistedMode: env.PERSISTED_OPERATIONS,
  ...(explorer && { explorer }),
  maxBodyBytes: env.MAX_BODY_BYTES,
  operationTimeoutMs: env.OPERATION_TIMEOUT_MS,
  ...(env.REDIS_URL && { redisUrl: env.REDIS_URL }),
  live: {
    streams: env.LIVE_STREAMS,
    perViewer: env.LIVE_STREAMS_PER_VIEWER,
    heartbeatMs: env.LIVE_HEARTBEAT_MS,
    bufferBytes: env.LIVE_BUFFER_BYTES,
  },
  rates: {
    address: env.REQUESTS_PER_ADDRESS,
    viewer: env.REQUESTS_PER_VIEWER,
    signInAddress: env.SIGN_INS_PER_ADDRESS,
    signInLogin: env.SIGN_INS_PER_LOGIN,
    signUpAddress: env.SIGN_UPS_PER_ADDRESS,
  },
  log,
})
stopOnSignal(log, gateway.stop)
log.info({ url: gateway.url }, 'ready')
