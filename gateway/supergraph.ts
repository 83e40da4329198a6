import { ApolloGateway } from '@apollo/gateway'
import type { ApolloServerOptionsWithGateway } from '@apollo/server'
import type { GatewayContext } from './context.ts'
import { createHttpDoor } from './http-door.ts'
import type { GatewayMetrics } from './metrics.ts'
import { createPlanExecutor } from './plans/executor.ts'
import type { QueryPlan } from './plans/plan.ts'
import type { GatewaySettings } from './settings.ts'
import { createSubgraphSource, type SubgraphSource } from './subgraph-source.ts'

/** The composed graph, and the ways to its subgraphs. */
export interface Supergraph {
  gateway: ApolloServerOptionsWithGateway<GatewayContext>['gateway']
  /** Filled when the gateway has loaded. */
  sources: readonly SubgraphSource[]
}

/** A process that died is back in two seconds or three, a Postgres too. */
const defaultGraceMs = 5_000
const defaultTimeoutMs = 10_000

/** Plans are kept as they are executed, by `createPlanExecutor`. */
const keepsNothing = { get: async () => undefined, set: async () => {}, delete: async () => {}, clear: () => {} }

/** Throws when the way is given to a subgraph that the supergraph does not have. */
export function createSupergraph(settings: GatewaySettings, metrics: GatewayMetrics): Supergraph {
  // Without this @apollo/gateway reports to its maker and probes the cloud's metadata address.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true'
  const named = subgraphNames(settings.supergraphSdl)
  for (const name of Object.keys({ ...settings.subgraphUrls, ...settings.subgraphDoors }))
    if (!named.has(name))
      throw new Error(`An address is given, but no subgraph is named ${name}: ${[...named].join(', ')}`)
  const timeoutMs = settings.subgraphTimeoutMs ?? defaultTimeoutMs
  const sources: SubgraphSource[] = []
  const plans = new WeakMap<object, QueryPlan>()
  const apollo = new ApolloGateway({
    supergraphSdl: settings.supergraphSdl,
    buildService({ name, url }) {
      const address = settings.subgraphUrls?.[name] ?? url ?? ''
      const source = createSubgraphSource({
        name,
        door: settings.subgraphDoors?.[name] ?? createHttpDoor(address, timeoutMs),
        timeoutMs,
        graceMs: settings.subgraphGraceMs ?? defaultGraceMs,
        metrics,
        log: settings.log,
      })
      sources.push(source)
      return {
        async process({ request, context }) {
          const asking = context as GatewayContext
          return asking.planOnly ? { data: {} } : source.ask(request, asking)
        },
      }
    },
    queryPlannerConfig: { cache: keepsNothing },
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => plans.set(requestContext, queryPlan),
    logger: quiet(settings),
    debug: false,
    // On by default outside production: a header would show the plan to anyone.
    __exposeQueryPlanExperimental: false,
  })
  return {
    sources,
    gateway: {
      onSchemaLoadOrUpdate: (listener) => apollo.onSchemaLoadOrUpdate(listener),
      stop: () => apollo.stop(),
      async load(options) {
        const { executor } = await apollo.load(options)
        return {
          executor: createPlanExecutor({
            apollo: executor,
            planOf: (request) => plans.get(request),
            supergraphSdl: settings.supergraphSdl,
            sourceOf: (service) => sources.find(({ name }) => name === service)!,
            lookedUp: metrics.planLookedUp,
          }),
        }
      },
    },
  }
}

function subgraphNames(supergraphSdl: string): Set<string> {
  return new Set([...supergraphSdl.matchAll(/@join__graph\(name: "([^"]+)"/g)].map(([, name]) => name ?? ''))
}

/** Its start-up chatter is of no use to an operator. */
function quiet({ log }: GatewaySettings) {
  return {
    debug: (message?: unknown) => log.trace(message),
    info: (message?: unknown) => log.debug(message),
    warn: (message?: unknown) => log.warn(message),
    error: (message?: unknown) => log.error(message),
  }
}
