import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId } from '@halide/schema/ids.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { createStage, type Stage } from '../test-stage.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

const password = 'a first password'

interface Answer {
  session: { refreshToken: string; user: { id: string; handle: string } } | null
  restorableUntil?: string | null
  userErrors: { code: string; field: string[] | null }[]
}

async function mutate(name: string, input: object, viewer: Viewer | null = null, selection?: string): Promise<Answer> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  const query = `mutation($input: ${type}!) { it: ${name}(input: $input) {
    ${selection ?? 'session { refreshToken user { id handle } }'} userErrors { code field } } }`
  return (await stage.ask<{ it: Answer }>(query, { input }, viewer)).it
}

const codeOf = ({ userErrors }: Answer) => userErrors[0]?.code ?? null
const signUp = (handle: string, email = handle) =>
  mutate('signUp', { handle, email: `${email}@halide.example`, password })
const viewerOf = ({ session }: Answer): Viewer => ({
  userId: decodeId('user', session!.user.id)!,
  sessionId: 1n,
  role: 'USER',
})
const remove = (viewer: Viewer, input: object = { password }) =>
  mutate('deleteAccount', input, viewer, 'restorableUntil')
const jobs = async () =>
  (
    await stage.deps.db.$queryRaw<
      { name: string }[]
    >`select task_identifier as name from graphile_worker.jobs order by id`
  ).map(({ name }) => name)

test('an account is deleted with its password: seen by nobody, signed out everywhere, and restorable for 30 days', async () => {
  const ann = await signUp('ann')
  const viewer = viewerOf(ann)
  assert.equal(codeOf(await remove(viewer, { password: 'a guess' })), 'WRONG_CREDENTIALS')
  assert.equal((await mutate('signIn', { login: 'ann', password })).session?.user.handle, 'ann')
  const { restorableUntil } = await remove(viewer)
  const days = (new Date(restorableUntil!).getTime() - Date.now()) / 86_400_000
  assert.ok(days > 29.9 && days < 30.1)
  assert.deepEqual(await jobs(), ['withdraw_account', 'purge_author'])
  const seen = await stage.ask<object>('{ viewer { id } userByHandle(handle: "ann") { id } }', {}, viewer)
  assert.deepEqual(seen, { viewer: null, userByHandle: null })
  const { refreshToken } = ann.session!
  assert.equal(codeOf(await mutate('refreshSession', { refreshToken })), 'SESSION_ENDED')
  assert.equal(await stage.deps.db.session.count({ where: { userId: viewer.userId, revokedAt: null } }), 0)
})

test('only who knows the password hears that an account is deleted, and brings it back', async () => {
  const viewer = viewerOf(await signUp('ben'))
  await remove(viewer)
  assert.equal(codeOf(await mutate('signIn', { login: 'ben', password: 'a guess' })), 'WRONG_CREDENTIALS')
  assert.equal(codeOf(await mutate('signIn', { login: 'ben', password })), 'ACCOUNT_DELETED')
  assert.equal(codeOf(await mutate('restoreAccount', { login: 'ben', password: 'a guess' })), 'WRONG_CREDENTIALS')
  const restored = await mutate('restoreAccount', { login: 'BEN@halide.example', password })
  assert.equal(restored.session?.user.handle, 'ben')
  assert.equal(codeOf(await mutate('restoreAccount', { login: 'ben', password })), 'ACCOUNT_NOT_RESTORABLE')
  assert.ok((await mutate('signIn', { login: 'ben', password })).session)
})

test('after its days, or once its destruction has begun, an account is not restored', async () => {
  const { db } = stage.deps
  for (const [handle, change] of [
    ['cat', { deletedAt: new Date(Date.now() - 30 * 86_400_000 - 1_000) }],
    ['dan', { destroyingSince: new Date() }],
  ] as const) {
    const viewer = viewerOf(await signUp(handle))
    await remove(viewer)
    await db.user.update({ where: { id: viewer.userId }, data: change })
    assert.equal(codeOf(await mutate('restoreAccount', { login: handle, password })), 'ACCOUNT_NOT_RESTORABLE')
  }
})

test('where there is a second factor, deleting and restoring ask for it', async () => {
  const viewer = viewerOf(await signUp('eve'))
  const { db, secretBox } = stage.deps
  const { userId } = viewer
  const secret = secretBox.encrypt(userId, Buffer.alloc(20, 1))
  await db.secondFactor.create({ data: { userId, secret, confirmedAt: new Date() } })
  const codes = ['aaaabbbbccccdddd', 'eeeeffffgggghhhh']
  for (const code of codes)
    await db.recoveryCode.create({ data: { userId, codeHash: secretBox.fingerprint(userId, code) } })
  assert.equal(codeOf(await remove(viewer)), 'SECOND_FACTOR_REQUIRED')
  assert.equal(codeOf(await remove(viewer, { password, code: codes[0] })), null)
  const restore = (code?: string) => mutate('restoreAccount', { login: 'eve', password, code })
  assert.equal(codeOf(await restore()), 'SECOND_FACTOR_REQUIRED')
  assert.equal(codeOf(await restore(codes[0])), 'WRONG_CODE')
  assert.ok((await restore(codes[1])).session)
})

test('the names of a deleted account are taken, of a destroyed one the handle alone', async () => {
  const viewer = viewerOf(await signUp('fay'))
  await remove(viewer)
  assert.equal(codeOf(await signUp('fay', 'another')), 'HANDLE_TAKEN')
  assert.equal(codeOf(await signUp('another', 'fay')), 'EMAIL_TAKEN')
  await stage.deps.db.user.delete({ where: { id: viewer.userId } })
  await stage.deps.db.retiredHandle.create({ data: { handle: 'fay' } })
  assert.equal(codeOf(await signUp('fay', 'another')), 'HANDLE_TAKEN')
  assert.equal(codeOf(await signUp('another', 'fay')), null)
})
