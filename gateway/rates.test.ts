import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { noRedis } from '@halide/timeline/test-redis.ts'
import { networkOf } from './rates.ts'
import { codesOf, type ToyAnswer, toyWorld } from './testing/toy-world.ts'

const redisUrl = process.env.TEST_REDIS_URL ?? ''

/** An address that no other test has. */
const anyAddress = () => `10.${[...randomBytes(3)].join('.')}`
const anyAccount = () => String(BigInt(`0x${randomBytes(7).toString('hex')}`) + 1n)
const from = (address: string) => ({ 'x-forwarded-for': address })
const trustedProxies = ['127.0.0.1']
const standing = ({ headers }: ToyAnswer) =>
  ['x-ratelimit-limit', 'x-ratelimit-remaining'].map((name) => Number(headers.get(name)))

function assertLimited(answer: ToyAnswer, within: number): void {
  assert.deepEqual([answer.status, codesOf(answer)], [429, ['RATE_LIMITED']])
  const seconds = Number(answer.headers.get('retry-after'))
  assert.ok(seconds >= 1 && seconds <= within, `${seconds}`)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
}

test('an address that asks too often is refused, and no other', async (t) => {
  const world = await toyWorld(t, { trustedProxies, rates: { address: 3 } })
  const [address, other] = [anyAddress(), anyAddress()]
  for (const left of [2, 1, 0]) assert.deepEqual(standing(await world.ask('{ viewer }', from(address))), [3, left])
  assertLimited(await world.ask('{ viewer }', from(address)), 60)
  assertLimited(await world.askByGet({ query: '{ viewer }' }, from(address)), 60)
  assert.equal(world.feed.calls.length, 3)
  assert.equal((await world.ask('{ viewer }', from(other))).status, 200)
  assert.equal(await world.metric('gateway_rate_limited_total', { rate: 'address' }), 2)
})

test('an address is believed of nobody but a trusted proxy', async (t) => {
  const world = await toyWorld(t, { rates: { address: 2 } })
  for (let i = 0; i < 2; i++) await world.ask('{ viewer }', from(anyAddress()))
  assertLimited(await world.ask('{ viewer }', from(anyAddress())), 60)
})

test('an account that asks too often is refused from every address, and no other account', async (t) => {
  const world = await toyWorld(t, { trustedProxies, rates: { viewer: 2 } })
  const as = async (sub: string) => ({
    authorization: `Bearer ${await world.keys.token({ sub })}`,
    ...from(anyAddress()),
  })
  const [ann, ben] = [anyAccount(), anyAccount()]
  for (const left of [1, 0]) assert.deepEqual(standing(await world.ask('{ viewer }', await as(ann))), [2, left])
  assertLimited(await world.ask('{ viewer }', await as(ann)), 60)
  assert.equal((await world.ask('{ viewer }', await as(ben))).status, 200)
})

test('an account counts once a request, whether its token is seen for the first time or again', async (t) => {
  const world = await toyWorld(t, { trustedProxies, rates: { viewer: 3 } })
  const authorization = `Bearer ${await world.keys.token({ sub: anyAccount() })}`
  const ask = () => world.ask('{ viewer }', { authorization, ...from(anyAddress()) })
  for (const left of [2, 1, 0]) assert.deepEqual(standing(await ask()), [3, left])
  assertLimited(await ask(), 60)
})

const signIn = (login: string) => ({
  query: 'mutation ($login: String!) { signIn(input: { login: $login }) }',
  variables: { login },
})

test('signing in is refused under a name that was tried too often, whether it exists or not, from every address', async (t) => {
  const world = await toyWorld(t, { trustedProxies, rates: { signInLogin: 2 } })
  const login = `ann-${anyAccount()}`
  await world.ask(signIn(login), from(anyAddress()))
  await world.ask(`mutation { ...F } fragment F on Mutation { signIn(input: { login: " ${login.toUpperCase()}" }) }`)
  const tried = world.feed.calls.length
  assertLimited(await world.ask(signIn(login), from(anyAddress())), 300)
  const byDefault = `mutation ($login: String! = "${login}") { signIn(input: { login: $login }) }`
  assertLimited(await world.ask(byDefault, from(anyAddress())), 300)
  assert.equal(world.feed.calls.length, tried)
  assert.equal((await world.ask(signIn(`ben-${anyAccount()}`), from(anyAddress()))).status, 200)
})

