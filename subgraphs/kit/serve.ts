import { openPassport, type Passport, passportHeader } from '@halide/schema/passport.ts'
import { refusals } from '@halide/schema/refusals.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { type Operations, serveOperations } from '@halide/telemetry/operations.ts'
import { traced, traceparentHeader } from '@halide/telemetry/traces.ts'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { createAnswering } from './answer.ts'
import { bindSubgraph, type Subgraph } from './define.ts'
import { createMetrics } from './metrics.ts'
import type { RequestContext } from './viewer.ts'

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
  const { host, port, gatewaySecret, now = Date.now, registry, log } = options
  const answering = createAnswering(bindSubgraph(subgraph, deps), { metrics: createMetrics(registry), log })

  const passports = new WeakMap<FastifyRequest, Passport>()
  const app = Fastify({ logger: false, forceCloseConnections: 'idle' })
  serveOperations(app, options)
  for (const route of options.routes ?? []) route(app)
  app.post('/graphql', {
    onRequest: async (request, reply) => {
      const header = request.headers[passportHeader]
      const passport = openPassport(typeof header === 'string' ? header : undefined, gatewaySecret, now())
      if (!passport) return reply.code(403).send(forbidden)
      passports.set(request, passport)
    },
    async handler(request, reply) {
      const call = Call.safeParse(request.body)
      if (!call.success) return reply.code(400).send(unreadable)
      const header = request.headers[traceparentHeader]
      const causedBy = typeof header === 'string' ? header : null
      const work = () => answering(call.data, passports.get(request)!)
      const answer = await traced(subgraph.name, {}, work, { kind: 'SERVER', causedBy })
      return reply.code(answer.data === undefined ? 400 : 200).send(answer)
    },
  })

  const address = await app.listen({ host, port })
  return { url: `${address}/graphql`, stop: () => app.close() }
}

const Call = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

const unreadable = { errors: [{ message: 'This is no GraphQL request.', extensions: { code: 'BAD_REQUEST' } }] }

const forbidden = {
  errors: [{ message: `${refusals.FORBIDDEN} Ask the gateway.`, extensions: { code: 'FORBIDDEN' } }],
}
