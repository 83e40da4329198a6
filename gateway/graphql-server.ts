import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { GatewayContext } from './context.ts'
import { presentError } from './errors.ts'
import { guardOperations } from './guard.ts'
import { gaveUpOn, limitRules } from './limits.ts'
import type { GatewayMetrics } from './metrics.ts'
import { observeOperations } from './observe.ts'
import type { Rates } from './rates.ts'
import type { RegisteredOperations } from './registered.ts'
import { watchRegistration } from './registered-only.ts'
import { defaultLimits, type GatewaySettings } from './settings.ts'
import type { Supergraph } from './supergraph.ts'
import { warmPlans } from './warm-plans.ts'

/** Bytes of persisted queries that are remembered; the least used are forgotten and sent anew by their clients. */
const persistedQueriesSize = 30 * 1024 * 1024

/** Parsed and validated documents that are kept. */
const keptDocuments = 5_000

/** Apollo Server over the supergraph: strict, silent to the outside, and started. */
export async function createGraphqlServer(
  settings: GatewaySettings,
  { gateway }: Supergraph,
  metrics: GatewayMetrics,
  rates: Rates,
  registered: RegisteredOperations,
): Promise<ApolloServer<GatewayContext>> {
  const limits = { ...defaultLimits, ...settings.limits }
  const introspection = settings.introspection ?? true
  const persistedMode = settings.persistedMode ?? 'open'
  const server = new ApolloServer<GatewayContext>({
    gateway,
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection || persistedMode === 'enforce',
    validationRules: limitRules(limits),
    parseOptions: { maxTokens: limits.tokens },
    persistedQueries: {
      cache: new PersistedQueries(registered, metrics),
      ttl: null,
    },
    documentStore: new Documents(metrics),
    csrfPrevention: {
      requestHeaders: ['x-apollo-operation-name', 'apollo-require-preflight', 'graphql-require-preflight'],
    },
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    formatError(error, thrown) {
      const tooComplex = gaveUpOn(error.message, limits)
      const presented = tooComplex
        ? { message: tooComplex, extensions: { code: 'QUERY_TOO_COMPLEX' } }
        : presentError(error, thrown)
      metrics.errorAnswered(String(presented.extensions?.code))
      return presented
    },
    stopOnTerminationSignals: false,
    logger: settings.log,
    plugins: [
      observeOperations(metrics, limits.cost),
      watchRegistration(registered, persistedMode, metrics),
      guardOperations(limits.cost, rates),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  let schema: GraphQLSchema | undefined
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema
  })
  await server.start()
  if (schema) await warmPlans(server, registered.all, schema, settings)
  return server
}

/** Registered operations, which are never forgotten, and those that clients told by themselves. */
class PersistedQueries extends InMemoryLRUCache<string> {
  readonly #registered: RegisteredOperations
  readonly #metrics: GatewayMetrics

  constructor(registered: RegisteredOperations, metrics: GatewayMetrics) {
    super({ maxSize: persistedQueriesSize, sizeCalculation: (text) => text.length * 2 })
    this.#registered = registered
    this.#metrics = metrics
  }

  override async get(key: string): Promise<string | undefined> {
    // Apollo Server puts `apq:` before the hash.
    const text = this.#registered.bodyOf(key.slice(key.indexOf(':') + 1)) ?? (await super.get(key))
    this.#metrics.persistedLookedUp(text !== undefined)
    return text
  }
}

class Documents extends InMemoryLRUCache<DocumentNode> {
  readonly #metrics: GatewayMetrics

  constructor(metrics: GatewayMetrics) {
    super({ max: keptDocuments })
    this.#metrics = metrics
  }

  override async get(key: string): Promise<DocumentNode | undefined> {
    const document = await super.get(key)
    this.#metrics.documentLookedUp(document !== undefined)
    return document
  }
}
