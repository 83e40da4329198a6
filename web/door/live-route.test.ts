import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toyWorld } from '@halide/gateway/testing/toy-world.ts'
import { createPublisher } from '@halide/live/publish.ts'
import { openLive } from '@halide/local/live-client.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { noRedis, openTestRedis } from '@halide/timeline/test-redis.ts'
import { createDoor } from './create-door.ts'

const [ann, ben] = [7n, 8n]

test('the door passes the gateway’s stream on, ends it with either side, and with itself', {
  skip: noRedis,
}, async (t) => {
  const { gateway, keys } = await toyWorld(t, { redisUrl: process.env.TEST_REDIS_URL! })
  const door = await createDoor({
    host: '127.0.0.1',
    port: 0,
    gatewayUrl: gateway.url,
    mediaUrl: gateway.url,
    trustedProxies: [],
    app: { files: new Map(), script: '', style: '', preloads: [] },
    registry: createRegistry('web'),
    log: createLogger('web', 'silent'),
  })
  const { redis, close } = openTestRedis()
  t.after(close)
  const live = createPublisher(redis)
  const open = async (userId: bigint) => openLive(`${door.url}/live`, await keys.token({ sub: String(userId) }))

  await assert.rejects(openLive(`${door.url}/live`, 'no token'), /401 .*UNAUTHENTICATED/)
  const [left, kept] = [await open(ann), await open(ben)]
  for (const client of [left, kept]) assert.deepEqual(await client.next('state'), { live: true, missed: false })
  live.tell(ann, { name: 'notifications', data: {} })
  assert.deepEqual(await left.next('notifications'), {})
  left.close()
  while ((await live.connected([ann])).length > 0) await new Promise(setImmediate)
  assert.deepEqual(await live.connected([ben]), [ben])
  assert.deepEqual(kept.waiting(), [])
  const began = performance.now()
  await door.stop()
  await kept.over
  assert.ok(performance.now() - began < 2_000)
})