test('signing in under many names from one address is refused, also all in one operation', async (t) => {
  const world = await toyWorld(t, { trustedProxies, rates: { signInAddress: 3 } })
  const address = anyAddress()
  const four = Array.from({ length: 4 }, (_, i) => `s${i}: signIn(input: { login: "${anyAccount()}" })`).join(' ')
  assertLimited(await world.ask(`mutation { ${four} }`, from(address)), 300)
  assertLimited(await world.ask(signIn(anyAccount()), from(address)), 300)
  assert.equal(world.feed.calls.length, 0)
  assert.equal((await world.ask('{ viewer }', from(address))).status, 200, 'the rest is open')
})

test('signing up too often from one address is refused, whoever asks and also all in one operation, and nothing else is', async (t) => {
  const world = await toyWorld(t, { trustedProxies, rates: { signUpAddress: 3 } })
  const [address, other] = [anyAddress(), anyAddress()]
  const signUp = 'mutation { signUp(handle: "ann") }'
  for (let i = 0; i < 2; i++) assert.equal((await world.ask(signUp, from(address))).status, 200)
  const tried = world.feed.calls.length
  const two = 'mutation { a: signUp(handle: "ann") ...F } fragment F on Mutation { b: signUp(handle: "ben") }'
  assertLimited(await world.ask(two, from(address)), 3_600)
  const signedIn = { authorization: `Bearer ${await world.keys.token({ sub: anyAccount() })}`, ...from(address) }
  assertLimited(await world.ask(signUp, signedIn), 3_600)
  assert.equal(world.feed.calls.length, tried)
  assert.equal((await world.ask(signUp, from(other))).status, 200)
  assert.equal((await world.ask(signIn(anyAccount()), from(address))).status, 200)
  assert.equal(await world.metric('gateway_rate_limited_total', { rate: 'signUpAddress' }), 2)
})

test('0 is no limit, and says nothing of one', async (t) => {
  const world = await toyWorld(t, { rates: { address: 0 } })
  const { status, headers } = await world.ask('{ viewer }')
  assert.deepEqual([status, headers.get('x-ratelimit-limit')], [200, null])
})

test('all gateways on one Redis count together', { skip: noRedis }, async (t) => {
  const options = { trustedProxies, redisUrl, rates: { address: 2 } }
  const [one, two] = await Promise.all([toyWorld(t, options), toyWorld(t, options)])
  for (const { gateway } of [one, two])
    while (!(await (await fetch(`${gateway.url}/health/ready`)).text()).includes('"redis":{"ok":true}')) {
      // It connects in its own time, and counts by itself until then.
    }
  const address = anyAddress()
  await one.ask('{ viewer }', from(address))
  assert.deepEqual(standing(await two.ask('{ viewer }', from(address))), [2, 0])
  assertLimited(await one.ask('{ viewer }', from(address)), 60)
  assertLimited(await two.ask('{ viewer }', from(address)), 60)
})

test('without its Redis a gateway counts for itself, waits for nothing, and is ready', async (t) => {
  const world = await toyWorld(t, { trustedProxies, redisUrl: 'redis://127.0.0.1:1', rates: { address: 2 } })
  const address = anyAddress()
  for (const left of [1, 0]) assert.deepEqual(standing(await world.ask('{ viewer }', from(address))), [2, left])
  assertLimited(await world.ask('{ viewer }', from(address)), 60)
  assert.equal((await fetch(`${world.gateway.url}/health/ready`)).status, 200)
  assert.ok((await world.metric('gateway_redis_errors_total')) > 0)
})

test('one network of IPv6 counts as one', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(networkOf('2001:db8:1:2::9'), '2001:db8:1:2')
  assert.equal(networkOf('2001:0db8:0001:0002::'), '2001:db8:1:2')
  assert.equal(networkOf('2001:db8::5:6'), '2001:db8:0:0')
  assert.equal(networkOf('::1'), '0:0:0:0')
  assert.equal(networkOf('::ffff:10.0.0.7'), '10.0.0.7')
  assert.equal(networkOf('10.0.0.7'), '10.0.0.7')
})
