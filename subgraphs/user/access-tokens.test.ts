import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serveSubgraph } from '@halide/subgraph-kit/index.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose'
import { createAccessTokens, generateSigningKey } from './access-tokens.ts'
import { jwksRoute } from './jwks-route.ts'
import { userSubgraph } from './subgraph.ts'
import { createStage } from './test-stage.ts'

const bearer = { userId: (1n << 63n) - 1n, sessionId: 5n, role: 'ADMIN' } as const

async function p256(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return JSON.stringify(await exportJWK(privateKey))
}

test('whoever fetches the published keys can verify a token, signed with either kind of key', async () => {
  const stage = await createStage()
  for (const key of [await generateSigningKey(), await p256()]) {
    const accessTokens = await createAccessTokens(JSON.parse(key))
    const served = await serveSubgraph(
      userSubgraph,
      { ...stage.deps, accessTokens },
      {
        host: '127.0.0.1',
        port: 0,
        gatewaySecret: 'the gateway and its subgraphs know this',
        registry: createRegistry('user'),
        checks: {},
        log: createLogger('user', 'silent'),
        routes: [jwksRoute(accessTokens)],
      },
    )
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', served.url))
    const { token } = await accessTokens.issue(bearer)
    const { payload } = await jwtVerify(token, keys, { issuer: 'halide', audience: 'halide' })
    const { sub, sid, role } = payload
    assert.deepEqual({ sub, sid, role }, { sub: '9223372036854775807', sid: '5', role: 'ADMIN' })
    const others = await createAccessTokens(JSON.parse(await generateSigningKey()))
    await assert.rejects(jwtVerify((await others.issue(bearer)).token, keys), { code: 'ERR_JWKS_NO_MATCHING_KEY' })
    await served.stop()
  }
  await stage.database.drop()
})

test('a key that is public, or of a kind that is not accepted, stops the start', async () => {
  const { d: _, ...publicOnly } = JSON.parse(await generateSigningKey())
  await assert.rejects(createAccessTokens(publicOnly), /private JWK/)
  await assert.rejects(createAccessTokens({ kty: 'oct', k: 'c2VjcmV0' }), /Ed25519 or P-256/)
})
