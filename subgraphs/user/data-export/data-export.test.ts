import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkExportTicket } from '@halide/schema/export-ticket.ts'
import { decodeId } from '@halide/schema/ids.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { createStage, type Stage } from '../test-stage.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

const password = 'a first password'

async function person(handle: string): Promise<Viewer> {
  type Data = { it: { session: { user: { id: string } } } }
  const input = { handle, email: `${handle}@halide.example`, password }
  const query = 'mutation($input: SignUpInput!) { it: signUp(input: $input) { session { user { id } } } }'
  const { it } = await stage.ask<Data>(query, { input })
  return { userId: decodeId('user', it.session.user.id)!, sessionId: 1n, role: 'USER' }
}

async function request(viewer: Viewer, given = password): Promise<string | null> {
  type Data = { it: { userErrors: { code: string }[] } }
  const query =
    'mutation($input: RequestDataExportInput!) { it: requestDataExport(input: $input) { userErrors { code } } }'
  return (await stage.ask<Data>(query, { input: { password: given } }, viewer)).it.userErrors[0]?.code ?? null
}

type Shown = { state: string; progress: number; url: string | null; expiresAt: string | null } | null
const shown = async (viewer: Viewer) =>
  (await stage.ask<{ dataExport: Shown }>('{ dataExport { state progress url expiresAt } }', {}, viewer)).dataExport

const change = (viewer: Viewer, to: string) =>
  stage.database.db.$executeRawUnsafe(`update data_exports set ${to} where user_id = ${viewer.userId}`)

test('an export is begun with the password, one at a time and one a day, also by two calls at once', async () => {
  const ann = await person('ann')
  assert.equal(await shown(ann), null)
  assert.equal(await request(ann, 'a guess'), 'WRONG_CREDENTIALS')
  const both = await Promise.all([request(ann), request(ann)])
  assert.deepEqual(both.sort(), ['EXPORT_TOO_SOON', null])
  assert.deepEqual(await shown(ann), { state: 'PENDING', progress: 0, url: null, expiresAt: null })
  await change(ann, `requested_at = now() - interval '25 hours'`)
  assert.equal(await request(ann), 'EXPORT_TOO_SOON', 'it is still under way')
  await change(ann, `state = 'EXPIRED'`)
  assert.equal(await request(ann), null)
  await change(ann, `state = 'FAILED'`)
  assert.equal(await request(ann), null, 'one that failed may be asked for again at once')
})

test('the address of an export is its owner’s, good for minutes, and there while it can be fetched', async () => {
  const [ben, cat] = [await person('ben'), await person('cat')]
  await request(ben)
  await change(ben, `state = 'READY', expires_at = now() + interval '1 day'`)
  const { state, progress, url } = (await shown(ben))!
  assert.deepEqual([state, progress], ['READY', 100])
  const [, id, ticket] = /^http:\/\/media\.test\/exports\/(export_\w+)\?ticket=(.+)$/.exec(url!) ?? []
  const check = (now: number) => checkExportTicket(id!, ticket!, stage.deps.uploadSecret, now)
  assert.deepEqual(check(Date.now()), { exportId: decodeId('export', id!) })
  assert.equal(check(Date.now() + 660_000), 'TICKET_EXPIRED')
  assert.equal(await shown(cat), null)
  await change(ben, `expires_at = now() - interval '1 second'`)
  assert.deepEqual(await shown(ben), { state: 'EXPIRED', progress: 0, url: null, expiresAt: null })
})
