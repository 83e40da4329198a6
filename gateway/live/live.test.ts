import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { type TestContext, test } from 'node:test'
import { createPublisher, type LivePublisher } from '@halide/live/publish.ts'
import { type LiveClient, openLive } from '@halide/local/live-client.ts'
import { noRedis, openTestRedis } from '@halide/timeline/test-redis.ts'
import { noServer, startTestServer } from '@halide/timeline/test-server.ts'
import type { LiveLimits } from '../settings.ts'
import { type ToyWorld, toyWorld } from '../testing/toy-world.ts'

const anyAccount = () => BigInt(`0x${randomBytes(7).toString('hex')}`) + 1n
const ready = { name: 'post', data: { id: 'post_1', status: 'READY' } } as const

interface Stage {
  world: ToyWorld
  live: LivePublisher
  connect(userId: bigint, options?: { expires?: string; lastEventId?: string }): Promise<LiveClient>
}

async function stage(t: TestContext, limits: Partial<LiveLimits> = {}): Promise<Stage> {
  const world = await toyWorld(t, { redisUrl: process.env.TEST_REDIS_URL!, live: limits })
  const { redis, close } = openTestRedis()
  t.after(close)
  return { world, live: createPublisher(redis), connect: connector(world) }
}

function connector(world: ToyWorld): Stage['connect'] {
  return async (userId, { expires, lastEventId } = {}) => {
    const token = await world.keys.token({ sub: String(userId) }, expires ? { expires } : {})
    return openLive(`${world.gateway.url}/live`, token, lastEventId)
  }
}

test('a client hears what its user is told, and nobody else’s', { skip: noRedis }, async (t) => {
  const { live, connect, world } = await stage(t)
  const [ann, ben] = [anyAccount(), anyAccount()]
  const [phone, laptop, other] = [await connect(ann), await connect(ann), await connect(ben)]
  for (const client of [phone, laptop, other]) {
    assert.deepEqual(await client.next('state'), { live: true, missed: false })
  }
  assert.deepEqual(await live.connected([ann, anyAccount(), ben]), [ann, ben])
  live.tell(ann, ready)
  live.tell(ben, { name: 'feed', data: { newPosts: 1 } })
  for (const client of [phone, laptop]) assert.deepEqual(await client.next('post'), ready.data)
  assert.deepEqual(await other.next('feed'), { newPosts: 1 })
  assert.deepEqual([phone.waiting(), other.waiting()], [[], []])
  assert.equal(await world.metric('gateway_live_events_total', { event: 'post' }), 2)
  phone.close()
  laptop.close()
  while ((await live.connected([ann])).length > 0) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(await world.metric('gateway_live_ended_total', { why: 'client' }), 2)
})

test('who comes back is told that something may have been missed', { skip: noRedis }, async (t) => {
  const { connect } = await stage(t)
  const client = await connect(anyAccount(), { lastEventId: '7' })
  assert.deepEqual(await client.next('state'), { live: true, missed: true })
})

test('a stream ends with its access token, and with the gateway', { skip: noRedis }, async (t) => {
  const { connect, world } = await stage(t)
  const short = await connect(anyAccount(), { expires: '1 s' })
  const long = await connect(anyAccount())
  assert.deepEqual(await short.next('end'), { reason: 'TOKEN_EXPIRED' })
  await short.over
  const began = performance.now()
  await world.gateway.stop()
  assert.deepEqual(await long.next('end'), { reason: 'RESTARTING' })
  assert.ok(performance.now() - began < 2_000)
})

test('streams are bounded, for one viewer and for all', { skip: noRedis }, async (t) => {
  const { connect } = await stage(t, { streams: 3, perViewer: 2 })
  const ann = anyAccount()
  const clients = [await connect(ann), await connect(ann)]
  await assert.rejects(connect(ann), /429 .*RATE_LIMITED/)
  await connect(anyAccount())
  await assert.rejects(connect(anyAccount()), /503 .*OVERLOADED/)
  for (const client of clients) client.close()
  for (;;) {
    const again = await connect(ann).catch(() => null)
    if (again) break
  }
})

test('only who is signed in is let in, and nobody where nothing can be told', async (t) => {
  const world = await toyWorld(t)
  assert.equal((await fetch(`${world.gateway.url}/live`)).status, 401)
  await assert.rejects(openLive(`${world.gateway.url}/live`, 'a.b.c'), /401 .*UNAUTHENTICATED/)
  await assert.rejects(connector(world)(anyAccount()), /503 .*SERVICE_UNAVAILABLE/)
})

test('a client that does not read is cut off; others go on', { skip: noRedis }, async (t) => {
  const { world, live, connect } = await stage(t, { bufferBytes: 10_000 })
  const [ann, ben] = [anyAccount(), anyAccount()]
  const authorization = `Bearer ${await world.keys.token({ sub: String(ann) })}`
  const asking = request(`${world.gateway.url}/live`, { headers: { authorization } }).end()
  asking.on('error', () => {})
  const [response] = await once(asking, 'response')
  response.on('error', () => {})
  response.pause()
  const reader = await connect(ben)
  await reader.next('state')
  // What the kernel holds for a client comes first: some MB.
  const long = { name: 'post', data: { id: 'x'.repeat(200_000), status: 'READY' } } as const
  while ((await world.metric('gateway_live_ended_total', { why: 'slow' })) === 0) live.tell(ann, long)
  live.tell(ben, ready)
  assert.deepEqual(await reader.next('post'), ready.data)
  asking.destroy()
})

test('a heartbeat is sent while nothing happens', { skip: noRedis }, async (t) => {
  const { world } = await stage(t, { heartbeatMs: 20 })
  const authorization = `Bearer ${await world.keys.token({ sub: String(anyAccount()) })}`
  const asking = request(`${world.gateway.url}/live`, { headers: { authorization } }).end()
  asking.on('error', () => {})
  const [response] = await once(asking, 'response')
  response.on('error', () => {})
  assert.equal(response.headers['content-type'], 'text/event-stream')
  assert.match(response.headers['cache-control'], /no-store/)
  let text = ''
  for await (const chunk of response) {
    text += chunk
    if (text.split(':still here').length > 3) break
  }
})

test('without Redis a client is told so, and again when changes are told', { skip: noServer }, async (t) => {
  const server = await startTestServer(t)
  const redis = await server.open()
  const world = await toyWorld(t, { redisUrl: server.url })
  const connect = connector(world)
  const [ann, ben] = [anyAccount(), anyAccount()]
  const client = await connect(ann)
  assert.deepEqual(await client.next('state'), { live: true, missed: false })
  await server.kill()
  assert.deepEqual(await client.next('state'), { live: false, missed: true })
  const late = await connect(ben)
  assert.deepEqual(await late.next('state'), { live: false, missed: false })
  createPublisher(redis).tell(ann, ready)
  assert.deepEqual(await createPublisher(redis).connected([ann]), [])
  await server.start()
  for (const each of [client, late]) assert.deepEqual(await each.next('state'), { live: true, missed: true })
  createPublisher(redis).tell(ann, ready)
  assert.deepEqual(await client.next('post'), ready.data)
})
