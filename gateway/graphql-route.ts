import { createHash } from 'node:crypto'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import { passportLifetimeMs, sealPassport } from '@halide/schema/passport.ts'
import { traced } from '@halide/telemetry/traces.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { clientLabel, clientOf, createClientPairs } from './client.ts'
import { type GatewayContext, newRecord, type OperationRecord } from './context.ts'
import { withPersistedQuery, withPersistedQueryInSearch } from './document-id.ts'
import type { Identity } from './identity.ts'
import { isAnsweredAsJson } from './media-type.ts'
import type { GatewayMetrics } from './metrics.ts'
import { demand, networkOf, type Rates, rateHeaders, type Standing } from './rates.ts'
import { defaultOperationTimeoutMs, type GatewaySettings } from './settings.ts'

export interface GraphqlRoute {
  server: ApolloServer<GatewayContext>
  identity: Identity
  metrics: GatewayMetrics
  rates: Rates
  settings: GatewaySettings
}

/** Sent with 1, the answer says in its `extensions` what the operation cost. */
export const costHeader = 'x-graphql-cost'

/** `/graphql`: one operation a request, by POST, or a query by GET. */
export function serveGraphql(app: FastifyInstance, route: GraphqlRoute): void {
  const { server, identity, metrics, rates, settings } = route
  const knownClients = new Set(settings.knownClients)
  const registeredNames = new Set(settings.operations?.map(({ name }) => name))
  const clientPair = createClientPairs()
  const records = new WeakMap<FastifyRequest, OperationRecord>()
  const counted = new WeakMap<FastifyRequest, Standing | null>()

  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    // Before the body is read.
    async onRequest(request, reply) {
      // Side by side, where the viewer is known by now.
      const viewer = identity.knownViewer(request.headers.authorization)
      const [standing, ofViewer] = await Promise.all([
        rates.count('address', networkOf(request.ip)),
        viewer && rates.count('viewer', viewer.userId),
      ])
      if (viewer) counted.set(request, ofViewer)
      if (standing) reply.headers(rateHeaders(standing))
      demand(standing)
    },
    async handler(request, reply) {
      const record = newRecord()
      record.tellsCost = request.headers[costHeader] === '1'
      records.set(request, record)
      const answer = await traced(
        'graphql',
        { 'halide.request_id': request.id },
        async (span) => {
          const answered = await server.executeHTTPGraphQLRequest({
            httpGraphQLRequest: {
              method: request.method,
              headers: headersOf(request),
              search: withPersistedQueryInSearch(request.url.slice('/graphql'.length)),
              body: withPersistedQuery(request.body),
            },
            context: () => createContext(route, request, reply, record, counted.get(request)),
          })
          span.updateName(`${record.kind} ${record.name ?? 'unnamed'}`)
          return answered
        },
        { kind: 'SERVER', causedBy: null },
      )
      if (answer.body.kind !== 'complete') throw new Error('the gateway does not stream')
      for (const [name, value] of answer.headers) reply.header(name, value)
      record.refused = answer.status !== undefined && answer.status >= 400
      const asJson = answer.status === 400 && isAnsweredAsJson(request.headers.accept, record.codes)
      reply.code(asJson ? 200 : (answer.status ?? 200))
      return reply.send(setCaching(request, reply, record, answer.body.string))
    },
    errorHandler(error, request, reply) {
      // Besides who asks too often, only reading the body fails here: bad JSON, too long, of another type.
      const { status, message, code, headers } = faultOf(error)
      if (status >= 500) settings.log.error({ err: error, requestId: request.id }, 'masked error')
      metrics.errorAnswered(code)
      const shown = status < 500 ? message : 'Something went wrong on our side.'
      reply.code(status).headers({ ...headers, 'cache-control': 'no-store' })
      return reply.send({ errors: [{ message: shown, extensions: { code } }] })
    },
    onResponse(request, reply, done) {
      const { name, kind, readsFeed, codes, refused, cost } = records.get(request) ?? newRecord()
      const outcome = refused || reply.statusCode >= 400 ? 'refused' : codes.length > 0 ? 'partial' : 'ok'
      const client = clientOf(request.headers)
      const milliseconds = Math.round(reply.elapsedTime * 10) / 10
      metrics.answered({
        kind,
        operation: name !== null && registeredNames.has(name) ? name : 'other',
        outcome,
        client: clientLabel(client, knownClients),
        readsFeed,
        seconds: reply.elapsedTime / 1000,
      })
      metrics.clientAnswered(clientPair(client, outcome !== 'refused'), outcome)
      settings.log.info(
        {
          requestId: request.id,
          operation: name,
          kind,
          status: reply.statusCode,
          outcome,
          codes,
          cost,
          milliseconds,
          client,
        },
        'answered',
      )
      done()
    },
  })
}

/** What went wrong before there was an answer, as a client is told. */
export function faultOf(error: unknown): {
  status: number
  message: string
  code: string
  headers: Record<string, string>
} {
  if (error instanceof GraphQLError) {
    const { code, http } = error.extensions as { code: string; http?: { status: number; headers: HeaderMap } }
    return {
      status: http?.status ?? 500,
      message: error.message,
      code,
      headers: Object.fromEntries(http?.headers ?? []),
    }
  }
  const { statusCode: status = 500, message } = error as { statusCode?: number; message: string }
  return { status, message, code: status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR', headers: {} }
}

async function createContext(
  { identity, rates, settings }: GraphqlRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  record: OperationRecord,
  counted: Standing | null | undefined,
): Promise<GatewayContext> {
  const requestId = request.id
  const log = settings.log.child({ requestId })
  const viewer = await identity.viewerOf(request.headers.authorization)
  const standing = counted ?? (viewer && (await rates.count('viewer', viewer.userId)))
  if (standing) reply.headers(rateHeaders(standing))
  demand(standing)
  const { name, version } = clientOf(request.headers)
  const client = name ? [name, version].filter(Boolean).join(' ') : null
  const caller = { client, address: request.ip }
  const passport = passportOf({ requestId, viewer, caller }, settings)
  const deadline = performance.now() + (settings.operationTimeoutMs ?? defaultOperationTimeoutMs)
  return { requestId, viewer, caller, deadline, passport, record, log }
}

function passportOf(
  asker: Pick<GatewayContext, 'requestId' | 'viewer' | 'caller'>,
  { gatewaySecret }: GatewaySettings,
): GatewayContext['passport'] {
  let sealed: string | undefined
  return () => {
    if (gatewaySecret) sealed ??= sealPassport({ ...asker, expiresAt: Date.now() + passportLifetimeMs }, gatewaySecret)
    return sealed
  }
}

/**
 * Answers to GET may be kept and must be asked about again (304 when unchanged), since a deleted post is gone on the
 * next read. A viewer's answer is kept by the viewer alone. Everything else is not kept.
 */
function setCaching(request: FastifyRequest, reply: FastifyReply, { codes }: OperationRecord, body: string): string {
  // CORS may have named `origin` already.
  reply.header('vary', [reply.getHeader('vary'), `authorization, accept, ${costHeader}`].filter(Boolean).join(', '))
  if (request.method !== 'GET' || reply.statusCode !== 200 || codes.length > 0) {
    reply.header('cache-control', 'no-store')
    return body
  }
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
  const scope = request.headers.authorization === undefined ? 'public' : 'private'
  reply.headers({ etag, 'cache-control': `${scope}, no-cache` })
  if (!request.headers['if-none-match']?.includes(etag)) return body
  reply.code(304)
  return ''
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap()
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) map.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  return map
}
