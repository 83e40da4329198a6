import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ApolloGateway } from '@apollo/gateway'
import manifest from '@halide/schema/operations/manifest.json' with { type: 'json' }
import { buildSchema, type GraphQLSchema, getOperationAST, parse } from 'graphql'
import { newRecord } from '../context.ts'
import { pretend, type Trouble } from '../testing/pretend.ts'
import { anyVariables } from '../warm-plans.ts'
import { createPlanExecutor, type Executor } from './executor.ts'
import type { QueryPlan } from './plan.ts'

// Holds the executor against Apollo's, on Halide's own supergraph and operations, with subgraphs that say whatever their schema allows, and more.

const supergraphSdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8')
const supergraph = buildSchema(supergraphSdl, { assumeValid: true })

const seeds = 3

const troubles: Record<string, Trouble> = {
  'nothing amiss': {},
  'nulls where they may be': { nulls: 150 },
  'errors of subgraphs': { errors: 60 },
  'nulls where they may not be': { holes: 15 },
  'values of other types': { misfits: 15 },
  'all of it': { nulls: 60, errors: 30, holes: 8, misfits: 8 },
}

/** What no registered operation asks for. */
const odd: Record<string, string> = {
  aliases: `query ($first: Int! = 3) { a: homeFeed(first: $first) { edges { b: node { c: id author { d: handle } } e: node { caption } } } viewer { x: id id handle } }`,
  conditions: `query ($yes: Boolean = true, $no: Boolean!) {
    homeFeed(first: 2) { edges { node { id @skip(if: $yes) caption @include(if: $yes) author @skip(if: $no) { handle @include(if: false) displayName } likeCount @skip(if: $yes) @include(if: $no) } } } }`,
  fragments: `query { ...Q homeFeed(first: 2) { edges { node { ...A ...B } } } }
    fragment Q on Query { homeFeed(first: 2) { pageInfo { hasNextPage } edges { cursor } } }
    fragment A on Post { author { handle } ...B }
    fragment B on Post { author { displayName ... on User { bio } } photos { ... { altText } } }`,
  'a union': `query { moderationQueue(first: 3) { edges { node { subject { __typename ... on Post { caption author { handle } } ... on Comment { text } ... on Node { id } } } } } }`,
  'names of nature': `{ homeFeed(first: 3) { edges { node { toString: caption constructor: id __proto__: caption } } } }`,
  'the schema': `{ __schema { queryType { name } } type: __type(name: "Post") { fields { name } } viewer { id posts(first: 2) { edges { node { likeCount } } } } }`,
  'an interface': `query { node(id: "x") { id t: __typename ... on User { handle isPrivate } ... on Post { likeCount author { id } } } }`,
}

async function createExecutors() {
  const plans = new WeakMap<object, QueryPlan>()
  let told: { seed: string; trouble: Trouble } = { seed: '', trouble: {} }
  const asked: string[] = []
  const answer = (service: string, request: { query?: string; variables?: Record<string, unknown> }) => {
    // Apollo asks for an entity as often as it occurs.
    const { representations, ...others } = request.variables ?? {}
    const once = [...new Set(((representations ?? []) as unknown[]).map((each) => JSON.stringify(each)))]
    asked.push(`${service} ${request.query} ${JSON.stringify(others)} ${once}`)
    return pretend(supergraph, request, told.seed, told.trouble)
  }
  const apollo = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => ({
      process: async ({ request, context }) => (context?.planOnly ? { data: {} } : (answer(name!, request) as never)),
    }),
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => plans.set(requestContext, queryPlan),
  })
  let schema: GraphQLSchema | undefined
  apollo.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema
  })
  const { executor } = await apollo.load({ apollo: {} })
  const own = createPlanExecutor({
    apollo: executor,
    planOf: (request) => plans.get(request),
    supergraphSdl,
    sourceOf: (service) => ({ ask: async (operation) => answer(service, operation) }),
    lookedUp: () => {},
  })
  const documents = new Map<string, ReturnType<typeof parse>>()
  return async (body: string, variables: Record<string, unknown>, seed: string, trouble: Trouble) => {
    told = { seed, trouble }
    if (!documents.has(body)) documents.set(body, parse(body))
    const document = documents.get(body)!
    const operation = getOperationAST(document)!
    const request = {
      request: { query: body, variables },
      document,
      operation,
      operationName: operation.name?.value ?? null,
      schema,
      queryHash: body,
      context: { record: newRecord() },
      metrics: {},
      logger: console,
    }
    const ask = async (execute: Executor) => {
      asked.length = 0
      const result = await execute(request as never)
      return {
        result: plain(result),
        asked: asked.toSorted(),
        nowhere: (result.errors ?? []).filter((error) => !leadsToNull(error.path, result.data)),
      }
    }
    return { own: await ask(own), apollos: await ask(executor) }
  }
}

function leadsToNull(path: readonly (string | number)[] = [], data: unknown): boolean {
  const end = path.reduce((value, step) => (value as Record<string | number, unknown> | null)?.[step] ?? null, data)
  return end === null
}

type Result = Awaited<ReturnType<Executor>>

/** Without what is a matter of order: subgraphs are asked side by side, and of two faults that empty the same object one is enough. */
function plain({ data, errors = [], extensions = {} }: Result) {
  const told = errors.map(({ message, path, extensions }) => ({
    message,
    // Apollo counts only the entities that it asks for, so that its numbers are of others where a union has several kinds.
    path: path?.filter((step) => typeof step === 'string'),
    code: extensions?.code,
    by: extensions?.serviceName,
  }))
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: told.map((error) => JSON.stringify(error)).toSorted(),
    isFaulty: extensions.valueCompletion !== undefined,
  }
}

test('an answer is what Apollo makes of the same, whatever subgraphs say', { timeout: 120_000 }, async (t) => {
  const compare = await createExecutors()
  const bodies = [...manifest.operations.map(({ body }) => body), ...Object.values(odd)]
  const seen = { answers: 0, errors: 0, faults: 0, empty: 0 }
  for (const body of bodies)
    for (const trouble of Object.values(troubles))
      for (let seed = 0; seed < seeds; seed += 1) {
        const { own, apollos } = await compare(body, anyVariables(supergraph, body), String(seed), trouble)
        assert.deepEqual({ ...own, nowhere: [] }, { ...apollos, nowhere: own.nowhere }, body)
        seen.answers += 1
        if (own.result.errors.length > 0) seen.errors += 1
        if (own.result.isFaulty) seen.faults += 1
        if (own.result.data === null) seen.empty += 1
      }
  t.diagnostic(JSON.stringify(seen))
  assert.ok(seen.errors > 50 && seen.faults > 50 && seen.empty > 50, 'trouble was met')
})
