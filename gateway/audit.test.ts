import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditServer } from 'graphql-http'
import { codesOf, toyWorld } from './testing/toy-world.ts'

/** MAYs that a page of another site would use without asking: they need a header that shows it is none. */
const needAHeader = ['5A70', 'D6D5', '6A70']

test('GraphQL over HTTP is spoken as its audit demands: 61 of 61', async (t) => {
  const { gateway } = await toyWorld(t)
  const url = `${gateway.url}/graphql`
  const fetchFn = (input: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('graphql-require-preflight', 'true')
    return fetch(input, { ...init, headers })
  }
  const results = await auditServer({ url, fetchFn })
  const passed = results.filter(({ status }) => status === 'ok')
  t.diagnostic(`${passed.length} of ${results.length} audits passed`)
  assert.deepEqual([passed.length, results.length], [61, 61])
  const withoutHeader = await auditServer({ url })
  const failed = withoutHeader.filter(({ status }) => status !== 'ok')
  assert.deepEqual(failed.map(({ id }) => id).sort(), needAHeader.toSorted())
})

test('who names application/json alone gets faults of the document with 200, and is counted as refused', async (t) => {
  const world = await toyWorld(t, { limits: { rootFields: 1 } })
  const status = async (query: string, accept: string) => (await world.ask(query, { accept })).status
  for (const query of ['{', '{ nothing }', 'query ($id: ID!) { lookup(id: $id) }']) {
    assert.equal(await status(query, 'application/json'), 200, query)
    assert.equal(await status(query, 'application/graphql-response+json, application/json;q=0.9'), 400, query)
    assert.equal(await status(query, '*/*'), 400, query)
  }
  const tooMuch = await world.ask('{ viewer refused(code: "X") }', { accept: 'application/json' })
  assert.deepEqual([tooMuch.status, codesOf(tooMuch)], [400, ['QUERY_TOO_COMPLEX']])
  const refused = (
    await Promise.all(
      ['unknown', 'query'].map((kind) =>
        world.metric('gateway_request_duration_seconds_count', { kind, outcome: 'refused' }),
      ),
    )
  ).reduce((sum, count) => sum + count)
  assert.equal(refused, 10)
})
