import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditServer } from 'graphql-http'
import { toyWorld } from './testing/toy-world.ts'

/**
 * What is not done of the audit, and why. All are SHOULDs about a client that accepts only `application/json`: it gets
 * a 400 for a fault of its own like everybody else, so that proxies and metrics can tell it from an answer.
 */
const declined = ['572B', 'FDE2', '7B9B']

/** MAYs that a page of another site would use without asking: they need a header that shows it is none. */
const needAHeader = ['5A70', 'D6D5', '6A70']

test('GraphQL over HTTP is spoken as its audit demands: 58 of 61', async (t) => {
  const { gateway } = await toyWorld(t)
  const url = `${gateway.url}/graphql`
  const fetchFn = (input: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('graphql-require-preflight', 'true')
    return fetch(input, { ...init, headers })
  }
  const audit = async (options: object) => {
    const results = await auditServer({ url, ...options })
    assert.equal(results.length, 61)
    return results.filter(({ status }) => status !== 'ok')
  }
  const failed = await audit({ fetchFn })
  assert.deepEqual(failed.map(({ id }) => id).sort(), declined.toSorted())
  assert.ok(failed.every(({ status, name }) => status === 'warn' && name.startsWith('SHOULD')))
  const withoutHeader = await audit({})
  assert.deepEqual(withoutHeader.map(({ id }) => id).sort(), [...declined, ...needAHeader].sort())
})
