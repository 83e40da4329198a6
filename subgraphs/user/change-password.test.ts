import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId } from '@halide/schema/ids.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

const password = 'a first password'

interface Opened {
  viewer: Viewer
  sessionId: string
  refreshToken: string
}

async function open(verb: 'signUp' | 'signIn', input: object): Promise<Opened | null> {
  type Data = { it: { session: { id: string; refreshToken: string; user: { id: string } } | null } }
  const { it } = await stage.ask<Data>(
    `mutation($input: ${verb === 'signUp' ? 'SignUpInput' : 'SignInInput'}!) { it: ${verb}(input: $input) { session { id refreshToken user { id } } } }`,
    { input },
  )
  if (!it.session) return null
  const { id, refreshToken, user } = it.session
  const viewer = { userId: decodeId('user', user.id)!, sessionId: decodeId('session', id)!, role: 'USER' as const }
  return { viewer, sessionId: id, refreshToken }
}

const signUp = (handle: string) => open('signUp', { handle, email: `${handle}@halide.example`, password })
const signIn = (login: string, given = password) => open('signIn', { login, password: given })

async function lists(viewer: Viewer): Promise<{ id: string; isCurrent: boolean }[]> {
  type Data = { signedInSessions: { edges: { node: { id: string; isCurrent: boolean } }[] } }
  const { signedInSessions } = await stage.ask<Data>(
    '{ signedInSessions { edges { node { id isCurrent } } } }',
    {},
    viewer,
  )
  return signedInSessions.edges.map(({ node }) => node)
}

async function refreshes({ refreshToken }: Opened): Promise<boolean> {
  type Data = { it: { session: object | null } }
  const query = 'mutation($t: String!) { it: refreshSession(input: { refreshToken: $t }) { session { id } } }'
  return (await stage.ask<Data>(query, { t: refreshToken })).it.session !== null
}

test('sessions are listed to their owner, the latest first, and end one by one', async () => {
  const [phone, other] = [await signUp('ann'), await signUp('ben')]
  const laptop = await signIn('ann')
  assert.deepEqual(await lists(laptop!.viewer), [
    { id: laptop!.sessionId, isCurrent: true },
    { id: phone!.sessionId, isCurrent: false },
  ])
  const revoke = async (viewer: Viewer, id: string) => {
    type Data = { it: { userErrors: { code: string }[] } }
    const query = 'mutation($id: ID!) { it: revokeSession(input: { sessionId: $id }) { userErrors { code } } }'
    return (await stage.ask<Data>(query, { id }, viewer)).it.userErrors[0]?.code
  }
  assert.equal(await revoke(other!.viewer, phone!.sessionId), 'SESSION_NOT_FOUND')
  assert.equal(await revoke(laptop!.viewer, phone!.sessionId), undefined)
  assert.equal(await revoke(laptop!.viewer, phone!.sessionId), 'SESSION_NOT_FOUND')
  assert.deepEqual([await refreshes(phone!), await refreshes(laptop!)], [false, true])
})

test('a session is fetched again by its id, by its owner alone and while it is signed in', async () => {
  const [phone, other] = [await signUp('ann2'), await signUp('ben2')]
  const laptop = await signIn('ann2')
  const fetchThem = async (viewer?: Viewer) => {
    const representations = [phone, laptop].map((it) => ({ __typename: 'SignedInSession', id: it!.sessionId }))
    const query = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on SignedInSession { id isCurrent } } }'
    return (await stage.ask<{ _entities: unknown[] }>(query, { r: representations }, viewer))._entities
  }
  const both = [
    { id: phone!.sessionId, isCurrent: false },
    { id: laptop!.sessionId, isCurrent: true },
  ]
  assert.deepEqual(await fetchThem(laptop!.viewer), both)
  assert.deepEqual(await fetchThem(other!.viewer), [null, null])
  assert.deepEqual(await fetchThem(), [null, null])
  await stage.ask(
    'mutation($id: ID!) { revokeSession(input: { sessionId: $id }) { sessionId } }',
    { id: phone!.sessionId },
    laptop!.viewer,
  )
  assert.deepEqual(await fetchThem(laptop!.viewer), [null, both[1]])
})

test('a new password ends every session but the one that set it, and the old one is worth nothing', async () => {
  const thief = await signUp('cat')
  const owner = await signIn('cat')
  const change = async (currentPassword: string, newPassword: string) => {
    type Data = { it: { endedSessions: number | null; userErrors: { code: string; field: string[] }[] } }
    const query =
      'mutation($input: ChangePasswordInput!) { it: changePassword(input: $input) { endedSessions userErrors { code field } } }'
    return (await stage.ask<Data>(query, { input: { currentPassword, newPassword } }, owner!.viewer)).it
  }
  assert.deepEqual((await change('a guess', 'another password')).userErrors, [
    { code: 'WRONG_CREDENTIALS', field: ['currentPassword'] },
  ])
  assert.deepEqual((await change(password, 'short')).userErrors, [{ code: 'INVALID', field: ['newPassword'] }])
  assert.equal(await refreshes(thief!), true)
  assert.deepEqual(await change(password, 'another password'), { endedSessions: 1, userErrors: [] })
  assert.deepEqual([await refreshes(thief!), await refreshes(owner!)], [false, true])
  assert.deepEqual([await signIn('cat'), (await signIn('cat', 'another password')) !== null], [null, true])
})
