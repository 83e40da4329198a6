import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let accounts = 0
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

interface Session {
  id: string
  accessToken: string
  refreshToken: string
  refreshTokenExpiresAt: string
}
const session = 'session { id accessToken refreshToken refreshTokenExpiresAt }'

async function newSession(): Promise<Session> {
  const handle = `person${++accounts}`
  const { signUp } = await stage.ask<{ signUp: { session: Session } }>(
    `mutation($input: SignUpInput!) { signUp(input: $input) { ${session} } }`,
    { input: { handle, email: `${handle}@halide.example`, password: 'correct horse' } },
  )
  return signUp.session
}

/** The next pair, or the code of why not. */
async function refresh(refreshToken: string): Promise<Session | string> {
  const { refreshSession } = await stage.ask<{
    refreshSession: { session: Session | null; userErrors: { code: string }[] }
  }>(`mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { ${session} userErrors { code } } }`, {
    input: { refreshToken },
  })
  return refreshSession.session ?? refreshSession.userErrors[0]!.code
}

async function refreshed(refreshToken: string): Promise<Session> {
  const answer = await refresh(refreshToken)
  if (typeof answer === 'string') assert.fail(answer)
  return answer
}

/** Makes it as if the last refresh had been this long ago. */
async function passTime(seconds: number): Promise<void> {
  await stage.deps.db.$executeRaw`
    update sessions set refreshed_at = refreshed_at - ${seconds} * interval '1 second',
      expires_at = expires_at - ${seconds} * interval '1 second'`
}

test('a refresh gives another pair of the same session, good for another 30 days', async () => {
  const first = await newSession()
  await passTime(29 * 86_400)
  const second = await refreshed(first.refreshToken)
  assert.equal(second.id, first.id)
  assert.notEqual(second.refreshToken, first.refreshToken)
  assert.ok(new Date(second.refreshTokenExpiresAt).getTime() > Date.now() + 29 * 86_400_000)
  await refreshed(second.refreshToken)
})

test('a client that lost the answer gets the same successor again, for a moment', async () => {
  const first = await newSession()
  const second = await refreshed(first.refreshToken)
  assert.equal((await refreshed(first.refreshToken)).refreshToken, second.refreshToken)
  await refreshed(second.refreshToken)
})

test('many refreshes of one token at once all lead to the same successor', async () => {
  const first = await newSession()
  const answers = await Promise.all(Array.from({ length: 20 }, () => refreshed(first.refreshToken)))
  assert.equal(new Set(answers.map(({ refreshToken }) => refreshToken)).size, 1)
  await refreshed(answers[0]!.refreshToken)
})

test('a replaced token used later ends the session for thief and owner', async () => {
  const first = await newSession()
  const second = await refreshed(first.refreshToken)
  await passTime(31)
  assert.equal(await refresh(first.refreshToken), 'SESSION_ENDED')
  assert.equal(await refresh(second.refreshToken), 'SESSION_ENDED')
})

test('a token replaced several times ago is still known as reuse', async () => {
  const first = await newSession()
  const second = await refreshed(first.refreshToken)
  const third = await refreshed(second.refreshToken)
  assert.equal(await refresh(first.refreshToken), 'SESSION_ENDED')
  assert.equal(await refresh(third.refreshToken), 'SESSION_ENDED')
})

test('a made-up token ends nobody else\u2019s session', async () => {
  const { refreshToken } = await newSession()
  for (const text of ['', 'nonsense', `${refreshToken}x`, Buffer.alloc(48).toString('base64url')]) {
    assert.equal(await refresh(text), 'SESSION_ENDED')
  }
  await refreshed(refreshToken)
})

test('a session that was not refreshed for 30 days has ended', async () => {
  const { refreshToken } = await newSession()
  await passTime(30 * 86_400)
  assert.equal(await refresh(refreshToken), 'SESSION_ENDED')
})

test('a deleted account cannot refresh', async () => {
  const { refreshToken } = await newSession()
  await stage.deps.db.user.updateMany({ where: { handle: `person${accounts}` }, data: { deletedAt: new Date() } })
  assert.equal(await refresh(refreshToken), 'SESSION_ENDED')
})

test('signing out ends the session of the token, or the viewer\u2019s own, once', async () => {
  const query = 'mutation($input: SignOutInput!) { signOut(input: $input) { sessionId } }'
  const signOut = async (input: object, viewer: Parameters<typeof stage.ask>[2] = null) =>
    (await stage.ask<{ signOut: { sessionId: string | null } }>(query, { input }, viewer)).signOut.sessionId
  const { id, refreshToken } = await newSession()
  const other = await newSession()
  assert.equal(await signOut({ refreshToken }), id)
  assert.equal(await signOut({ refreshToken }), null)
  assert.equal(await refresh(refreshToken), 'SESSION_ENDED')

  const { userId, id: sessionId } = await stage.deps.db.session.findFirstOrThrow({ orderBy: { id: 'desc' } })
  assert.equal(await signOut({}), null)
  assert.equal(await signOut({}, { userId: userId + 1n, sessionId, role: 'USER' }), null)
  assert.equal(await signOut({}, { userId, sessionId, role: 'USER' }), other.id)
  assert.equal(await refresh(other.refreshToken), 'SESSION_ENDED')
})

test('the database holds no token that could be used', async () => {
  const first = await newSession()
  const { refreshToken } = await refreshed(first.refreshToken)
  const row = await stage.deps.db.session.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const token = Buffer.from(refreshToken, 'base64url')
  for (const column of [row.seriesHash, row.secretHash, row.replacedHash!, row.successor!]) {
    assert.equal(token.includes(Buffer.from(column)), false)
  }
})
