import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessTokenLifetimeMs } from '@halide/schema/limits.ts'
import { openPassport, passportHeader } from '@halide/schema/passport.ts'
import type { GraphQLError } from 'graphql'
import type { JSONWebKeySet } from 'jose'
import { createIdentity, keysAtHand } from './identity.ts'
import { startToyKeys } from './testing/toy-keys.ts'
import { gatewaySecret } from './testing/toy-subgraphs.ts'
import { codesOf, toyWorld } from './testing/toy-world.ts'

const hasCode = (code: string) => (error: GraphQLError) => error.extensions.code === code
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('a signed-in request reaches the subgraph with a valid passport of that viewer and that request', async (t) => {
  const world = await toyWorld(t)
  const token = await world.keys.token({ role: 'ADMIN' })
  const { body, headers } = await world.ask('{ viewer }', { ...bearer(token), 'x-request-id': 'from-the-phone:1' })
  assert.deepEqual(body, { data: { viewer: '9007199254740993' } })
  assert.equal(headers.get('x-request-id'), 'from-the-phone:1')

  const [call] = world.feed.calls
  const passport = openPassport(String(call?.[passportHeader]), gatewaySecret)
  assert.deepEqual(passport?.viewer, { userId: '9007199254740993', sessionId: '77', role: 'ADMIN' })
  assert.equal(passport?.requestId, 'from-the-phone:1')
  assert.equal(call?.['x-request-id'], 'from-the-phone:1')
  assert.equal(call?.authorization, undefined, 'the token itself stays at the gateway')
})

test('every hop of one request carries the same passport', async (t) => {
  const world = await toyWorld(t)
  await world.ask('{ homeFeed { node { title } } }')
  assert.equal(world.feed.calls.length, 1)
  assert.equal(world.posts.calls.length, 1)
  assert.equal(world.feed.calls[0]?.[passportHeader], world.posts.calls[0]?.[passportHeader])
})

test('without a token the viewer is nobody', async (t) => {
  const world = await toyWorld(t)
  const { status, body } = await world.ask('{ viewer }')
  assert.equal(status, 200)
  assert.deepEqual(body, { data: { viewer: null } })
})

test('a token that is forged, foreign, malformed or of odd claims is refused before any subgraph is asked', async (t) => {
  const world = await toyWorld(t)
  const { keys } = world
  const good = await keys.token()
  const [head, , signature] = good.split('.')
  const admin = Buffer.from(JSON.stringify({ sub: '1', sid: '1', role: 'ADMIN', iss: 'halide', aud: 'halide' }))
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${admin.toString('base64url')}.`
  const refused = {
    'another key': bearer(await keys.token({}, { foreign: true })),
    'changed claims': bearer(`${head}.${admin.toString('base64url')}.${signature}`),
    unsigned: bearer(unsigned),
    'another audience': bearer(await keys.token({}, { audience: 'elsewhere' })),
    'a subject that is no id': bearer(await keys.token({ sub: 'root' })),
    'an unknown role': bearer(await keys.token({ role: 'GOD' })),
    'no session': bearer(await keys.token({ sid: 7 })),
    nonsense: bearer('nonsense'),
    'another scheme': { authorization: 'Basic dTpw' },
  }
  for (const [why, headers] of Object.entries(refused)) {
    const answer = await world.ask('{ viewer }', headers)
    assert.deepEqual(codesOf(answer), ['UNAUTHENTICATED'], why)
    assert.equal(answer.status, 401, why)
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer /, why)
  }
  assert.equal(world.feed.calls.length, 0)
})

test('an expired token has a code of its own, so that the client refreshes instead of signing out', async (t) => {
  const world = await toyWorld(t)
  const answer = await world.ask('{ viewer }', bearer(await world.keys.token({}, { expires: '1 min ago' })))
  assert.deepEqual(codesOf(answer), ['TOKEN_EXPIRED'])
  assert.equal(answer.status, 401)
})

test('a token that a fast clock issued is not good before its time, and lasts no longer than others', async (t) => {
  const world = await toyWorld(t)
  const now = Math.floor(Date.now() / 1_000)
  const ahead = await world.keys.token({ iat: now + 86_400 }, { expires: '1 day' })
  assert.deepEqual(codesOf(await world.ask('{ viewer }', bearer(ahead))), ['UNAUTHENTICATED'])
  const old = await world.keys.token({ iat: now - 86_400 }, { expires: '1 day' })
  assert.deepEqual(codesOf(await world.ask('{ viewer }', bearer(old))), ['TOKEN_EXPIRED'])
})

test('when the keys cannot be fetched the token is not blamed', async (t) => {
  const world = await toyWorld(t)
  const token = await world.keys.token()
  await world.keys.stop()
  const answer = await world.ask('{ viewer }', bearer(token))
  assert.deepEqual(codesOf(answer), ['SERVICE_UNAVAILABLE'])
  assert.equal(answer.status, 503)
})

test('known keys outlive the process that published them', async (t) => {
  const world = await toyWorld(t)
  const token = await world.keys.token()
  const published = await fetch(`${world.gateway.url}/.well-known/jwks.json`)
  assert.match(await published.text(), /"kid":"one"/)
  await world.keys.stop()
  const { body } = await world.ask('{ viewer }', bearer(token))
  assert.deepEqual(body, { data: { viewer: '9007199254740993' } })
})

test('a token is verified once in a while, and is over when its time is', async (t) => {
  const signer = await startToyKeys()
  t.after(signer.stop)
  const { find, ...keys } = keysAtHand((await (await fetch(signer.jwksUrl)).json()) as JSONWebKeySet)
  let verified = 0
  const identity = createIdentity({
    ...keys,
    find(...given) {
      verified++
      return find(...given)
    },
  })
  const [token, other, foreign] = await Promise.all([
    signer.token({ jti: 'one' }),
    signer.token({ sub: '5' }),
    signer.token({}, { foreign: true }),
  ])
  for (let times = 0; times < 3; times++) {
    assert.equal((await identity.viewerOf(`Bearer ${token}`))?.userId, '9007199254740993')
    assert.equal((await identity.viewerOf(`Bearer ${other}`))?.userId, '5')
  }
  assert.equal(verified, 2)
  for (let times = 1; times <= 2; times++) {
    await assert.rejects(identity.viewerOf(`Bearer ${foreign}`), hasCode('UNAUTHENTICATED'))
    assert.equal(verified, 2 + times, 'what was refused is not remembered')
  }
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + accessTokenLifetimeMs + 60_000 })
  await assert.rejects(identity.viewerOf(`Bearer ${token}`), hasCode('TOKEN_EXPIRED'))
})

test('without a key address a token is refused, not overlooked', async (t) => {
  const { keys } = await toyWorld(t)
  const bare = await toyWorld(t, { authJwksUrl: '' })
  assert.deepEqual(codesOf(await bare.ask('{ viewer }', bearer(await keys.token()))), ['UNAUTHENTICATED'])
  assert.deepEqual((await bare.ask('{ viewer }')).body, { data: { viewer: null } })
})
