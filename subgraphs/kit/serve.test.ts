import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { passportHeader, sealPassport } from '@halide/schema/passport.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { defineSubgraph, refuse, requireViewer, type ServedSubgraph, serveSubgraph } from './index.ts'

const secret = 'the gateway and its subgraphs know this'

const slowCalls = { arrived: Promise.withResolvers<void>(), answer: Promise.withResolvers<string>() }

const greeter = defineSubgraph({
  name: 'greeter',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key"])
    scalar DateTime
    type Query { greet: String!  hidden: String  broken: String  since: DateTime!  slow: String }
    type Person @key(fields: "id") { id: ID!  name: String }
  `,
  resolvers: {
    Query: {
      greet: (_: unknown, __: unknown, ctx: GreeterContext) => `hello ${requireViewer(ctx).userId}, ${ctx.requestId}`,
      hidden: () => refuse('NOT_FOUND'),
      broken: () => {
        throw new Error('the cellar is flooded')
      },
      since: () => new Date(0),
      slow: () => {
        slowCalls.arrived.resolve()
        return slowCalls.answer.promise
      },
    },
    Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Person ${id}` }) },
  },
  createContext: (_deps: object, request) => request,
})
type GreeterContext = ReturnType<typeof greeter.createContext>

let served: ServedSubgraph
before(async () => {
  served = await serveSubgraph(
    greeter,
    {},
    {
      host: '127.0.0.1',
      port: 0,
      gatewaySecret: secret,
      registry: createRegistry('greeter'),
      checks: { cellar: async () => 'dry' },
      log: createLogger('greeter', 'silent'),
      routes: [(app) => app.get('/open', async () => 'to all')],
    },
  )
})
let stopped: Promise<void> | undefined
after(() => stopped ?? served.stop())

const viewer = { userId: '7', sessionId: '8', role: 'USER' } as const
const passport = (over: object = {}, key = secret) =>
  sealPassport(
    {
      requestId: 'r1',
      viewer,
      caller: { client: null, address: '127.0.0.1' },
      expiresAt: Date.now() + 10_000,
      ...over,
    },
    key,
  )

interface Answer {
  data?: Record<string, unknown> & { _service: { sdl: string } }
  errors: { message: string; extensions: { code: string } }[]
}

async function ask(query: string, header?: string, variables = {}) {
  const response = await fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(header && { [passportHeader]: header }) },
    body: JSON.stringify({ query, variables }),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

const entities = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Person { name } } }'
const ann = { r: [{ __typename: 'Person', id: '1' }] }

test('the viewer of the passport reaches the resolver', async () => {
  const { status, body } = await ask('{ greet since }', passport())
  assert.equal(status, 200)
  assert.deepEqual(body.data, { greet: 'hello 7, r1', since: '1970-01-01T00:00:00.000Z' })
})

test('a call without, with a forged or with an expired passport is refused', async () => {
  const forged = passport({}, 'some other secret')
  const expired = passport({ expiresAt: Date.now() - 1 })
  for (const header of [undefined, 'nonsense', forged, expired]) {
    const { status, body } = await ask('{ greet }', header)
    assert.equal(status, 403)
    assert.equal(body.errors[0]!.extensions.code, 'FORBIDDEN')
    assert.equal(body.data, undefined)
  }
})

test('passports expire by the clock that is given', async (t) => {
  const ahead = 86_400_000
  const options = { host: '127.0.0.1', port: 0, gatewaySecret: secret, log: createLogger('greeter', 'silent') }
  const registry = createRegistry('greeter')
  const other = await serveSubgraph(greeter, {}, { ...options, registry, checks: {}, now: () => Date.now() + ahead })
  t.after(() => other.stop())
  const statusOf = async (sealed: string) => {
    const headers = { 'content-type': 'application/json', [passportHeader]: sealed }
    return (await fetch(other.url, { method: 'POST', headers, body: '{"query":"{ since }"}' })).status
  }
  assert.equal(await statusOf(passport()), 403)
  assert.equal(await statusOf(passport({ expiresAt: Date.now() + ahead + 10_000 })), 200)
})

test('entities and introspection are answered to the gateway only', async () => {
  assert.equal((await ask(entities, undefined, ann)).status, 403)
  assert.equal((await ask('{ _service { sdl } }')).status, 403)
  assert.equal((await ask('{ __schema { types { name } } }')).status, 403)
  assert.deepEqual((await ask(entities, passport(), ann)).body.data?._entities, [{ name: 'Person 1' }])
  assert.match((await ask('{ _service { sdl } }', passport())).body.data!._service.sdl, /type Person/)
})

test('nobody signed in is a code, not a crash', async () => {
  const { body } = await ask('{ greet }', passport({ viewer: null }))
  assert.equal(body.errors[0]!.extensions.code, 'UNAUTHENTICATED')
})

test('errors carry their code and never a stack', async () => {
  const { body } = await ask('{ hidden broken }', passport())
  assert.deepEqual(
    body.errors.map((error) => error.extensions),
    [{ code: 'NOT_FOUND' }, { code: 'INTERNAL_SERVER_ERROR' }],
  )
  assert.doesNotMatch(JSON.stringify(body), /serve\.test\.ts/)
})

test('health, metrics and own routes need no passport', async () => {
  const get = async (path: string) => (await fetch(new URL(path, served.url))).text()
  assert.match(await get('/health/ready'), /"cellar":\{"ok":true,"detail":"dry"\}/)
  assert.equal(await get('/open'), 'to all')
  const metrics = (await get('/metrics')).match(/^halide_.*_(count|total)\{.*$/gm)!.join('\n')
  assert.match(metrics, /latency_seconds_count\{.*ask="greet".*\} \d/)
  assert.match(metrics, /latency_seconds_count\{.*ask="_entities\.Person".*\} 1/)
  assert.match(metrics, /errors_total\{.*code="UNAUTHENTICATED".*\} 1/)
})

// The last test: it stops what the others use.
test('stopping lets no call in and waits for the answer under way', async () => {
  const underWay = ask('{ slow }', passport())
  await slowCalls.arrived.promise
  stopped = served.stop()
  await assert.rejects(fetch(served.url, { headers: { connection: 'close' } }), { message: 'fetch failed' })
  slowCalls.answer.resolve('at last')
  assert.deepEqual((await underWay).body.data, { slow: 'at last' })
  await stopped
})
