import type { Logger } from '@halide/telemetry/log.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import type { JSONWebKeySet } from 'jose'
import type { DemoAccounts } from './explorer/serve-explorer.ts'
import type { StreamLimits } from './live/stream.ts'
import type { RegisteredOperation } from './registered.ts'
import type { SubgraphDoor } from './subgraph-door.ts'

/** Everything a gateway is told from outside. `env.ts` makes it from the environment, tests make it themselves. */
export interface GatewaySettings {
  host: string
  /** 0 for any free port. */
  port: number
  /** The composed supergraph, as SDL. Any supergraph can be served. */
  supergraphSdl: string
  /** Addresses of subgraphs by name, in place of those in the supergraph. */
  subgraphUrls?: Readonly<Record<string, string>>
  /** Subgraphs by name that are reached otherwise than by HTTP. */
  subgraphDoors?: Readonly<Record<string, SubgraphDoor>>
  /** Seals the passports that subgraphs demand. Without it none are sent. */
  gatewaySecret?: string
  /** Where the keys of access tokens are. Without it, and without the keys themselves, every request is anonymous. */
  authJwksUrl?: string
  /** The keys themselves, where they are at hand. */
  authKeys?: JSONWebKeySet
  /** Proxies before the gateway whose word on a client's address is believed: addresses or CIDR ranges. None unless given. */
  trustedProxies?: readonly string[]
  /** Origins whose pages may call, such as `https://halide.example` or, on any port, `http://localhost:*`; `*` for all. */
  allowedOrigins?: readonly string[]
  introspection?: boolean
  limits?: Partial<QueryLimits>
  /** Operations that clients may ask for by id, and that are planned at start. */
  operations?: readonly RegisteredOperation[]
  /** What becomes of operations that are not registered; `open` unless given. */
  persistedMode?: PersistedMode
  /** Serves an explorer at `/explorer`, with the demo's people to be where there are some. */
  explorer?: { accounts?: DemoAccounts }
  /** Longest body of a request, in bytes. */
  maxBodyBytes?: number
  rates?: Partial<RateLimits>
  live?: Partial<LiveLimits>
  /** Where rates are counted for all gateways together, and what `/live` tells is heard. Without it each process counts for itself. */
  redisUrl?: string
  /** Clients counted by name in the metrics: `web`, or `ios@5.2` for a version of its own. */
  knownClients?: readonly string[]
  /** How long a subgraph may take to answer one call. */
  subgraphTimeoutMs?: number
  /** How long all calls of one operation together may take. */
  operationTimeoutMs?: number
  /** How long from its loss a subgraph that is being started again is waited for, by queries; 0 not at all. */
  subgraphGraceMs?: number
  log: Logger
  /** Of the process, where others tell metrics in it too. */
  registry?: Registry
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
  /** As `cost.ts` counts, with the values of variables. */
  cost: number
}

/** Operations that are not registered are served as any; served and told of in the log; or refused. */
export const persistedModes = ['open', 'log', 'enforce'] as const
export type PersistedMode = (typeof persistedModes)[number]

/** How often somebody may ask; beyond it the answer is RATE_LIMITED. 0 is no limit. */
export interface RateLimits {
  /** Requests a minute from one address, signed in or not. */
  address: number
  /** Requests a minute of one account, from wherever. */
  viewer: number
  /** Attempts to sign in within five minutes from one address. */
  signInAddress: number
  /** The same under one name, from wherever. */
  signInLogin: number
  /** Attempts to sign up within an hour from one address. */
  signUpAddress: number
}

export type RateName = keyof RateLimits

/** An address may be that of a whole office or of many phones; an app that is scrolled fast asks five times a second. */
export const defaultRates: RateLimits = {
  address: 6_000,
  viewer: 1_200,
  signInAddress: 50,
  signInLogin: 10,
  signUpAddress: 30,
}

/**
 * Room to spare for honest clients: a feed page down to the authors of its comments has 8 levels, the introspection query
 * of graphql-js 163 tokens. A page of 100 posts with all photos and two comments each costs some 3,500.
 */
export const defaultLimits: QueryLimits = {
  depth: 15,
  aliases: 30,
  rootFields: 20,
  directives: 50,
  tokens: 2_000,
  cost: 10_000,
}

/** Bounds of `/live`, in one process. */
export interface LiveLimits extends StreamLimits {
  streams: number
  /** One person's devices and tabs. */
  perViewer: number
}

/** An event has some 100 bytes: who leaves hundreds of them unread is not there. */
export const defaultLive: LiveLimits = { streams: 10_000, perViewer: 10, heartbeatMs: 20_000, bufferBytes: 65_536 }

/** A document at its limit with generous variables. */
export const defaultMaxBodyBytes = 256 * 1024

/** Two calls at the limit of one, that wait for each other. */
export const defaultOperationTimeoutMs = 20_000
