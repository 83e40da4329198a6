import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { startToy } from './testing/toy-subgraphs.ts'
import { answerOf, codesOf, toyWorld } from './testing/toy-world.ts'

test('any supergraph is served, without secret or keys, at the addresses it names', async (t) => {
  const toy = await startToy('feed', 0, false)
  t.after(toy.stop)
  const typeDefs = parse('type Query { lookup(id: ID!): String }')
  const { supergraphSdl = '' } = composeServices([{ name: 'alien', url: toy.url, typeDefs }])
  const { ask } = await toyWorld(t, { supergraphSdl, subgraphUrls: {}, gatewaySecret: '', authJwksUrl: '' })
  assert.deepEqual((await ask('{ lookup(id: "x") }')).body, { data: { lookup: 'found x' } })
  assert.equal(toy.calls[0]?.['x-halide-passport'], undefined)
})

test("Halide's own supergraph loads", async (t) => {
  const supergraphSdl = readFileSync(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8')
  const { ask } = await toyWorld(t, { supergraphSdl, subgraphUrls: {} })
  assert.deepEqual((await ask('{ __type(name: "Post") { name } }')).body, { data: { __type: { name: 'Post' } } })
})

test('an address for a subgraph that is not in the supergraph is a mistake, told at start', async (t) => {
  const { gateway } = await toyWorld(t)
  await assert.rejects(toyWorld(t, { subgraphUrls: { feeed: gateway.url } }), /no subgraph is named feeed/)
})

test('ready means that every subgraph has answered; one lost later is shown and forgiven', async (t) => {
  const starting = await toyWorld(t)
  const ready = async () => {
    const response = await fetch(`${starting.gateway.url}/health/ready`)
    return { status: response.status, body: await response.json() }
  }
  await starting.posts.stop()
  const early = await ready()
  assert.equal(early.status, 503)
  assert.match(JSON.stringify(early.body), /"posts":{"ok":false,"detail":".*ECONNREFUSED/)

  const posts = await startToy('posts', starting.posts.port)
  assert.deepEqual(await ready(), {
    status: 200,
    body: { ready: true, dependencies: { feed: { ok: true }, posts: { ok: true }, jwks: { ok: true } } },
  })
  await posts.stop()
  const late = await ready()
  assert.equal(late.status, 200)
  assert.match(JSON.stringify(late.body), /"posts":{"ok":false/)
})

test('stopping finishes what was begun and takes nothing new', async (t) => {
  const world = await toyWorld(t)
  await world.ask('{ viewer }')
  const begun = world.ask('{ slow(ms: 400) }')
  while (world.feed.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
  await world.gateway.stop()
  assert.deepEqual((await begun).body, { data: { slow: 'done' } })
  await assert.rejects(world.ask('{ viewer }'))
})

test('a taken port is told at once', async (t) => {
  const { gateway } = await toyWorld(t)
  const port = Number(new URL(gateway.url).port)
  await assert.rejects(toyWorld(t, { port }), /EADDRINUSE/)
})

test('pages of allowed origins may call, others may not', async (t) => {
  const { gateway, ask } = await toyWorld(t, { allowedOrigins: ['https://halide.example', 'http://localhost:*'] })
  const preflight = (origin: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    })
  const allowed = await preflight('https://halide.example')
  assert.equal(allowed.status, 204)
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://halide.example')
  assert.match(allowed.headers.get('access-control-allow-headers') ?? '', /authorization/)
  const allows = async (origin: string) => (await preflight(origin)).headers.get('access-control-allow-origin')
  assert.equal(await allows('http://localhost:5173'), 'http://localhost:5173')
  for (const evil of [
    'https://evil.example',
    'http://localhost.evil:80',
    'http://localhost:80.evil',
    'https://localhost:5173',
  ])
    assert.equal(await allows(evil), null, evil)
  const answer = await ask('{ viewer }', { origin: 'https://halide.example' })
  assert.match(answer.headers.get('vary') ?? '', /origin.*authorization/i)
})

test('without allowed origins no page may call', async (t) => {
  const { ask } = await toyWorld(t)
  const { headers } = await ask('{ viewer }', { origin: 'https://halide.example' })
  assert.equal(headers.get('access-control-allow-origin'), null)
})

test('the front page loads nothing from anywhere', async (t) => {
  const { gateway } = await toyWorld(t)
  const page = await fetch(gateway.url)
  assert.equal(page.status, 200)
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.doesNotMatch(await page.text(), /https?:\/\//)
  const asked = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } })
  assert.deepEqual(codesOf(await answerOf(asked)), ['BAD_REQUEST'])
})

test('every answer tells a browser to guess, frame and refer nothing, and over https to stay there', async (t) => {
  const { gateway, ask } = await toyWorld(t, { trustedProxies: ['127.0.0.1'] })
  const answers = [await ask('{ viewer }'), await ask('{'), await fetch(`${gateway.url}/nothing`)]
  for (const { headers } of answers) {
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('x-frame-options'), 'DENY')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/)
    assert.equal(headers.get('strict-transport-security'), null)
  }
  const secure = await ask('{ viewer }', { 'x-forwarded-proto': 'https' })
  assert.equal(secure.headers.get('strict-transport-security'), 'max-age=31536000')
})

test('nothing but the subgraphs and the keys is ever called', async (t) => {
  const called: string[] = []
  const note = (message: unknown) => called.push((message as { request: { host: string } }).request.host)
  subscribe('http.client.request.start', note)
  t.after(() => unsubscribe('http.client.request.start', note))
  delete process.env.APOLLO_TELEMETRY_DISABLED
  const { ask } = await toyWorld(t)
  await ask('{ homeFeed { node { title } } }')
  assert.deepEqual(called, [])
})

test('a supergraph that is none is refused at start', async (t) => {
  await assert.rejects(toyWorld(t, { supergraphSdl: 'type Query { a: Int }', subgraphUrls: {} }))
})
