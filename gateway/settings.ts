import type { Logger } from '@halide/telemetry/log.ts'

/** Everything a gateway is told from outside. `env.ts` makes it from the environment, tests make it themselves. */
export interface GatewaySettings {
  host: string
  /** 0 for any free port. */
  port: number
  /** The composed supergraph, as SDL. Any supergraph can be served. */
  supergraphSdl: string
  /** Addresses of subgraphs by name, in place of those in the supergraph. */
  subgraphUrls?: Readonly<Record<string, string>>
  /** Seals the passports that subgraphs demand. Without it none are sent. */
  gatewaySecret?: string
  /** Where the keys of access tokens are. Without it every request is anonymous. */
  authJwksUrl?: string
  /** Proxies before the gateway whose word on a client's address is believed: addresses or CIDR ranges. None unless given. */
  trustedProxies?: readonly string[]
  /** Origins whose pages may call; `*` for any. */
  allowedOrigins?: readonly string[]
  introspection?: boolean
  limits?: Partial<QueryLimits>
  /** Clients counted by name in the metrics: `web`, or `ios@5.2` for a version of its own. */
  knownClients?: readonly string[]
  /** How long a subgraph may take to answer one call. */
  subgraphTimeoutMs?: number
  /** How long from its loss a subgraph that is being started again is waited for, by queries; 0 not at all. */
  subgraphGraceMs?: number
  log: Logger
}

/** What one document may ask for; beyond it the answer is QUERY_TOO_COMPLEX. Fragments count wherever they are spread. */
export interface QueryLimits {
  /** Levels of fields; fragments add none. */
  depth: number
  aliases: number
  /** Top-level fields of the operation. */
  rootFields: number
  directives: number
  /** Names, numbers and punctuation of the whole document. */
  tokens: number
}

/**
 * Room to spare for honest clients: a feed page down to the authors of its comments has 8 levels, the introspection query
 * of graphql-js 163 tokens.
 */
export const defaultLimits: QueryLimits = { depth: 15, aliases: 30, rootFields: 20, directives: 50, tokens: 2_000 }

/** Bytes of a request body: a document at its limit with generous variables. */
export const bodyLimit = 256 * 1024
