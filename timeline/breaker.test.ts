import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@halide/telemetry/log.ts'
import { createBreaker } from './breaker.ts'
import { noServer, startTestServer } from './test-server.ts'

test('whoever looks at a Redis that failed sees it come back, though nobody reads', {
  skip: noServer,
  timeout: 30_000,
}, async (t) => {
  const server = await startTestServer(t)
  const redis = await server.open()
  let looksUsable = () => true
  const metrics = {
    redisFailed() {},
    watchRedis(usable: () => boolean) {
      looksUsable = usable
    },
  }
  const breaker = createBreaker(redis, metrics, createLogger('test', 'silent'))
  await server.kill()
  for (let read = 0; read < 3; read++) {
    assert.ok(looksUsable())
    await redis.ping().catch(breaker.failed)
  }
  assert.equal(looksUsable(), false)
  await sleep(1_500)
  assert.equal(looksUsable(), false)
  await server.start()
  while (!looksUsable()) await sleep(50)
})
