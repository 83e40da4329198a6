import { readFileSync } from 'node:fs'
import { ApolloServer, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { env, gatewayEnv } from '@halide/all-in-one/env.ts'
import { openStores } from '@halide/all-in-one/open-stores.ts'
import { openSubgraphs } from '@halide/all-in-one/open-subgraphs.ts'
import { createIdentity, keysAtHand } from '@halide/gateway/identity.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import Fastify from 'fastify'
import { contextOf, type MergedContext, mergeSubgraphs } from './merge.ts'

// What one would build who wants no federation: the same resolvers, loaders and stores in one schema behind Apollo Server. Access tokens are
// verified; rates, costs, limits, persisted operations, metrics, traces and a log of requests are left out.

const log = createLogger('unfederated', 'warn')
const stores = openStores(env, log)
const { subgraphs, authKeys } = await openSubgraphs(env, stores)
const identity = createIdentity(keysAtHand(authKeys))
const apiSdl = readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8')
const server = new ApolloServer<MergedContext>({
  schema: mergeSubgraphs(apiSdl, subgraphs),
  stopOnTerminationSignals: false,
  logger: log,
  plugins: [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ],
})
await server.start()

const app = Fastify({ logger: false, forceCloseConnections: true })
app.get('/health/ready', async () => ({ ready: true }))
app.post('/graphql', async (request, reply) => {
  const context = async () => {
    const viewer = await identity.viewerOf(request.headers.authorization)
    return contextOf(subgraphs, {
      viewer: viewer && { userId: BigInt(viewer.userId), sessionId: BigInt(viewer.sessionId), role: viewer.role },
      caller: { client: null, address: request.ip },
      requestId: request.id,
      log,
    })
  }
  const { body, method, url } = request
  const headers = new HeaderMap([['content-type', request.headers['content-type'] ?? '']])
  const search = url.slice('/graphql'.length)
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search, body },
    context,
  })
  if (answer.body.kind !== 'complete') throw new Error('nothing is streamed')
  for (const [name, value] of answer.headers) reply.header(name, value)
  return reply.code(answer.status ?? 200).send(answer.body.string)
})
await app.listen({ host: gatewayEnv.HOST, port: gatewayEnv.PORT })
stopOnSignal(log, async () => {
  await app.close()
  await server.stop()
  await stores.close()
})
