import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import type { FastifyInstance } from 'fastify'
import { createMedia } from './create-media.ts'
import { metricOf, openTestDoor, publishPhoto, type TestDoor, until, uploadSecret } from './test-door.ts'

const visibilityTtlMs = 1_000

let door: TestDoor
let app: FastifyInstance
let url: string
let routed = 0
before(async () => {
  door = await openTestDoor()
  const { database, store } = door
  const log = createLogger('media', 'silent')
  app = await createMedia({
    db: database.db,
    store,
    log,
    uploadSecret,
    registry: createRegistry('media'),
    limits: { visibilityTtlMs },
  })
  app.addHook('onRequest', async () => {
    routed += 1
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
after(async () => {
  await app.close()
  await door.close()
})

interface Answer {
  status: number
  headers: Record<string, string>
  bytes: Buffer
  /** Whether a route has given it. */
  isRouted: boolean
}

async function ask(address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const before = routed
  const response = await fetch(address.replace(door.url, url), { method, headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: Object.fromEntries(response.headers), bytes, isRouted: routed > before }
}

test('what was just answered is answered again in the same words, without a route', async () => {
  const { address, bytes } = await publishPhoto(door)
  const [first, second] = [await ask(address('JPEG')), await ask(address('JPEG'))]
  assert.deepEqual([first.isRouted, second.isRouted], [true, false])
  assert.deepEqual([second.status, second.bytes], [200, bytes.JPEG])
  const { 'x-request-id': firstId, ...said } = first.headers
  const { 'x-request-id': secondId, ...saidAgain } = second.headers
  assert.deepEqual(saidAgain, { ...said, date: saidAgain.date })
  assert.ok(secondId && secondId !== firstId)
  await until(async () => (await metricOf({ ...door, url }, 'halide_images_total', { outcome: 'whole' })) === 2)
})

test('a part, a condition and a HEAD are for the route', async () => {
  const { address, bytes } = await publishPhoto(door)
  for (let time = 0; time < 2; time += 1) await ask(address('WEBP'))
  const { headers } = await ask(address('WEBP'))
  const part = await ask(address('WEBP'), { range: 'bytes=1-2' })
  assert.deepEqual([part.status, part.bytes], [206, bytes.WEBP.subarray(1, 3)])
  assert.equal((await ask(address('WEBP'), { 'if-none-match': headers.etag! })).status, 304)
  assert.equal((await ask(address('WEBP'), {}, 'HEAD')).bytes.length, 0)
})

test('at the negotiated address each Accept has its own', async () => {
  const { address, bytes } = await publishPhoto(door)
  for (const isRouted of [true, false])
    for (const [accept, format] of [
      ['image/avif', 'AVIF'],
      ['image/webp', 'WEBP'],
    ] as const) {
      const answer = await ask(address(null), { accept })
      assert.deepEqual([answer.bytes, answer.headers.vary, answer.isRouted], [bytes[format], 'Accept', isRouted])
    }
})

test('a deleted post shows no image when its visibility is to be asked for again', async () => {
  const { postId, address } = await publishPhoto(door)
  const asked = performance.now()
  for (const isRouted of [true, false]) assert.equal((await ask(address('JPEG'))).isRouted, isRouted)
  await door.database.db.post.update({ where: { id: postId }, data: { deletedAt: new Date() } })
  // Asking meanwhile does not make it last longer.
  while (performance.now() < asked + visibilityTtlMs + 100) {
    await ask(address('JPEG'))
    await sleep(20)
  }
  assert.equal((await ask(address('JPEG'))).status, 404)
})
