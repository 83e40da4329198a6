import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { openPassport, passportHeader } from '@halide/schema/passport.ts'
import { GraphQLError, graphql, parse } from 'graphql'

export const gatewaySecret = 'a secret of the tests, longer than thirty-two'

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n'

const sdl = {
  feed: `${link}
    type Query {
      homeFeed: [Edge!]!
      viewer: String
      boom: String
      refused(code: String!): String
      slow(ms: Int!): String
      large: String
      strict: Post!
      lookup(id: ID!): String
      page(first: Int! = 20): Page!
    }
    type Page { edges: [Edge!]! }
    type Mutation { count: Int! signIn(input: SignInInput!): String signUp(handle: String!): String }
    input SignInInput { login: String! }
    type Edge { cursor: String! node: Post }
    type Post @key(fields: "id", resolvable: false) { id: ID! }`,
  posts: `${link}
    type Query { post(id: ID!): Post greeting: String! }
    type Post @key(fields: "id") { id: ID! title: String! next: Post! }`,
}

export type ToyName = keyof typeof sdl

/** The two toys, composed. Their addresses are wrong on purpose: settings say where they are. */
export function composeToys(): string {
  const composed = composeServices(
    Object.entries(sdl).map(([name, text]) => ({ name, url: 'http://127.0.0.1:9/graphql', typeDefs: parse(text) })),
  )
  if (composed.errors) throw new AggregateError(composed.errors)
  return composed.supergraphSdl
}

let counted = 0

/** `post` answers null for the id `gone`, as a subgraph does for what was deleted. */
const resolvers: Record<ToyName, object> = {
  feed: {
    Query: {
      homeFeed: () => ['1', 'gone', '2'].map((id) => ({ cursor: id, node: { __typename: 'Post', id } })),
      viewer: (_: unknown, __: unknown, { passport }: ToyContext) => passport?.viewer?.userId,
      boom: () => {
        throw new Error('password=hunter2 at 10.0.0.7')
      },
      refused: (_: unknown, { code }: { code: string }) => {
        throw new GraphQLError(`because of ${code}`, { extensions: { code, secret: 'hunter2' } })
      },
      slow: async (_: unknown, { ms }: { ms: number }) => {
        await new Promise((resolve) => setTimeout(resolve, ms))
        return 'done'
      },
      large: () => 'x'.repeat(17 * 1024 * 1024),
      strict: () => ({ __typename: 'Post', id: 'gone' }),
      page: () => ({ edges: [] }),
      lookup: (_: unknown, { id }: { id: string }) => `found ${id}`,
    },
    Mutation: { count: () => ++counted, signIn: () => 'a token', signUp: () => 'a token' },
  },
  posts: {
    Query: { post: (_: unknown, { id }: { id: string }) => postOf(id), greeting: () => 'hello' },
    Post: { __resolveReference: ({ id }: { id: string }) => postOf(id), next: ({ id }: { id: string }) => postOf(id) },
  },
}

function postOf(id: string) {
  return id === 'gone' ? null : { __typename: 'Post', id, title: `Post ${id}` }
}

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']>

interface ToyContext {
  passport: ReturnType<typeof openPassport>
}

export interface ToySubgraph {
  url: string
  port: number
  /** Headers of every GraphQL call, in order. */
  calls: IncomingHttpHeaders[]
  /** Connections accepted so far. */
  sockets(): number
  stop(): Promise<void>
}

/** A subgraph on a free port, or the given one. Without `demandPassport` it serves anyone, as those of others do. */
export async function startToy(name: ToyName, port = 0, demandPassport = true): Promise<ToySubgraph> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl[name]), resolvers: resolvers[name] as Resolvers })
  const calls: IncomingHttpHeaders[] = []
  let sockets = 0
  const server = createServer(async (request, response) => {
    if (request.url === '/health/live') return response.end('{}')
    calls.push(request.headers)
    const header = request.headers[passportHeader]
    const passport = openPassport(typeof header === 'string' ? header : undefined, gatewaySecret)
    const { query: source, variables: variableValues } = JSON.parse(await text(request))
    if (demandPassport && !passport) return response.writeHead(403).end('{"errors":[{"message":"no passport"}]}')
    const result = await graphql({ schema, source, variableValues, contextValue: { passport } satisfies ToyContext })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
  })
  server.on('connection', () => {
    sockets += 1
  })
  const address = await listen(server, port)
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    port: address.port,
    calls,
    sockets: () => sockets,
    stop: () => close(server),
  }
}

export async function listen(server: Server, port = 0): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return server.address() as AddressInfo
}

export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
