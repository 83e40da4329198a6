import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { createPasswords } from './passwords.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

interface SignedIn {
  session: { accessToken: string; accessTokenExpiresAt: string; user: { id: string; handle: string } } | null
  userErrors: { code: string; field: string[] | null }[]
}

const session = 'session { accessToken accessTokenExpiresAt user { id handle } } userErrors { code field }'

async function signUp(input: object): Promise<SignedIn> {
  const query = `mutation($input: SignUpInput!) { signUp(input: $input) { ${session} } }`
  return (await stage.ask<{ signUp: SignedIn }>(query, { input })).signUp
}

async function signIn(login: string, password: string): Promise<SignedIn> {
  const query = `mutation($input: SignInInput!) { signIn(input: $input) { ${session} } }`
  return (await stage.ask<{ signIn: SignedIn }>(query, { input: { login, password } })).signIn
}

test('signing up gives an access token that the published keys verify', async () => {
  const before = Date.now()
  const answer = await signUp({ handle: 'Ann.Lee', email: ' Ann@Halide.Example ', password: 'correct horse' })
  assert.equal(answer.session?.user.handle, 'ann.lee')
  const { payload, protectedHeader } = await jwtVerify(
    answer.session.accessToken,
    createLocalJWKSet(stage.deps.accessTokens.jwks),
    { issuer: 'halide', audience: 'halide' },
  )
  const user = await stage.deps.db.user.findUniqueOrThrow({ where: { handle: 'ann.lee' } })
  assert.equal(payload.sub, user.id.toString())
  assert.match(String(payload.sid), /^\d+$/)
  assert.equal(payload.role, 'USER')
  assert.equal(protectedHeader.alg, 'EdDSA')
  assert.equal(new Date(answer.session.accessTokenExpiresAt).getTime(), payload.exp! * 1_000)
  assert.ok(Math.abs(payload.exp! * 1_000 - before - 15 * 60_000) < 10_000)
  assert.equal('d' in stage.deps.accessTokens.jwks.keys[0]!, false)
})

test('an account signs in by handle and by e-mail address, in any case of letters', async () => {
  await signUp({ handle: 'ben', email: 'ben@halide.example', password: 'correct horse' })
  for (const login of ['ben', 'BEN', 'Ben@halide.example']) {
    assert.equal((await signIn(login, 'correct horse')).session?.user.handle, 'ben')
  }
})

test('a wrong password and an unknown account are told alike', async () => {
  await signUp({ handle: 'cat', email: 'cat@halide.example', password: 'correct horse' })
  const wrong = { session: null, userErrors: [{ code: 'WRONG_CREDENTIALS', field: null }] }
  assert.deepEqual(await signIn('cat', 'wrong horse'), wrong)
  assert.deepEqual(await signIn('nobody.here', 'correct horse'), wrong)
  assert.deepEqual(await signIn('cat\0', 'the password of no account'), wrong)
})

test('a password matches however the keyboard composes its letters', async () => {
  await signUp({ handle: 'zoe', email: 'zoe@halide.example', password: 'na\u00efve zo\u00eb' })
  assert.ok((await signIn('zoe', 'nai\u0308ve zoe\u0308')).session)
})

test('a hash of older settings is made anew at the next sign-in', async () => {
  await signUp({ handle: 'old', email: 'old@halide.example', password: 'correct horse' })
  const older = await createPasswords({ memoryKib: 16, passes: 1, concurrency: 1 }).hash('correct horse')
  await stage.deps.db.user.updateMany({ where: { handle: 'old' }, data: { passwordHash: older } })
  assert.ok((await signIn('old', 'correct horse')).session)
  const { passwordHash } = await stage.deps.db.user.findUniqueOrThrow({ where: { handle: 'old' } })
  assert.match(passwordHash, /m=8,t=1/)
  assert.ok((await signIn('old', 'correct horse')).session)
})

test('a deleted account cannot sign in and keeps its names', async () => {
  await signUp({ handle: 'gone', email: 'gone@halide.example', password: 'correct horse' })
  await stage.deps.db.user.updateMany({ where: { handle: 'gone' }, data: { deletedAt: new Date() } })
  assert.equal((await signIn('gone', 'correct horse')).session, null)
  const again = await signUp({ handle: 'gone', email: 'new@halide.example', password: 'correct horse' })
  assert.deepEqual(again.userErrors, [{ code: 'HANDLE_TAKEN', field: ['handle'] }])
})

test('every fault of a sign-up is told at once, with its field', async () => {
  const { userErrors } = await signUp({ handle: 'a', email: 'x', password: 'short', displayName: ' ' })
  assert.deepEqual(
    userErrors.map(({ code, field }) => `${code} ${field}`),
    ['INVALID handle', 'INVALID email', 'INVALID password', 'INVALID displayName'],
  )
})

test('a handle is plain ASCII that nobody can mistake for another or for the house', async () => {
  const refused = ['ad', 'a'.repeat(31), 'a b c', '.ann', 'ann.', 'a..b', 'аnn', '\u212Aatie', 'ann\n', 'Admin', 'api']
  for (const handle of refused) {
    const { userErrors } = await signUp({ handle, email: 'q@halide.example', password: 'correct horse' })
    assert.deepEqual(userErrors, [{ code: 'INVALID', field: ['handle'] }], handle)
  }
})

test('of many that take one handle or address at once, one gets it and the others are told', async () => {
  const tries = Array.from({ length: 8 }, (_, n) =>
    signUp(
      n % 2
        ? { handle: 'wanted', email: `w${n}@halide.example`, password: 'correct horse' }
        : { handle: `wanted${n}`, email: 'wanted@halide.example', password: 'correct horse' },
    ),
  )
  const answers = await Promise.all(tries)
  const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)).sort()
  assert.deepEqual(codes, [...Array(3).fill('EMAIL_TAKEN'), ...Array(3).fill('HANDLE_TAKEN')])
  assert.equal(answers.filter((answer) => answer.session).length, 2)
})

test('a profile changes in what is given only', async () => {
  const viewer = await stage.makeUser('dan')
  const query = `mutation($input: UpdateProfileInput!) {
    updateProfile(input: $input) { user { displayName bio } userErrors { code field } }
  }`
  const update = (input: object) => stage.ask<{ updateProfile: unknown }>(query, { input }, viewer)
  assert.deepEqual((await update({ bio: 'I photograph\nclouds ☁️' })).updateProfile, {
    user: { displayName: 'dan', bio: 'I photograph\nclouds ☁️' },
    userErrors: [],
  })
  assert.deepEqual((await update({ displayName: 'Dan', bio: 'x'.repeat(151) })).updateProfile, {
    user: { displayName: 'dan', bio: 'I photograph\nclouds ☁️' },
    userErrors: [{ code: 'INVALID', field: ['bio'] }],
  })
  const family = '👩‍👩‍👧'.repeat(16) // 80 code points, 128 UTF-16 units
  assert.deepEqual((await update({ displayName: family, bio: null })).updateProfile, {
    user: { displayName: family, bio: 'I photograph\nclouds ☁️' },
    userErrors: [],
  })
})

test('more sign-ins than can be hashed in seconds are refused, not queued without end', async () => {
  const passwords = createPasswords({ memoryKib: 8, passes: 1, concurrency: 1 })
  const outcomes = await Promise.allSettled(Array.from({ length: 150 }, () => passwords.hash('correct horse')))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.ok(refused.length >= 40 && refused.length <= 50, `${refused.length} refused`)
  assert.ok(refused.every(({ reason }) => reason.extensions.code === 'OVERLOADED'))
})
