import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { openPassport, type Passport, passportHeader } from '@halide/schema/passport.ts'
import { refusals } from '@halide/schema/refusals.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { type Operations, serveOperations } from '@halide/telemetry/operations.ts'
import { traced, traceparentHeader } from '@halide/telemetry/traces.ts'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { type Subgraph, schemaOf } from './define.ts'
import { createMetrics } from './metrics.ts'
import { observe } from './observe.ts'
import { type RequestContext, viewerOf } from './viewer.ts'

/** Adds an address beside GraphQL. It is open to whoever reaches the process: no passport is asked for. */
export type Route = (app: FastifyInstance) => void

export interface ServeOptions extends Operations {
  host: string
  /** 0 takes any free port. */
  port: number
  gatewaySecret: string
  /** Milliseconds since 1970, by which passports expire; the wall clock unless given. */
  now?: () => number
  log: Logger
  routes?: readonly Route[]
}

export interface ServedSubgraph {
  /** Of the GraphQL door: `http://host:port/graphql`. */
  url: string
  /** Takes no more calls, and resolves when those under way are answered. */
  stop(): Promise<void>
}

/** Serves a subgraph to the gateway, and to nobody else: a call without a valid passport is refused before it is read. */
export async function serveSubgraph<Deps, Context extends RequestContext>(
  subgraph: Subgraph<Deps, Context>,
  deps: Deps,
  options: ServeOptions,
): Promise<ServedSubgraph> {
  const { host, port, gatewaySecret, now = Date.now, log } = options
  const apollo = createApollo(subgraph, options)
  await apollo.start()

  const passports = new WeakMap<FastifyRequest, Passport>()
  const app = Fastify({ logger: false, forceCloseConnections: 'idle' })
  serveOperations(app, options)
  for (const route of options.routes ?? []) route(app)
  const answer = fastifyApolloHandler(apollo, {
    context: async (request) => {
      const passport = passports.get(request)!
      const { requestId, caller } = passport
      const viewer = viewerOf(passport)
      return subgraph.createContext(deps, { viewer, caller, requestId, log: log.child({ requestId }) })
    },
  })
  app.post('/graphql', {
    onRequest: async (request, reply) => {
      const header = request.headers[passportHeader]
      const passport = openPassport(typeof header === 'string' ? header : undefined, gatewaySecret, now())
      if (!passport) return reply.code(403).send(forbidden)
      passports.set(request, passport)
    },
    handler(request, reply) {
      const header = request.headers[traceparentHeader]
      const causedBy = typeof header === 'string' ? header : null
      const work = async () => Reflect.apply(answer, app, [request, reply])
      return traced(subgraph.name, {}, work, { kind: 'SERVER', causedBy })
    },
  })

  const address = await app.listen({ host, port })
  return {
    url: `${address}/graphql`,
    stop: async () => {
      await app.close()
      await apollo.stop()
    },
  }
}

const forbidden = {
  errors: [{ message: `${refusals.FORBIDDEN} Ask the gateway.`, extensions: { code: 'FORBIDDEN' } }],
}

function createApollo<Deps, Context extends RequestContext>(
  subgraph: Subgraph<Deps, Context>,
  { registry, log }: ServeOptions,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: schemaOf(subgraph),
    introspection: true,
    // The gateway hides unknown causes from clients; what a stack tells belongs into this process's log only.
    includeStacktraceInErrorResponses: false,
    // Only the gateway comes here: its operations are few and repeat, so each is parsed and validated once and then cached.
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: log,
    plugins: [
      observe<Context>(createMetrics(registry)),
      // Apollo's own extras cost time on every call or speak to Apollo's servers.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
}
