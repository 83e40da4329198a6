import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusals } from '@halide/schema/refusals.ts'
import { codesOf, toyWorld } from './testing/toy-world.ts'

test('an unknown error is masked, with the request id to find it by', async (t) => {
  const world = await toyWorld(t)
  const { status, body } = await world.ask('{ boom viewer }', { 'x-request-id': 'request-77' })
  assert.equal(status, 200)
  assert.deepEqual(body, {
    data: { boom: null, viewer: null },
    errors: [
      {
        message: refusals.INTERNAL_SERVER_ERROR,
        path: ['boom'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-77' },
      },
    ],
  })
  const logged = world.lines.filter((line) => line.requestId === 'request-77' && line.msg === 'masked error')
  assert.equal(logged.length, 1)
  assert.match(JSON.stringify(logged[0]), /hunter2/)
})

test("a refusal of the closed table passes with the subgraph's message and nothing else", async (t) => {
  const world = await toyWorld(t)
  for (const code of Object.keys(refusals).filter((code) => code !== 'INTERNAL_SERVER_ERROR')) {
    const { body } = await world.ask(`{ refused(code: "${code}") }`)
    assert.deepEqual(body.errors, [{ message: `because of ${code}`, path: ['refused'], extensions: { code } }])
  }
})

test('a code outside the table, or one that only the gateway may use, is masked', async (t) => {
  const world = await toyWorld(t)
  for (const code of ['P2002', 'toString', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST']) {
    const answer = await world.ask(`{ refused(code: "${code}") }`)
    assert.deepEqual(codesOf(answer), ['INTERNAL_SERVER_ERROR'], code)
    assert.doesNotMatch(JSON.stringify(answer.body), /because of|hunter2/)
  }
})

test('a thing that another subgraph no longer has leaves a hole, not an error', async (t) => {
  const world = await toyWorld(t)
  const { body } = await world.ask('{ homeFeed { cursor node { title } } }')
  assert.deepEqual(body, {
    data: {
      homeFeed: [
        { cursor: '1', node: { title: 'Post 1' } },
        { cursor: 'gone', node: null },
        { cursor: '2', node: { title: 'Post 2' } },
      ],
    },
  })
})

test('a hole that takes the whole answer is an error, and tells nothing of the plan', async (t) => {
  const world = await toyWorld(t)
  const answer = await world.ask('{ strict { title } }')
  assert.equal(answer.body.data, null)
  assert.deepEqual(codesOf(answer), ['INTERNAL_SERVER_ERROR'])
  assert.equal(answer.body.extensions, undefined)
})

test('faults of a request are answered 400 with a code of the protocol', async (t) => {
  const world = await toyWorld(t)
  const faults: [string | object, string][] = [
    ['{ homeFeed {', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: 'query A { viewer } query B { boom }' }, 'OPERATION_RESOLUTION_FAILURE'],
    [{ query: 'query A { viewer }', operationName: 'C' }, 'OPERATION_RESOLUTION_FAILURE'],
    [{ query: 'query ($id: ID!) { lookup(id: $id) }' }, 'BAD_USER_INPUT'],
    [{ variables: {} }, 'BAD_REQUEST'],
    [[{ query: '{ viewer }' }, { query: '{ viewer }' }], 'BAD_REQUEST'],
  ]
  for (const [body, code] of faults) {
    const answer = await world.ask(body)
    assert.deepEqual([answer.status, codesOf(answer)], [400, [code]], JSON.stringify(body))
  }
})

test('no answer holds a stack, whatever NODE_ENV is', async (t) => {
  const world = await toyWorld(t)
  for (const query of ['{ boom }', '{ nothing }', '{', '{ strict { title } }', '{ refused(code: "X") }'])
    assert.doesNotMatch(JSON.stringify((await world.ask(query)).body), /stack|node_modules|serviceName|\.ts:/, query)
})

test('the query plan is shown to nobody', async (t) => {
  const world = await toyWorld(t)
  const { body } = await world.ask('{ homeFeed { node { title } } }', { 'apollo-query-plan-experimental': 'true' })
  assert.equal(body.extensions, undefined)
})
