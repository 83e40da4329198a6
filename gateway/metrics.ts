import type { LiveName } from '@halide/schema/live.ts'
import { Counter, Gauge, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'
import type { RedisMetrics } from '@halide/timeline/breaker.ts'
import type { OperationKind } from './context.ts'
import type { StreamEnd } from './live/stream.ts'
import type { RateName } from './settings.ts'

export type FetchOutcome = 'ok' | 'errors' | 'unavailable'

/** What the gateway counts, one function per event. Every label is from a closed set. */
export interface GatewayMetrics extends RedisMetrics {
  /** An answer went out. `seconds` from the first byte of the request to the last of the answer. */
  answered(answer: {
    kind: OperationKind
    /** A registered operation's, or `other`. */
    operation: string
    outcome: string
    client: string
    readsFeed: boolean
    seconds: number
  }): void
  /** The same answer, by what its client calls itself; from a set that is closed too, see `client.ts`. */
  clientAnswered(client: { name: string; version: string }, outcome: string): void
  /** An error was put into an answer. */
  errorAnswered(code: string): void
  subgraphFetched(subgraph: string, outcome: FetchOutcome, seconds: number): void
  planLookedUp(found: boolean): void
  /** An operation was asked for by its hash or id. */
  persistedLookedUp(found: boolean): void
  /** A parsed and validated document was looked for. */
  documentLookedUp(found: boolean): void
  /** An operation that is not registered was asked for, where that matters. */
  unregisteredAsked(): void
  /** Somebody was refused for asking too often. */
  rateExceeded(rate: RateName): void
  /** Looked at when the metrics are asked for. */
  watchLiveStreams(count: () => number): void
  /** A connected client was told of something. */
  liveTold(name: LiveName): void
  liveEnded(why: StreamEnd): void
}

export function createMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry]
  const buckets = latencyBuckets
  const requests = new Histogram({
    name: 'gateway_request_duration_seconds',
    help: 'Time to answer a GraphQL request, by kind of operation, outcome (ok, partial, refused) and known client',
    labelNames: ['kind', 'outcome', 'client'],
    buckets,
    registers,
  })
  const operations = new Histogram({
    name: 'gateway_operation_duration_seconds',
    help: 'Time to answer a GraphQL request, by the name of its operation where one of this name is registered, else other',
    labelNames: ['operation'],
    buckets,
    registers,
  })
  const operationClients = new Counter({
    name: 'gateway_operations_total',
    help: 'GraphQL requests by name of the operation (registered, else other), known client, and outcome',
    labelNames: ['operation', 'client', 'outcome'],
    registers,
  })
  const clients = new Counter({
    name: 'gateway_client_requests_total',
    help: 'GraphQL requests by name and version of the client, of which the first 100 pairs are told apart, and outcome',
    labelNames: ['client_name', 'client_version', 'outcome'],
    registers,
  })
  const feeds = new Histogram({
    name: 'instagram_feed_latency',
    help: 'Seconds to answer an operation that reads the home feed, successful or not',
    buckets,
    registers,
  })
  const errors = new Counter({
    name: 'gateway_errors_total',
    help: 'Errors in answers, by code',
    labelNames: ['code'],
    registers,
  })
  const fetches = new Histogram({
    name: 'gateway_subgraph_fetch_duration_seconds',
    help: 'Time of one call to a subgraph, by its outcome (ok, errors, unavailable)',
    labelNames: ['subgraph', 'outcome'],
    buckets,
    registers,
  })
  const plans = new Counter({
    name: 'gateway_query_plans_total',
    help: 'Query plans taken from the cache (hit) or to be made (miss)',
    labelNames: ['result'],
    registers,
  })
  const persisted = new Counter({
    name: 'gateway_persisted_queries_total',
    help: 'Operations asked for by hash or id that were known (hit) or have to be sent whole (miss)',
    labelNames: ['result'],
    registers,
  })
  const documents = new Counter({
    name: 'gateway_documents_total',
    help: 'Documents that were parsed and validated before (hit) or have to be (miss)',
    labelNames: ['result'],
    registers,
  })
  const refusals = new Counter({
    name: 'gateway_rate_limited_total',
    help: 'Requests refused because of how often somebody asks, by the rate that was exceeded',
    labelNames: ['rate'],
    registers,
  })
  const unregistered = new Counter({
    name: 'gateway_unregistered_operations_total',
    help: 'Operations asked for that are not registered, counted where PERSISTED_OPERATIONS is log or enforce',
    registers,
  })
  const told = new Counter({
    name: 'gateway_live_events_total',
    help: 'Changes that connected clients were told of, by event',
    labelNames: ['event'],
    registers,
  })
  const ended = new Counter({
    name: 'gateway_live_ended_total',
    help: 'Live streams that are over: the client left, read too slowly, its access token ended, the gateway stopped',
    labelNames: ['why'],
    registers,
  })
  const redisErrors = new Counter({
    name: 'gateway_redis_errors_total',
    help: 'Times that Redis could not be used to count requests',
    registers,
  })
  return {
    answered({ kind, operation, outcome, client, readsFeed, seconds }) {
      requests.observe({ kind, outcome, client }, seconds)
      operations.observe({ operation }, seconds)
      operationClients.inc({ operation, client, outcome })
      if (readsFeed) feeds.observe(seconds)
    },
    clientAnswered: ({ name, version }, outcome) =>
      clients.inc({ client_name: name, client_version: version, outcome }),
    errorAnswered: (code) => errors.inc({ code }),
    subgraphFetched: (subgraph, outcome, seconds) => fetches.observe({ subgraph, outcome }, seconds),
    planLookedUp: (found) => plans.inc({ result: found ? 'hit' : 'miss' }),
    persistedLookedUp: (found) => persisted.inc({ result: found ? 'hit' : 'miss' }),
    documentLookedUp: (found) => documents.inc({ result: found ? 'hit' : 'miss' }),
    unregisteredAsked: () => unregistered.inc(),
    watchLiveStreams: (count) =>
      new Gauge({
        name: 'gateway_live_streams',
        help: 'Clients that are connected for live updates',
        registers,
        collect() {
          this.set(count())
        },
      }),
    liveTold: (event) => told.inc({ event }),
    liveEnded: (why) => ended.inc({ why }),
    rateExceeded: (rate) => refusals.inc({ rate }),
    redisFailed: () => redisErrors.inc(),
    watchRedis: (usable) =>
      new Gauge({
        name: 'gateway_redis_usable',
        help: '0 while each gateway counts requests for itself, since Redis fails',
        aggregator: 'min',
        registers,
        collect() {
          this.set(Number(usable()))
        },
      }),
  }
}
