import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { privateImagePath } from '@halide/schema/image-paths.ts'
import { sealImageTicket } from '@halide/schema/image-ticket.ts'
import { authorId, openTestDoor, publishPhoto, type TestDoor, type TestPhoto, uploadSecret } from './test-door.ts'

let door: TestDoor
before(async () => {
  // Longer than the test: nothing but the expiry itself ends what the door remembers.
  door = await openTestDoor({ visibilityTtlMs: 60_000 })
})
after(() => door.close())

async function publishStory(seconds: number | null): Promise<TestPhoto> {
  const photo = await publishPhoto(door)
  const { db } = door.database
  await db.$executeRaw`update posts set kind = 'STORY', position = null where id = ${photo.postId}`
  await db.$executeRaw`
    insert into stories (post_id, author_id, expires_at)
    values (${photo.postId}, ${authorId}, now() + ${seconds}::float8 * interval '1 second')`
  return photo
}

const look = async (address: string) => {
  const response = await fetch(address)
  await response.body?.cancel()
  return { status: response.status, cached: response.headers.get('cache-control') ?? '' }
}
const ticketed = ({ photoId }: TestPhoto) => {
  const image = { photoId, edition: 1, size: 'LARGE', format: 'JPEG' } as const
  return door.url + privateImagePath(image, sealImageTicket(photoId, uploadSecret))
}

test('an image of a story may be kept until the story expires', async () => {
  const { status, cached } = await look((await publishStory(86_400)).address('JPEG'))
  assert.equal(status, 200)
  const [, seconds] = /^public, max-age=(\d+)$/.exec(cached) ?? []
  assert.ok(Number(seconds) > 86_390 && Number(seconds) <= 86_400, cached)
})

test('a story that has expired shows no image, also where the door remembers it', async () => {
  const photo = await publishStory(0.5)
  assert.deepEqual(await look(photo.address('JPEG')), { status: 200, cached: 'public, max-age=0' })
  await sleep(550)
  assert.deepEqual(await look(photo.address('JPEG')), { status: 404, cached: 'no-store' })
  assert.equal((await look(ticketed(photo))).status, 404)
  assert.equal((await look((await publishStory(null)).address(null))).status, 404, 'not READY yet')
})

test('of a private account it is shown by ticket, for as long as ticket and story last', async () => {
  const photo = await publishStory(100)
  const { db } = door.database
  await db.user.update({ where: { id: authorId }, data: { privateSince: new Date() } })
  assert.equal((await look(photo.address('JPEG'))).status, 404)
  const { status, cached } = await look(ticketed(photo))
  const [, seconds] = /^private, max-age=(\d+)$/.exec(cached) ?? []
  assert.ok(status === 200 && Number(seconds) <= 100, cached)
  await db.user.update({ where: { id: authorId }, data: { privateSince: null } })
})
