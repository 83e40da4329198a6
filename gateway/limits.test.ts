import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getIntrospectionQuery } from 'graphql'
import { hostileDocuments } from './testing/hostile.ts'
import { codesOf, toyWorld } from './testing/toy-world.ts'

const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ')

const deep = (levels: number) => `{ post(id: 1) { ${'next { '.repeat(levels - 2)} id ${'} '.repeat(levels - 2)} } }`

/** Each name holds a document at its limit and one a step beyond it. */
const documents: Record<string, [string, string, RegExp]> = {
  depth: [deep(6), deep(7), /more than 6 levels/],
  'depth in a fragment': [
    `{ post(id: 1) { ...F } } fragment F on Post { ${'next { '.repeat(4)} id ${'}'.repeat(4)} }`,
    `{ post(id: 1) { ...F } } fragment F on Post { ${'next { '.repeat(5)} id ${'}'.repeat(5)} }`,
    /more than 6 levels/,
  ],
  aliases: [`{ ${many(5, (i) => `a${i}: viewer`)} }`, `{ ${many(6, (i) => `a${i}: viewer`)} }`, /more than 5 aliases/],
  'aliases in fragments': [
    '{ post(id: 1) { ...F next { ...F } } } fragment F on Post { a: id b: id }',
    '{ post(id: 1) { ...F next { ...F } } } fragment F on Post { a: id b: id c: id }',
    /more than 5 aliases/,
  ],
  'top-level fields': [
    `{ ${many(7, () => 'viewer')} }`,
    `{ ${many(8, () => 'viewer')} }`,
    /more than 7 top-level fields/,
  ],
  'top-level fields in fragments': [
    `{ ...F ...F viewer } fragment F on Query { ${many(6, () => 'viewer')} }`,
    `{ ...F ... { viewer viewer } } fragment F on Query { ${many(6, () => 'viewer')} }`,
    /more than 7 top-level fields/,
  ],
  directives: [
    `{ ${many(4, () => 'viewer @skip(if: false)')} }`,
    `{ ${many(5, () => 'viewer @skip(if: false)')} }`,
    /more than 4 directives/,
  ],
  tokens: [
    `{ post(id: 1) { ${many(90, () => 'id')} } }`,
    `{ post(id: 1) { ${many(91, () => 'id')} } }`,
    /more than 100 tokens/,
  ],
}

test('each limit is passed at its edge and refused with 400 beyond it', async (t) => {
  const world = await toyWorld(t, { limits: { depth: 6, aliases: 5, rootFields: 7, directives: 4, tokens: 100 } })
  for (const [name, [within, beyond, message]] of Object.entries(documents)) {
    const passed = await world.ask(within)
    assert.deepEqual([passed.status, codesOf(passed)], [200, []], name)
    const refused = await world.ask(beyond)
    assert.deepEqual([refused.status, codesOf(refused)], [400, ['QUERY_TOO_COMPLEX']], name)
    assert.match(refused.body.errors?.[0]?.message ?? '', message, name)
  }
})

test('documents made to hurt are refused, and the gateway still answers', async (t) => {
  const world = await toyWorld(t)
  for (const [name, query] of Object.entries(hostileDocuments)) {
    const answer = await world.ask(query)
    assert.equal(answer.status, 400, name)
    assert.match(
      String(codesOf(answer)[0]),
      name.includes('cycle') ? /GRAPHQL_VALIDATION_FAILED/ : /QUERY_TOO_COMPLEX/,
      name,
    )
  }
  assert.equal(world.feed.calls.length + world.posts.calls.length, 0)
  assert.equal((await world.ask('{ viewer }')).status, 200)
})

test('a body beyond its limit is refused before it is read', async (t) => {
  const world = await toyWorld(t, { maxBodyBytes: 1000 })
  const body = (long: number) => ({ query: '{ viewer }', variables: { long: 'x'.repeat(long) } })
  assert.equal((await world.ask(body(900))).status, 200)
  const answer = await world.ask(body(1000))
  assert.deepEqual([answer.status, codesOf(answer)], [413, ['BAD_REQUEST']])
})

test('several operations in one request are refused', async (t) => {
  const world = await toyWorld(t)
  const answer = await world.ask([{ query: '{ viewer }' }, { query: '{ viewer }' }])
  assert.deepEqual([answer.status, codesOf(answer)], [400, ['BAD_REQUEST']])
  assert.equal(world.feed.calls.length, 0)
})

test('what costs too much is refused by the value of its variables, before any subgraph is asked', async (t) => {
  const world = await toyWorld(t, { limits: { cost: 21 } })
  const page = (first: number) => ({
    query: 'query ($first: Int!) { page(first: $first) { edges { node { id } } } }',
    variables: { first },
  })
  assert.equal((await world.ask(page(10))).status, 200)
  const refused = await world.ask(page(11))
  assert.deepEqual([refused.status, codesOf(refused)], [400, ['QUERY_TOO_COMPLEX']])
  assert.match(refused.body.errors?.[0]?.message ?? '', /a cost of 23, where 21 is the limit/)
  assert.equal(world.feed.calls.length, 1)
})

test('who wants to know is told what an operation costs, also one that was refused', async (t) => {
  const world = await toyWorld(t, { limits: { cost: 10 } })
  const asking = { 'x-graphql-cost': '1' }
  const query = '{ page(first: 2) { edges { cursor } } }'
  assert.equal((await world.ask(query)).body.extensions, undefined)
  assert.deepEqual((await world.ask(query, asking)).body.extensions, { cost: { operation: 3, limit: 10 } })
  const { body } = await world.ask('{ page(first: 50) { edges { cursor } } }', asking)
  assert.deepEqual([body.data, body.extensions], [undefined, { cost: { operation: 51, limit: 10 } }])
  assert.match((await world.askByGet({ query })).headers.get('vary') ?? '', /x-graphql-cost/)
})

test('an operation has a time for all its calls together', async (t) => {
  const world = await toyWorld(t, { operationTimeoutMs: 700 })
  const begun = performance.now()
  const answer = await world.ask('{ slow(ms: 8000) }')
  assert.deepEqual([answer.body.data, codesOf(answer)], [{ slow: null }, ['SERVICE_UNAVAILABLE']])
  assert.ok(performance.now() - begun < 4_000)
})

test('tools can read the schema within the default limits', async (t) => {
  const world = await toyWorld(t)
  const { body } = await world.ask(getIntrospectionQuery())
  assert.equal(body.errors, undefined)
})

test('with introspection off neither the schema nor a hint of it is told', async (t) => {
  const world = await toyWorld(t, { introspection: false })
  assert.deepEqual(codesOf(await world.ask('{ __schema { types { name } } }')), ['GRAPHQL_VALIDATION_FAILED'])
  const misspelt = await world.ask('{ viewr }')
  assert.doesNotMatch(JSON.stringify(misspelt.body), /Did you mean/)
  assert.equal((await world.ask('{ __typename }')).status, 200)
})
