import { readEnv } from '@halide/telemetry/read-env.ts'
import { traceEnv } from '@halide/telemetry/traces.ts'
import { z } from 'zod'
import {
  defaultLimits,
  defaultLive,
  defaultMaxBodyBytes,
  defaultOperationTimeoutMs,
  defaultRates,
  persistedModes,
} from './settings.ts'
import { ownSupergraph } from './settings-of-env.ts'

const limit = z.coerce.number().int().positive()
/** 0 is no limit. */
const rate = z.coerce.number().int().min(0)

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/** `user=http://…,post=http://…` */
const addresses = list.transform((items, context) => {
  const byName: Record<string, string> = {}
  for (const item of items) {
    const [, name, url] = /^([\w-]+)=(https?:\/\/.+)$/.exec(item) ?? []
    if (name && url && URL.canParse(url)) byName[name] = url
    else context.addIssue({ code: 'custom', message: `expected name=http://address, received ${item}` })
  }
  return byName
})

/** The settings of the gateway, and of whatever has its door. */
export const env = readEnv(
  z.object({
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    LOG_LEVEL: z.string().default('info'),
    ...traceEnv,
    /** SDL of the composed graph; any will do. */
    SUPERGRAPH_PATH: z.string().default(ownSupergraph),
    /** In place of the addresses in the supergraph. */
    SUBGRAPH_URLS: addresses.default({}),
    /** The subgraphs have the same. Without it they get no passport, which Halide's own demand. */
    GATEWAY_SECRET: z.string().min(32).optional(),
    /** Without it nobody can sign in. */
    AUTH_JWKS_URL: z.url().optional(),
    /** `https://halide.example,https://beta.halide.example`, or `*`. */
    ALLOWED_ORIGINS: list.default([]),
    /** `10.0.0.0/8,127.0.0.1` */
    TRUSTED_PROXIES: list.default([]),
    INTROSPECTION: z.stringbool().default(true),
    /** Labels of the metrics: `web,ios,ios@5.2`. All others are counted together. */
    KNOWN_CLIENTS: list.default([]),
    SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().positive().default(10_000),
    SUBGRAPH_GRACE_MS: z.coerce.number().int().min(0).default(5_000),
    LIVE_STREAMS: limit.default(defaultLive.streams),
    LIVE_STREAMS_PER_VIEWER: limit.default(defaultLive.perViewer),
    LIVE_HEARTBEAT_MS: limit.default(defaultLive.heartbeatMs),
    LIVE_BUFFER_BYTES: limit.default(defaultLive.bufferBytes),
    MAX_QUERY_DEPTH: limit.default(defaultLimits.depth),
    MAX_QUERY_ALIASES: limit.default(defaultLimits.aliases),
    MAX_QUERY_ROOT_FIELDS: limit.default(defaultLimits.rootFields),
    MAX_QUERY_DIRECTIVES: limit.default(defaultLimits.directives),
    MAX_QUERY_TOKENS: limit.default(defaultLimits.tokens),
    MAX_QUERY_COST: limit.default(defaultLimits.cost),
    MAX_BODY_BYTES: limit.default(defaultMaxBodyBytes),
    OPERATION_TIMEOUT_MS: limit.default(defaultOperationTimeoutMs),
    NODE_ENV: z.string().default('development'),
    /** On unless NODE_ENV is production. */
    EXPLORER: z.stringbool().optional(),
    /** `ada,bruno`: people whom the explorer can become with one click, all with this password. */
    DEMO_ACCOUNTS: list.default([]),
    DEMO_PASSWORD: z.string().default(''),
    PERSISTED_OPERATIONS: z.enum(persistedModes).default('open'),
    /** Files of Apollo's or Relay's formats. */
    PERSISTED_MANIFESTS: list.optional(),
    /** Without it each gateway counts requests for itself. */
    REDIS_URL: z.url().optional(),
    REQUESTS_PER_ADDRESS: rate.default(defaultRates.address),
    REQUESTS_PER_VIEWER: rate.default(defaultRates.viewer),
    SIGN_INS_PER_ADDRESS: rate.default(defaultRates.signInAddress),
    SIGN_INS_PER_LOGIN: rate.default(defaultRates.signInLogin),
    SIGN_UPS_PER_ADDRESS: rate.default(defaultRates.signUpAddress),
  }),
)

export type GatewayEnv = typeof env
