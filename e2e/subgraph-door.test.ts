import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { passportHeader, sealPassport } from '@halide/schema/passport.ts'
import { startWorld, type World } from './world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

test('a subgraph that is called past the gateway refuses, whatever the caller shows', async () => {
  const ada = await world.person('ada')
  const viewer = { userId: '1', sessionId: '1', role: 'ADMIN' } as const
  const caller = { client: null, address: '127.0.0.1' }
  const passport = { requestId: 'r', viewer, caller, expiresAt: Date.now() + 60_000 }
  const attempts: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${ada.accessToken}` },
    { [passportHeader]: sealPassport(passport, randomBytes(32).toString('base64url')) },
  ]
  for (const name of ['user', 'post', 'feed', 'engagement'] as const) {
    for (const headers of attempts) {
      const answer = await fetch(`${world.url(name)}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ __typename _service { sdl } }' }),
      })
      assert.equal(answer.status, 403, name)
      const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] }
      assert.equal(errors[0]?.extensions.code, 'FORBIDDEN')
    }
  }
})
