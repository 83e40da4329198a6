import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { engagementSubgraph } from './subgraph.ts'
import { createStage, type Stage } from './test-stage.ts'

let stage: Stage
let fan: Viewer
before(async () => {
  stage = await createStage()
  stage.deps.pushPublicKey = 'a key'
  fan = await stage.makeUser()
})
after(() => stage.database.drop())

const keys = () => ({
  p256dh: createECDH('prime256v1').generateKeys('base64url'),
  auth: randomBytes(16).toString('base64url'),
})

interface Outcome {
  endpoint: string | null
  userErrors: { code: string; field: string[] | null }[]
}

async function register(viewer: Viewer, input: object): Promise<Outcome> {
  const { it } = await stage.ask<{ it: Outcome }>(
    `mutation($input: RegisterPushSubscriptionInput!) { it: registerPushSubscription(input: $input) {
      endpoint userErrors { code field } } }`,
    { input },
    viewer,
  )
  return it
}

const remove = (viewer: Viewer, endpoint: string) =>
  stage.ask(
    'mutation($input: RemovePushSubscriptionInput!) { removePushSubscription(input: $input) { endpoint userErrors { code } } }',
    { input: { endpoint } },
    viewer,
  )

const ownersOf = async (endpoint: string) =>
  (await stage.deps.db.pushSubscription.findMany({ where: { endpoint } })).map(({ userId }) => userId)

test('a browser is its last registrant’s alone, and only theirs to remove', async () => {
  const endpoint = 'https://push.example/one'
  const other = await stage.makeUser()
  for (const viewer of [fan, fan, other]) {
    assert.deepEqual(await register(viewer, { endpoint, ...keys() }), { endpoint, userErrors: [] })
  }
  assert.deepEqual(await ownersOf(endpoint), [other.userId])
  await remove(fan, endpoint)
  assert.deepEqual(await ownersOf(endpoint), [other.userId])
  for (let time = 0; time < 2; time += 1) await remove(other, endpoint)
  assert.deepEqual(await ownersOf(endpoint), [])
})

test('nothing is pushed to who is gone', async () => {
  const leaver = await stage.makeUser()
  await stage.deps.db.$executeRaw`update users set deleted_at = now() where id = ${leaver.userId}`
  const { errors } = await executeSubgraph(engagementSubgraph, stage.deps, {
    query: 'mutation($input: RegisterPushSubscriptionInput!) { registerPushSubscription(input: $input) { endpoint } }',
    variables: { input: { endpoint: 'https://push.example/leaver', ...keys() } },
    viewer: leaver,
  })
  assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  assert.deepEqual(await ownersOf('https://push.example/leaver'), [])
})

test('what is no public https address or no key is refused', async () => {
  const [good, endpoint] = [keys(), 'https://push.example/two']
  const inside = ['http://push.example', 'https://127.0.0.1/', 'https://[::ffff:10.0.0.1]/', 'https://0x7f.1/', 'x']
  for (const each of inside) {
    const { userErrors } = await register(fan, { ...good, endpoint: each })
    assert.deepEqual(userErrors, [{ code: 'INVALID', field: ['endpoint'] }], each)
  }
  const noPoint = Buffer.concat([Buffer.of(4), randomBytes(64)]).toString('base64url')
  for (const p256dh of ['', noPoint]) {
    const { userErrors } = await register(fan, { ...good, endpoint, p256dh })
    assert.deepEqual(userErrors, [{ code: 'INVALID', field: ['p256dh'] }])
  }
  assert.deepEqual((await register(fan, { ...good, endpoint, auth: 'AAAA' })).userErrors[0]?.field, ['auth'])
  assert.deepEqual(await ownersOf(endpoint), [])
})

test('of more than twenty the oldest ends', async () => {
  const many = await stage.makeUser()
  for (let n = 1; n <= 22; n += 1) await register(many, { endpoint: `https://push.example/many/${n}`, ...keys() })
  const kept = await stage.deps.db.pushSubscription.findMany({ where: { userId: many.userId }, orderBy: { id: 'asc' } })
  assert.deepEqual([kept.length, kept[0]?.endpoint], [20, 'https://push.example/many/3'])
})

test('where pushes are not set up there is no key, and a code says so', async () => {
  const without = { ...stage.deps, pushPublicKey: null }
  const { data } = await executeSubgraph(engagementSubgraph, without, {
    query: `mutation($input: RegisterPushSubscriptionInput!) { it: registerPushSubscription(input: $input) { userErrors { code } } }`,
    variables: { input: { endpoint: 'https://push.example/three', ...keys() } },
    viewer: fan,
  })
  assert.deepEqual(data, { it: { userErrors: [{ code: 'PUSH_UNAVAILABLE' }] } })
  assert.equal((await stage.ask<{ pushPublicKey: string }>('{ pushPublicKey }')).pushPublicKey, 'a key')
})
