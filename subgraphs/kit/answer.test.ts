import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { bindSubgraph, createAnswering, createMetrics, defineSubgraph, refuse } from './index.ts'

const contexts: object[] = []

const shelf = defineSubgraph({
  name: 'shelf',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key"])
    scalar DateTime
    type Query { books(first: Int!, since: DateTime): [Book!]  torn: Book!  aside: String }
    type Book @key(fields: "id") { id: ID!  title: String! }
  `,
  resolvers: {
    Query: {
      books: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (_, id) => ({ id, title: 'x' })),
      torn: () => ({ id: 1, title: null }),
      aside: () => refuse('NOT_FOUND'),
    },
    Book: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `Book ${id}` }) },
  },
  createContext: (_deps: object, request) => {
    contexts.push(request)
    return request
  },
})

const registry = createRegistry('library')
const answer = createAnswering(bindSubgraph(shelf, {}), {
  metrics: createMetrics(registry),
  log: createLogger('shelf', 'silent'),
})
const asker = { requestId: 'r1', viewer: null, caller: { client: null, address: '127.0.0.1' } }
const ask = (query: string, variables = {}, operationName?: string) =>
  answer({ query, variables, operationName }, asker)

async function codesOf(query: string, variables = {}, operationName?: string): Promise<unknown[]> {
  const { data, errors = [] } = await ask(query, variables, operationName)
  assert.equal(data, undefined)
  return errors.map(({ extensions }) => extensions?.code)
}

test('each call has a context of its own, also of a document that is known', async () => {
  const query = 'query ($first: Int!) { books(first: $first) { id title } }'
  for (const first of [0, 2]) assert.equal(((await ask(query, { first })).data!.books as unknown[]).length, first)
  assert.equal(new Set(contexts.splice(0)).size, 2)
})

test('what cannot be executed is refused with a code before there is a context', async () => {
  assert.deepEqual(await codesOf('{ books('), ['GRAPHQL_PARSE_FAILED'])
  assert.deepEqual(await codesOf('{ shelves }'), ['GRAPHQL_VALIDATION_FAILED'])
  assert.deepEqual(await codesOf('query A { aside } query B { aside }', {}, 'C'), ['OPERATION_RESOLUTION_FAILURE'])
  assert.equal(contexts.length, 0)
})

test('variables that do not fit are the fault of who gave them', async () => {
  const query = 'query ($first: Int!, $since: DateTime) { books(first: $first, since: $since) { id } }'
  assert.deepEqual(await codesOf(query), ['BAD_USER_INPUT'])
  assert.deepEqual(await codesOf(query, { first: 'two' }), ['BAD_USER_INPUT'])
  assert.deepEqual(await codesOf(query, { first: 2, since: 'yesterday' }), ['BAD_USER_INPUT'])
})

test('an error has its message, its place and its code, and takes as much with it as the schema says', async () => {
  const { data, errors } = await ask('{ aside torn { title } }')
  assert.equal(data, null)
  assert.deepEqual(
    errors!.map(({ path, extensions }) => ({ path, extensions })),
    [
      { path: ['aside'], extensions: { code: 'NOT_FOUND' } },
      { path: ['torn', 'title'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ],
  )
})

test('calls and errors are counted under the name of the subgraph', async () => {
  const metrics = await registry.metrics()
  assert.match(metrics, /latency_seconds_count\{.*subgraph="shelf",ask="books".*\} 5/)
  assert.match(metrics, /errors_total\{.*subgraph="shelf",code="NOT_FOUND".*\} 1/)
})
