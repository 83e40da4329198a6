import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { codesOf, toyWorld } from './testing/toy-world.ts'

const persisted = (query: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
})

const query = 'query Feed { homeFeed { cursor } }'
const feed = { data: { homeFeed: [{ cursor: '1' }, { cursor: 'gone' }, { cursor: '2' }] } }

test('a query is asked for by its hash, sent once, and from then on found', async (t) => {
  const world = await toyWorld(t)
  const extensions = persisted(query)
  const unknown = await world.ask({ extensions })
  assert.deepEqual([unknown.status, codesOf(unknown)], [200, ['PERSISTED_QUERY_NOT_FOUND']])
  assert.equal(unknown.headers.get('cache-control'), 'no-store')
  assert.deepEqual((await world.ask({ query, extensions })).body, feed)
  assert.deepEqual((await world.ask({ extensions })).body, feed)
  assert.deepEqual((await world.askByGet({ extensions: JSON.stringify(extensions) })).body, feed)
  const found = (result: string) => world.metric('gateway_persisted_queries_total', { result })
  assert.deepEqual([await found('miss'), await found('hit')], [1, 2])
})

test('a query registered by GET is known to POST', async (t) => {
  const world = await toyWorld(t)
  const extensions = persisted(query)
  assert.deepEqual((await world.askByGet({ query, extensions: JSON.stringify(extensions) })).body, feed)
  assert.deepEqual((await world.ask({ extensions })).body, feed)
})

test('a hash of another query is refused, and so is a document that is not valid', async (t) => {
  const world = await toyWorld(t)
  const wrong = await world.ask({ query: '{ viewer }', extensions: persisted(query) })
  assert.deepEqual([wrong.status, codesOf(wrong)], [400, ['BAD_REQUEST']])
  await world.ask({ query: '{ nothing }', extensions: persisted('{ nothing }') })
  assert.deepEqual(codesOf(await world.ask({ extensions: persisted('{ nothing }') })), ['PERSISTED_QUERY_NOT_FOUND'])
})

test('an unchanged answer to GET is not sent again', async (t) => {
  const world = await toyWorld(t)
  const first = await world.askByGet({ query })
  const etag = first.headers.get('etag') ?? ''
  assert.match(etag, /^"/)
  const second = await world.askByGet({ query }, { 'if-none-match': etag })
  assert.deepEqual([second.status, second.body], [304, {}])
  const other = await world.askByGet({ query: '{ homeFeed { node { id } } }' }, { 'if-none-match': etag })
  assert.equal(other.status, 200)
})

test("caches may keep what anyone may see, only the viewer's own what a viewer sees, and no error", async (t) => {
  const world = await toyWorld(t)
  const authorization = `Bearer ${await world.keys.token()}`
  const caching = async (answer: ReturnType<typeof world.ask>) => (await answer).headers.get('cache-control')
  assert.equal(await caching(world.askByGet({ query })), 'public, no-cache')
  assert.equal(await caching(world.askByGet({ query }, { authorization })), 'private, no-cache')
  assert.equal(await caching(world.askByGet({ query: '{ boom }' })), 'no-store')
  assert.equal(await caching(world.askByGet({ query: '{ nothing }' })), 'no-store')
  assert.equal(await caching(world.ask({ query })), 'no-store')
  assert.match((await world.askByGet({ query })).headers.get('vary') ?? '', /authorization/)
})

test('a mutation is never done by GET', async (t) => {
  const world = await toyWorld(t)
  const answer = await world.askByGet({ query: 'mutation { count }' })
  assert.deepEqual([answer.status, codesOf(answer)], [405, ['BAD_REQUEST']])
  assert.equal(world.feed.calls.length, 0)
})

test('what a browser sends across sites without asking is refused', async (t) => {
  const world = await toyWorld(t)
  const url = `${world.gateway.url}/graphql`
  const body = JSON.stringify({ query: 'mutation { count }' })
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const { status } = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body })
    assert.ok(status === 400 || status === 415, `${type}: ${status}`)
  }
  const byGet = await fetch(`${url}?${new URLSearchParams({ query })}`)
  assert.equal(byGet.status, 400)
  assert.equal(world.feed.calls.length, 0)
})
