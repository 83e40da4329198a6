import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Logger } from '@halide/telemetry/log.ts'
import type { GatewayEnv } from './env.ts'
import { readManifest } from './registered.ts'
import type { GatewaySettings } from './settings.ts'

/** Halide's own graph, and the operations that are registered for it. */
export const ownSupergraph = fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url))
const ownManifest = fileURLToPath(new URL('../schema/operations/manifest.json', import.meta.url))

/** Reads the files that the environment names. */
export function settingsOf(env: GatewayEnv, log: Logger): GatewaySettings {
  return {
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
    operations: manifestPathsOf(env).flatMap((path) => readManifest(readFileSync(path, 'utf8'))),
    persistedMode: env.PERSISTED_OPERATIONS,
    ...(hasExplorer(env) && { explorer: accountsOf(env) }),
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
  }
}

/** Of another graph none are known beforehand. */
function manifestPathsOf({ PERSISTED_MANIFESTS, SUPERGRAPH_PATH }: GatewayEnv): readonly string[] {
  return PERSISTED_MANIFESTS ?? (SUPERGRAPH_PATH === ownSupergraph ? [ownManifest] : [])
}

function hasExplorer({ EXPLORER, NODE_ENV }: GatewayEnv): boolean {
  return EXPLORER ?? NODE_ENV !== 'production'
}

function accountsOf({
  DEMO_ACCOUNTS: handles,
  DEMO_PASSWORD: password,
}: GatewayEnv): NonNullable<GatewaySettings['explorer']> {
  return handles.length > 0 ? { accounts: { handles, password } } : {}
}
