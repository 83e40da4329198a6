import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { openDb } from '@halide/prisma/client.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { serveMedia } from './create-media.ts'
import type { RefusalBody } from './refusals.ts'
import { issueUpload, openTestDoor, publishPhoto, put, uploadSecret } from './test-door.ts'

test('with the database gone the door refuses with 503, and is not ready', async (t) => {
  const door = await openTestDoor()
  t.after(() => door.close())
  const bytes = randomBytes(1000)
  const upload = await issueUpload(door, bytes)
  const { address } = await publishPhoto(door)

  const name = new URL(door.database.url).pathname.slice(1)
  const server = openDb({ url: door.database.url.replace(name, 'postgres'), maxConnections: 1 })
  await server.$executeRawUnsafe(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
  await server.$executeRawUnsafe(`alter database ${name} rename to ${name}_away`)
  const answers = [await put(upload.url, bytes), await fetch(address('JPEG'))]
  const ready = await fetch(`${door.url}/health/ready`)
  await server.$executeRawUnsafe(`alter database ${name}_away rename to ${name}`)
  await server.$disconnect()

  for (const answer of answers) {
    const { error } = (await answer.json()) as RefusalBody
    assert.deepEqual([answer.status, error.code, answer.headers.get('retry-after')], [503, 'DATABASE_UNAVAILABLE', '2'])
  }
  assert.equal(ready.status, 503)
  assert.equal((await put(upload.url, bytes)).status, 201)
})

test('with every connection taken the door refuses with 503 at once', async (t) => {
  const door = await openTestDoor()
  const db = openDb({ url: door.database.url, maxConnections: 1, exhaustedAfterMs: 100 })
  const [registry, log] = [createRegistry('media'), createLogger('media', 'silent')]
  const deps = { db, store: door.store, registry, log, uploadSecret }
  const busy = await serveMedia(deps, { host: '127.0.0.1', port: 0 })
  t.after(async () => {
    await busy.stop()
    await db.$disconnect()
    await door.close()
  })
  const bytes = randomBytes(1000)
  const upload = await issueUpload(door, bytes)
  const { address } = await publishPhoto(door)
  const there = (url: string) => url.replace(door.url, busy.url)
  const image = await fetch(there(address('JPEG')))
  assert.equal(image.status, 200)
  await image.arrayBuffer()
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1`
    for (const answer of [await put(there(upload.url), bytes), await put(there(upload.url), bytes)]) {
      const { error } = (await answer.json()) as RefusalBody
      assert.deepEqual([answer.status, error.code, answer.headers.get('retry-after')], [503, 'OVERLOADED', '2'])
    }
  })
})

test('what lies in one region only is served when that region is back', async (t) => {
  const door = await openTestDoor({ storageGraceMs: 60_000 })
  t.after(() => door.close())
  const { address, bytes } = await publishPhoto(door)
  await door.primary.stop()
  const asked = Promise.withResolvers<void>()
  const answer = fetch(address('JPEG')).then((response) => response.arrayBuffer())
  setTimeout(asked.resolve, 1_000)
  assert.equal(await Promise.race([answer, asked.promise]), undefined)
  await door.primary.start()
  assert.ok(Buffer.from(await answer).equals(bytes.JPEG))
})

test('an address that cannot be decoded is refused like any unknown one', async (t) => {
  const door = await openTestDoor()
  t.after(() => door.close())
  for (const path of ['/photos/%ZZ', '/uploads/%E0%A4%A', `/uploads/${'x'.repeat(5_000)}`]) {
    const response = await fetch(door.url + path, {
      method: 'PUT',
      body: 'x',
      headers: { 'content-type': 'image/jpeg' },
    })
    assert.deepEqual([response.status, ((await response.json()) as RefusalBody).error.code], [404, 'NOT_FOUND'], path)
  }
})
