import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openCountedDb } from '@halide/prisma/count-statements.ts'
import { createFindRenditions } from './find-renditions.ts'
import { openTestDoor, publishPhoto } from './test-door.ts'

test('images that were just public stay so while Postgres is down', async (t) => {
  const door = await openTestDoor()
  t.after(() => door.close())
  const { photoId } = await publishPhoto(door)
  const find = createFindRenditions(door.database.db, 10)
  const image = { photoId, edition: 1, size: 'LARGE', audience: 'everyone' } as const
  const found = await find(image)
  assert.deepEqual([...found!.byFormat.keys()].sort(), ['AVIF', 'JPEG', 'WEBP'])
  await door.database.db.$executeRaw`alter table renditions rename to taken_away`
  await sleep(30)
  assert.deepEqual(await find(image), found)
  await assert.rejects(find({ ...image, size: 'MEDIUM' }))
})

test('misses of one image at a time cost one statement', async (t) => {
  const door = await openTestDoor()
  t.after(() => door.close())
  const { photoId } = await publishPhoto(door)
  const { db, during } = openCountedDb(door.database.url)
  t.after(() => db.$disconnect())
  const find = createFindRenditions(db, 60_000)
  const image = { photoId, edition: 1, size: 'LARGE', audience: 'everyone' } as const
  const statements = await during(async () => {
    await Promise.all(Array.from({ length: 50 }, () => find(image)))
    await find(image)
  })
  assert.equal(statements.length, 1)
})
