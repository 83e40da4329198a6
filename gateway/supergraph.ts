import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway'
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache'
import type { GatewayMetrics } from './metrics.ts'
import type { GatewaySettings } from './settings.ts'
import { createSubgraphSource, type SubgraphSource } from './subgraph-source.ts'

/** The composed graph, and the ways to its subgraphs. */
export interface Supergraph {
  gateway: ApolloGateway
  /** Filled when the gateway has loaded. */
  sources: readonly SubgraphSource[]
}

/** A process that died is back in two seconds or three, a Postgres too. */
const defaultGraceMs = 5_000
const defaultTimeoutMs = 10_000

/** Documents whose plan is kept, whatever their size: planning costs milliseconds, a plan some kilobytes. */
const keptPlans = 2_000

/** Throws when an address is given for a subgraph that the supergraph does not have. */
export function createSupergraph(settings: GatewaySettings, metrics: GatewayMetrics): Supergraph {
  // Without this @apollo/gateway reports to its maker and probes the cloud's metadata address.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true'
  const named = subgraphNames(settings.supergraphSdl)
  for (const name of Object.keys(settings.subgraphUrls ?? {}))
    if (!named.has(name))
      throw new Error(`An address is given, but no subgraph is named ${name}: ${[...named].join(', ')}`)
  const sources: SubgraphSource[] = []
  const gateway = new ApolloGateway({
    supergraphSdl: settings.supergraphSdl,
    buildService({ name, url }) {
      const source = createSubgraphSource({
        name,
        url: settings.subgraphUrls?.[name] ?? url ?? '',
        timeoutMs: settings.subgraphTimeoutMs ?? defaultTimeoutMs,
        graceMs: settings.subgraphGraceMs ?? defaultGraceMs,
        metrics,
        log: settings.log,
      })
      sources.push(source)
      return source as GraphQLDataSource
    },
    queryPlannerConfig: { cache: new PlanCache(metrics) },
    logger: quiet(settings),
    debug: false,
    // On by default outside production: a header would show the plan to anyone.
    __exposeQueryPlanExperimental: false,
  })
  return { gateway, sources }
}

function subgraphNames(supergraphSdl: string): Set<string> {
  return new Set([...supergraphSdl.matchAll(/@join__graph\(name: "([^"]+)"/g)].map(([, name]) => name ?? ''))
}

type Plans = InMemoryLRUCache<never>

class PlanCache extends InMemoryLRUCache<never> {
  readonly #metrics: GatewayMetrics

  constructor(metrics: GatewayMetrics) {
    super({ max: keptPlans })
    this.#metrics = metrics
  }

  override async get(key: string): ReturnType<Plans['get']> {
    const plan = await super.get(key)
    this.#metrics.planLookedUp(plan !== undefined)
    return plan
  }
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
