import cors from '@fastify/cors'
import { openListener } from '@halide/live/listen.ts'
import type { HealthCheck } from '@halide/telemetry/health.ts'
import { serveOperations } from '@halide/telemetry/operations.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import { serveExplorer } from './explorer/serve-explorer.ts'
import { costHeader, serveGraphql } from './graphql-route.ts'
import { createGraphqlServer } from './graphql-server.ts'
import { anonymousOnly, createIdentity, type Identity, keysAt, keysAtHand } from './identity.ts'
import { serveLive } from './live/serve-live.ts'
import { createMetrics } from './metrics.ts'
import { servePages } from './pages.ts'
import { createRates, type Rates } from './rates.ts'
import { createRegistered } from './registered.ts'
import { requestIdHeader, requestIdOf } from './request-id.ts'
import { defaultLive, defaultMaxBodyBytes, defaultRates, type GatewaySettings } from './settings.ts'
import { createSupergraph, type Supergraph } from './supergraph.ts'

export interface Gateway {
  /** Where it listens, without a path. */
  url: string
  /** Takes no more requests, finishes those begun, closes its connections. */
  stop(): Promise<void>
}

/** The public door, listening. Throws when the supergraph or the address cannot be used. */
export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const { log, authJwksUrl, authKeys, registry = createRegistry('gateway') } = settings
  if (!settings.gatewaySecret) log.warn('GATEWAY_SECRET is not set: subgraphs get no passport')
  const keys = authKeys ? keysAtHand(authKeys) : authJwksUrl ? keysAt(authJwksUrl, log) : null
  if (!keys) log.warn('AUTH_JWKS_URL is not set: every request is anonymous')

  const metrics = createMetrics(registry)
  const supergraph = createSupergraph(settings, metrics)
  const rates = createRates({
    limits: { ...defaultRates, ...settings.rates },
    redisUrl: settings.redisUrl,
    metrics,
    log,
  })
  const server = await createGraphqlServer(
    settings,
    supergraph,
    metrics,
    rates,
    createRegistered(settings.operations ?? []),
  )
  const identity = keys ? createIdentity(keys) : anonymousOnly

  const app = Fastify({
    bodyLimit: settings.maxBodyBytes ?? defaultMaxBodyBytes,
    exposeHeadRoutes: false,
    ...(settings.trustedProxies?.length && { trustProxy: [...settings.trustedProxies] }),
    genReqId: ({ headers }) => requestIdOf(headers),
    // A client that sends its request slower than this holds a connection and nothing else.
    requestTimeout: 30_000,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header(requestIdHeader, request.id)
  })
  let stopping = false
  app.addHook('onSend', async (_, reply) => {
    // A connection kept alive after its last answer would hold up the end for its whole idle time.
    if (stopping) reply.header('connection', 'close')
  })
  await allowOrigins(app, settings.allowedOrigins ?? [])
  serveOperations(app, { registry, ...dependencies(supergraph, rates, keys ? identity : null) })
  serveGraphql(app, { server, identity, metrics, rates, settings })
  const listener = settings.redisUrl ? openListener(settings.redisUrl, log) : null
  const limits = { ...defaultLive, ...settings.live }
  const live = serveLive(app, { identity, metrics, rates, listener, limits, log })
  servePages(app, identity, settings.explorer !== undefined)
  if (settings.explorer) serveExplorer(app, settings.operations ?? [], settings.explorer.accounts)

  const stop = async () => {
    stopping = true
    live.stop()
    await app.close()
    listener?.stop()
    await server.stop()
    identity.stop()
    rates.stop()
    await Promise.all(supergraph.sources.map((source) => source.close()))
  }
  try {
    return { url: await app.listen({ host: settings.host, port: settings.port }), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * Ready when every subgraph has answered once. One that is lost later is shown and forgiven: the others' fields are
 * still served, and an unready gateway would serve nothing.
 */
function dependencies({ sources }: Supergraph, { redis }: Rates, identity: Identity | null) {
  const optional = new Set(['redis'])
  const once = (name: string, check: HealthCheck): [string, HealthCheck] => [
    name,
    async () => {
      const facts = await check()
      optional.add(name)
      return facts
    },
  ]
  const checks: Record<string, HealthCheck> = Object.fromEntries([
    ...(redis ? [once('redis', () => redis.ping().then(nothing))] : []),
    ...sources.map((source) => once(source.name, source.ping)),
    ...(identity ? [once('jwks', () => identity.keys().then(nothing))] : []),
  ])
  return { checks, optional }
}

const nothing = () => undefined

async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  const isAllowed = (origin: string) => origins.includes(origin) || origins.includes(origin.replace(/:\d+$/, ':*'))
  await app.register(cors, {
    origin: origins.includes('*') ? '*' : (origin, allow) => allow(null, origin !== undefined && isAllowed(origin)),
    methods: ['GET', 'POST'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'last-event-id',
      requestIdHeader,
      costHeader,
      ...['apollo-require-preflight', 'graphql-require-preflight', 'x-apollo-operation-name'],
      ...['apollographql-client-name', 'apollographql-client-version', 'graphql-client-name', 'graphql-client-version'],
    ],
    exposedHeaders: [
      requestIdHeader,
      ...['retry-after', 'www-authenticate', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
    ],
    maxAge: 86_400,
  })
}
