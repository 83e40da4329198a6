import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type RegisteredOperation, readManifest } from './registered.ts'
import { codesOf, toyWorld } from './testing/toy-world.ts'

const operation = (name: string, body: string): RegisteredOperation => ({
  id: createHash('sha256').update(body).digest('hex'),
  name,
  body,
})

const feed = operation('Feed', 'query Feed {\n  homeFeed {\n    cursor\n    node {\n      title\n    }\n  }\n}')
const lookup = operation('Lookup', 'query Lookup($id: ID!) {\n  lookup(id: $id)\n}')
const signIn = operation('In', 'mutation In($input: SignInInput!) {\n  signIn(input: $input)\n}')
const inParts = operation(
  'Parts',
  'fragment P on Post {\n  title\n}\n\nquery Parts {\n  post(id: 1) {\n    ...P\n  }\n}',
)
const operations = [feed, lookup, signIn, inParts]

const sha256Hash = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })

test('a registered operation is asked for by its id alone, as Apollo, the draft and Relay send it, by POST and by GET', async (t) => {
  const world = await toyWorld(t, { operations })
  const variables = { id: '7' }
  const found = { data: { lookup: 'found 7' } }
  for (const body of [
    sha256Hash(lookup.id),
    { documentId: lookup.id },
    { documentId: `sha256:${lookup.id}` },
    { doc_id: lookup.id },
    { id: lookup.id },
  ])
    assert.deepEqual((await world.ask({ ...body, variables })).body, found)
  const byGet = { variables: JSON.stringify(variables) }
  for (const parameters of [
    { documentId: lookup.id },
    { extensions: JSON.stringify(sha256Hash(lookup.id).extensions) },
  ]) {
    const answer = await world.askByGet({ ...parameters, ...byGet })
    assert.deepEqual(answer.body, found)
    assert.equal(answer.headers.get('cache-control'), 'public, no-cache')
    const etag = answer.headers.get('etag') ?? ''
    assert.equal((await world.askByGet({ ...parameters, ...byGet }, { 'if-none-match': etag })).status, 304)
  }
  assert.deepEqual(codesOf(await world.ask({ documentId: feed.id.replace(/./, 'x') })), ['PERSISTED_QUERY_NOT_FOUND'])
  assert.equal((await world.askByGet({ documentId: signIn.id, variables: '{"input":{"login":"a"}}' })).status, 405)
})

test('registered operations are planned at start: the first who asks finds the plan, with a name given or not', async (t) => {
  const world = await toyWorld(t, { operations })
  const plans = (result: string) => world.metric('gateway_query_plans_total', { result })
  const made = await plans('miss')
  assert.equal(made, operations.length)
  assert.equal(world.feed.calls.length + world.posts.calls.length, 0, 'no subgraph was asked')
  await world.ask({ documentId: feed.id })
  await world.ask({ documentId: feed.id, operationName: 'Feed' })
  await world.ask({ documentId: signIn.id, variables: { input: { login: 'ann' } } })
  assert.deepEqual([await plans('miss'), await plans('hit')], [made, 3])
  await world.ask('{ viewer }')
  assert.equal(await plans('miss'), made + 1, 'another operation is not planned before')
  assert.equal(await world.metric('gateway_errors_total'), 0)
})

test('one that the schema has no room for is told at start, and the others are served', async (t) => {
  const stale = operation('Stale', 'query Stale { gone }')
  const world = await toyWorld(t, { operations: [stale, feed] })
  const told = world.lines.filter(({ msg }) => msg === 'a registered operation cannot be served')
  assert.deepEqual(
    told.map(({ operation }) => operation),
    ['Stale'],
  )
  assert.equal((await world.ask({ documentId: feed.id })).status, 200)
})

test('enforced, nothing but registered operations is served: by id, or by their text in any layout and order', async (t) => {
  const world = await toyWorld(t, { operations, persistedMode: 'enforce' })
  for (const body of [
    { documentId: feed.id },
    { query: feed.body },
    { query: 'query Feed { homeFeed { cursor, node { title } } }' },
    { query: 'query Parts { post(id: 1) { ...P } } fragment P on Post { title }' },
  ])
    assert.deepEqual(codesOf(await world.ask(body)), [])
  const called = world.feed.calls.length
  const others = [
    '{ viewer }',
    'query Feed { homeFeed { cursor } }',
    `${feed.body} query Other { viewer }`,
    '{ __schema { types { name } } }',
  ]
  for (const query of others) {
    const answer = await world.ask({ query, ...(query.includes('Other') && { operationName: 'Other' }) })
    assert.deepEqual([answer.status, codesOf(answer)], [400, ['OPERATION_NOT_REGISTERED']], query)
  }
  const hash = createHash('sha256').update('{ viewer }').digest('hex')
  assert.deepEqual(codesOf(await world.ask({ query: '{ viewer }', ...sha256Hash(hash) })), ['OPERATION_NOT_REGISTERED'])
  assert.deepEqual(codesOf(await world.ask(sha256Hash(hash))), ['PERSISTED_QUERY_NOT_FOUND'], 'it was not kept')
  assert.equal(world.feed.calls.length, called)
  assert.doesNotMatch(JSON.stringify((await world.ask('{ viewr }')).body), /Did you mean/)
  assert.equal(await world.metric('gateway_unregistered_operations_total'), others.length + 1)
})

test('logged, what is not registered is served and told of', async (t) => {
  const world = await toyWorld(t, { operations, persistedMode: 'log' })
  assert.equal((await world.ask('query Mine { viewer }')).status, 200)
  await world.ask({ documentId: feed.id })
  const told = world.lines.filter(({ msg }) => msg === 'an operation is not registered')
  assert.deepEqual(
    told.map(({ operation }) => operation),
    ['Mine'],
  )
  assert.equal(await world.metric('gateway_unregistered_operations_total'), 1)
})

test("manifests of Apollo's tools for the web, iOS and Kotlin, and of Relay's compiler are read", () => {
  const { id, name, body } = lookup
  const apollo = {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [{ id, name, type: 'query', body }],
  }
  const formats = [
    apollo,
    { [id]: body },
    { [id]: { name, source: body } },
    { [id]: { name, source: body, type: 'query' } },
  ]
  for (const format of formats) assert.deepEqual(readManifest(JSON.stringify(format)), [lookup])
  assert.throws(() => readManifest('{"operations":[]}'), /no manifest/)
  assert.throws(() => readManifest(JSON.stringify({ x: '{ viewer }' })), /has no name/)
})

test("Halide's own manifest fits its graph, and each id is its body's hash", async (t) => {
  const read = (path: string) => readFileSync(new URL(`../schema/${path}`, import.meta.url), 'utf8')
  const own = readManifest(read('operations/manifest.json'))
  assert.ok(own.length > 20)
  for (const { id, name, body } of own) assert.deepEqual(operation(name, body).id, id)
  const world = await toyWorld(t, { supergraphSdl: read('supergraph.graphql'), subgraphUrls: {}, operations: own })
  assert.deepEqual(
    world.lines.filter(({ msg }) => msg === 'a registered operation cannot be served'),
    [],
  )
  assert.equal(await world.metric('gateway_query_plans_total', { result: 'miss' }), own.length)
})
