import type { TestContext } from 'node:test'
import type { GraphQLFormattedError } from 'graphql'
import { pino } from 'pino'
import { createGateway, type Gateway } from '../create-gateway.ts'
import type { GatewaySettings } from '../settings.ts'
import { startToyKeys, type ToyKeys } from './toy-keys.ts'
import { composeToys, gatewaySecret, startToy, type ToySubgraph } from './toy-subgraphs.ts'

const supergraphSdl = composeToys()

export interface ToyAnswer {
  status: number
  headers: Headers
  body: { data?: Record<string, unknown> | null; errors?: GraphQLFormattedError[]; extensions?: unknown }
}

export interface ToyWorld {
  gateway: Gateway
  feed: ToySubgraph
  posts: ToySubgraph
  keys: ToyKeys
  /** Every line that the gateway logged, parsed. */
  lines: Record<string, unknown>[]
  /** POSTs to `/graphql`; a string is a query. */
  ask(body: string | object, headers?: Record<string, string>): Promise<ToyAnswer>
  /** GETs `/graphql` with these parameters. */
  askByGet(parameters: Record<string, string>, headers?: Record<string, string>): Promise<ToyAnswer>
  /** The value in `/metrics` of the sample with this name and these labels; 0 when it is not there. */
  metric(name: string, labels?: Record<string, string>): Promise<number>
}

/** A gateway over two toy subgraphs and a key server, stopped with the test. */
export async function toyWorld(t: TestContext, settings: Partial<GatewaySettings> = {}): Promise<ToyWorld> {
  const [feed, posts, keys] = await Promise.all([startToy('feed'), startToy('posts'), startToyKeys()])
  t.after(() => Promise.all([feed.stop(), posts.stop(), keys.stop()]))
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'info', base: null }, { write: (line: string) => lines.push(JSON.parse(line)) })
  const gateway = await createGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl,
    subgraphUrls: { feed: feed.url, posts: posts.url },
    gatewaySecret,
    authJwksUrl: keys.jwksUrl,
    subgraphGraceMs: 0,
    log,
    ...settings,
  })
  t.after(gateway.stop)
  const graphql = `${gateway.url}/graphql`
  return {
    gateway,
    feed,
    posts,
    keys,
    lines,
    ask: async (body, headers = {}) =>
      answerOf(
        await fetch(graphql, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(typeof body === 'string' ? { query: body } : body),
        }),
      ),
    askByGet: async (parameters, headers = {}) =>
      answerOf(
        await fetch(`${graphql}?${new URLSearchParams(parameters)}`, {
          headers: { 'apollo-require-preflight': 'true', ...headers },
        }),
      ),
    metric: async (name, labels = {}) => {
      const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
      const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
      const line = metrics
        .split('\n')
        .find((line) => line.startsWith(`${name}{`) && wanted.every((label) => line.includes(label)))
      return Number(line?.split(' ').at(-1) ?? 0)
    },
  }
}

export async function answerOf(response: Response): Promise<ToyAnswer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

/** The codes of an answer's errors. */
export function codesOf({ body }: ToyAnswer): unknown[] {
  return (body.errors ?? []).map((error) => error.extensions?.code)
}
