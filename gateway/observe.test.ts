import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toyWorld } from './testing/toy-world.ts'

test('the feed is measured for every operation that reads it, also failing or in a fragment, and for no other', async (t) => {
  const world = await toyWorld(t)
  const measured = () => world.metric('instagram_feed_latency_count', { process: 'gateway' })
  await world.ask('{ viewer }')
  await world.ask('{ post(id: 1) { title } }')
  assert.equal(await measured(), 0)
  await world.ask('{ homeFeed { cursor } }')
  await world.ask('{ feed: homeFeed { cursor } boom }')
  await world.ask('query { ...F } fragment F on Query { ... { homeFeed { cursor } } }')
  assert.equal(await measured(), 3)
  await world.feed.stop()
  await world.ask('{ homeFeed { cursor } }')
  assert.equal(await measured(), 4)
})

test('requests, errors, fetches and plans are counted by closed sets of labels', async (t) => {
  const world = await toyWorld(t, { knownClients: ['web', 'ios@5.2'] })
  const as = (name: string, version: string) => ({
    'apollographql-client-name': name,
    'apollographql-client-version': version,
  })
  await world.ask('query One { viewer }', as('web', '9'))
  await world.ask('query One { viewer }', { 'graphql-client-name': 'ios', 'graphql-client-version': '5.2' })
  await world.ask('query Two { boom }', as('ios', '5.3'))
  await world.ask('mutation { count }')
  await world.ask('{ nothing }')
  const requests = (kind: string, outcome: string, client: string) =>
    world.metric('gateway_request_duration_seconds_count', { kind, outcome, client })
  assert.equal(await requests('query', 'ok', 'web'), 1)
  assert.equal(await requests('query', 'ok', 'ios@5.2'), 1)
  assert.equal(await requests('query', 'partial', 'other'), 1)
  assert.equal(await requests('mutation', 'ok', 'none'), 1)
  assert.equal(await requests('unknown', 'refused', 'none'), 1)
  assert.equal(await world.metric('gateway_errors_total', { code: 'INTERNAL_SERVER_ERROR' }), 1)
  assert.equal(await world.metric('gateway_errors_total', { code: 'GRAPHQL_VALIDATION_FAILED' }), 1)
  const fetches = 'gateway_subgraph_fetch_duration_seconds_count'
  assert.equal(await world.metric(fetches, { subgraph: 'feed', outcome: 'ok' }), 3)
  assert.equal(await world.metric(fetches, { subgraph: 'feed', outcome: 'errors' }), 1)
  assert.equal(await world.metric('gateway_query_plans_total', { result: 'hit' }), 1)
  assert.equal(await world.metric('gateway_query_plans_total', { result: 'miss' }), 3)
})

test('operations are counted by name where it is registered, and all others as one', async (t) => {
  const operations = [{ id: '1', name: 'One', body: 'query One { viewer }' }]
  const world = await toyWorld(t, { knownClients: ['web'], operations })
  const documents = (result: string) => world.metric('gateway_documents_total', { result })
  const [hits, misses] = [await documents('hit'), await documents('miss')]
  await world.ask('query One { viewer }', { 'apollographql-client-name': 'web' })
  for (let time = 0; time < 2; time++) await world.ask('query Two { boom }', { 'apollographql-client-name': 'toaster' })
  await world.ask('{ nothing }')
  const counted = (operation: string, client: string, outcome: string) =>
    world.metric('gateway_operations_total', { operation, client, outcome })
  assert.equal(await counted('One', 'web', 'ok'), 1)
  assert.equal(await counted('other', 'other', 'partial'), 2)
  assert.equal(await counted('other', 'none', 'refused'), 1)
  assert.equal(await world.metric('gateway_operation_duration_seconds_count', { operation: 'One' }), 1)
  assert.deepEqual([(await documents('hit')) - hits, (await documents('miss')) - misses], [1, 3])
})

test('one line a request says who asked for what and how it went', async (t) => {
  const world = await toyWorld(t)
  await world.ask('query Feed { homeFeed { cursor } boom }', {
    'x-request-id': 'request-1',
    'apollographql-client-name': 'ios',
    'apollographql-client-version': '5.2',
  })
  const lines = world.lines.filter(({ msg }) => msg === 'answered')
  assert.equal(lines.length, 1)
  const { requestId, operation, kind, status, outcome, codes, client } = lines[0] ?? {}
  assert.deepEqual(
    { requestId, operation, kind, status, outcome, codes, client },
    {
      requestId: 'request-1',
      operation: 'Feed',
      kind: 'query',
      status: 200,
      outcome: 'partial',
      codes: ['INTERNAL_SERVER_ERROR'],
      client: { name: 'ios', version: '5.2' },
    },
  )
})

test('ids and names that could break a log or a header are not taken over', async (t) => {
  const world = await toyWorld(t)
  const { headers } = await world.ask('{ viewer }', { 'x-request-id': 'a b"c', 'graphql-client-name': '<script>' })
  assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  assert.deepEqual(world.lines.find(({ msg }) => msg === 'answered')?.client, { name: '_script_' })
  await world.ask('{ viewer }', { 'graphql-client-name': `${'long'.repeat(50)}"\\`, 'graphql-client-version': ' ' })
  const { client } = world.lines.filter(({ msg }) => msg === 'answered').at(-1) ?? {}
  assert.deepEqual(client, { name: 'long'.repeat(16) })
})

test('clients are counted by name and version, the first hundred of those that were served', async (t) => {
  const world = await toyWorld(t)
  const ask = (version: number, query = '{ __typename }') =>
    world.ask(query, { 'apollographql-client-name': 'ios', 'apollographql-client-version': `5.${version}` })
  for (let version = 0; version < 3; version++) await ask(100 + version, '{ nothing }')
  for (let version = 0; version < 102; version++) await ask(version)
  await ask(0)
  await world.ask('{ __typename }')
  const requests = (client_name: string, client_version: string, outcome = 'ok') =>
    world.metric('gateway_client_requests_total', { client_name, client_version, outcome })
  assert.equal(await requests('ios', '5.0'), 2)
  assert.equal(await requests('ios', '5.99'), 1)
  assert.equal(await requests('ios', '5.100'), 0)
  assert.equal(await requests('other', ''), 2)
  assert.equal(await requests('other', '', 'refused'), 3)
  assert.equal(await requests('none', ''), 1)
})
