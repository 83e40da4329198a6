import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { SubgraphCall, SubgraphDoor } from './subgraph-door.ts'
import { close, listen, startToy } from './testing/toy-subgraphs.ts'
import { codesOf, toyWorld } from './testing/toy-world.ts'

test('one connection serves one call after the other', async (t) => {
  const world = await toyWorld(t)
  for (let i = 0; i < 20; i++) await world.ask(`{ lookup(id: ${i}) }`)
  assert.equal(world.feed.calls.length, 20)
  assert.equal(world.feed.sockets(), 1)
})

test('a subgraph that is down takes only its own fields with it, and is used again when it is back', async (t) => {
  const world = await toyWorld(t)
  await world.posts.stop()
  const query = '{ homeFeed { cursor node { id title } } }'
  const partial = await world.ask(query)
  assert.equal(partial.status, 200)
  assert.deepEqual(partial.body.data, {
    homeFeed: ['1', 'gone', '2'].map((cursor) => ({ cursor, node: null })),
  })
  assert.deepEqual(codesOf(partial), ['SERVICE_UNAVAILABLE'])
  assert.doesNotMatch(JSON.stringify(partial.body), /127\.0\.0\.1|ECONNREFUSED|posts"/)

  const posts = await startToy('posts', world.posts.port)
  t.after(posts.stop)
  const { body } = await world.ask('{ homeFeed { node { title } } }')
  assert.equal(body.errors, undefined)
})

test('a subgraph that is started again meanwhile is waited for, also by mutations', async (t) => {
  const world = await toyWorld(t, { subgraphGraceMs: 10_000 })
  await world.feed.stop()
  const asking = ['{ viewer }', 'mutation { count }'].map((query) => world.ask(query))
  await delay(300)
  const feed = await startToy('feed', world.feed.port)
  t.after(feed.stop)
  const answers = await Promise.all(asking)
  assert.deepEqual(
    answers.map(({ body }) => body.errors),
    [undefined, undefined],
  )
  assert.deepEqual(answers[0]!.body, { data: { viewer: null } })
})

test('a query whose connection breaks is sent again, a mutation is not', async (t) => {
  const seen: string[] = []
  const breaking = await serve(t, (request, response) => {
    request.on('data', (chunk) => seen.push(JSON.parse(String(chunk)).query))
    request.on('end', () => (seen.length < 3 ? response.destroy() : response.end('{"data":{"viewer":"ann"}}')))
  })
  const world = await toyWorld(t, { subgraphUrls: { feed: breaking }, subgraphGraceMs: 10_000 })
  assert.deepEqual(codesOf(await world.ask('mutation { count }')), ['SERVICE_UNAVAILABLE'])
  assert.equal(seen.length, 1)
  assert.deepEqual((await world.ask('{ viewer }')).body.data, { viewer: 'ann' })
  assert.equal(seen.length, 3)
})

test('a query that found the database gone is sent again for some time, then its answer stands', async (t) => {
  const gone = { message: 'no database', path: ['viewer'], extensions: { code: 'SERVICE_UNAVAILABLE' } }
  const calls = { query: 0, mutation: 0 }
  const parted = await serve(t, (request, response) => {
    request.on(
      'data',
      (chunk) => calls[JSON.parse(String(chunk)).query.startsWith('mutation') ? 'mutation' : 'query']++,
    )
    request.on('end', () => response.end(JSON.stringify({ data: { viewer: null, count: null }, errors: [gone] })))
  })
  const world = await toyWorld(t, { subgraphUrls: { feed: parted }, subgraphGraceMs: 300 })
  assert.deepEqual(codesOf(await world.ask('{ viewer }')), ['SERVICE_UNAVAILABLE'])
  assert.ok(calls.query > 1)
  await world.ask('mutation { count }')
  assert.equal(calls.mutation, 1)
})

test('a subgraph behind a door of another kind is asked there, by the same rules', async (t) => {
  const calls: SubgraphCall[] = []
  const gone = { message: 'no database', path: ['viewer'], extensions: { code: 'SERVICE_UNAVAILABLE' } }
  const feed: SubgraphDoor = {
    async ask(call) {
      calls.push(call)
      return calls.length < 3 ? { data: { viewer: null }, errors: [gone] } : { data: { viewer: 'ann' } }
    },
    ping: async () => undefined,
    close: async () => {},
  }
  const world = await toyWorld(t, { subgraphDoors: { feed }, subgraphGraceMs: 10_000, subgraphTimeoutMs: 5_000 })
  const { body } = await world.ask('{ viewer }', { 'x-request-id': 'from-the-phone:1' })
  assert.deepEqual(body, { data: { viewer: 'ann' } })
  assert.equal(calls.length, 3)
  const [{ asker, timeoutMs }] = calls as [SubgraphCall]
  assert.deepEqual([asker.requestId, asker.viewer, timeoutMs], ['from-the-phone:1', null, 5_000])
  assert.equal(world.feed.calls.length, 0)
  assert.equal(
    await world.metric('gateway_subgraph_fetch_duration_seconds_count', { subgraph: 'feed', outcome: 'ok' }),
    1,
  )
  await assert.rejects(toyWorld(t, { subgraphDoors: { feeed: feed } }), /no subgraph is named feeed/)
})

test('a subgraph that takes too long is given up', async (t) => {
  const world = await toyWorld(t, { subgraphTimeoutMs: 200 })
  assert.deepEqual(codesOf(await world.ask('{ slow(ms: 5000) }')), ['SERVICE_UNAVAILABLE'])
})

test('a subgraph that sends too much is cut off', async (t) => {
  const world = await toyWorld(t)
  assert.deepEqual(codesOf(await world.ask('{ large }')), ['SERVICE_UNAVAILABLE'])
})

test('an answer that is no GraphQL is not passed on', async (t) => {
  const answers: [number, string][] = [
    [502, '<html>bad gateway</html>'],
    [200, 'null'],
    [200, '{"hello":1}'],
    [403, '{"errors":[{"message":"no passport","extensions":{"code":"FORBIDDEN"}}]}'],
  ]
  for (const [status, body] of answers) {
    const odd = await serve(t, (_, response) => response.writeHead(status).end(body))
    const world = await toyWorld(t, { subgraphUrls: { feed: odd } })
    const answer = await world.ask('{ viewer }')
    assert.deepEqual([answer.body.data, codesOf(answer)], [{ viewer: null }, ['SERVICE_UNAVAILABLE']], body)
  }
})

test("a subgraph's answer counts whatever its status", async (t) => {
  const body = '{"errors":[{"message":"slow down","extensions":{"code":"RATE_LIMITED"}}]}'
  const limiting = await serve(t, (_, response) => response.writeHead(429).end(body))
  const world = await toyWorld(t, { subgraphUrls: { feed: limiting } })
  assert.deepEqual(codesOf(await world.ask('{ viewer }')), ['RATE_LIMITED'])
})

async function serve(t: { after(stop: () => Promise<void>): void }, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  const { port } = await listen(server)
  t.after(() => close(server))
  return `http://127.0.0.1:${port}/graphql`
}
