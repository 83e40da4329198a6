import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache'
import type { DocumentNode } from 'graphql'
import type { GatewayContext } from './context.ts'
import { presentError } from './errors.ts'
import { guardOperations } from './guard.ts'
import { gaveUpOn, limitRules } from './limits.ts'
import type { GatewayMetrics } from './metrics.ts'
import { observeOperations } from './observe.ts'
import type { Rates } from './rates.ts'
import { defaultLimits, type GatewaySettings } from './settings.ts'
import type { Supergraph } from './supergraph.ts'

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
): Promise<ApolloServer<GatewayContext>> {
  const limits = { ...defaultLimits, ...settings.limits }
  const introspection = settings.introspection ?? true
  const server = new ApolloServer<GatewayContext>({
    gateway,
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    validationRules: limitRules(limits),
    parseOptions: { maxTokens: limits.tokens },
    persistedQueries: {
      cache: new InMemoryLRUCache({ maxSize: persistedQueriesSize, sizeCalculation: (text) => text.length * 2 }),
      ttl: null,
    },
    documentStore: new InMemoryLRUCache<DocumentNode>({ max: keptDocuments }),
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
      guardOperations(limits.cost, rates),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await server.start()
  return server
}
