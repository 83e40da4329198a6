import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { metricOf, openTestDoor, publishPhoto, type TestDoor } from './test-door.ts'

const visibilityTtlMs = 100

let door: TestDoor
before(async () => {
  door = await openTestDoor({ visibilityTtlMs, imageMemoryBytes: 100_000 })
})
after(() => door.close())

const gets = () =>
  metricOf(door, 'halide_storage_operations_total', { region: 'primary', operation: 'get', outcome: 'ok' })
const get = async (address: string, headers: Record<string, string> = {}) => {
  const response = await fetch(address, { headers })
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
}

test('an image is read from its region once, for all who ask for it or for a range of it', async () => {
  const { address, bytes } = await publishPhoto(door)
  const before = await gets()
  const whole = await Promise.all(Array.from({ length: 5 }, () => get(address('JPEG'))))
  for (const answer of [...whole, await get(address('JPEG'))]) assert.ok(answer.bytes.equals(bytes.JPEG))
  const range = await get(address('JPEG'), { range: 'bytes=100-199' })
  assert.deepEqual([range.status, range.bytes], [206, bytes.JPEG.subarray(100, 200)])
  assert.equal((await gets()) - before, 1)
})

test('of more images than memory is for, those asked for last are kept', async () => {
  const photos = [await publishPhoto(door), await publishPhoto(door)]
  const addresses = photos.flatMap(({ address }) => [address('AVIF'), address('WEBP'), address('JPEG')])
  for (const address of addresses) await get(address)
  const before = await gets()
  await get(addresses.at(-1)!)
  assert.equal((await gets()) - before, 0)
  await get(addresses[0]!)
  assert.equal((await gets()) - before, 1)
})

test('what is in memory is served to nobody who may not see it any more', async () => {
  const { postId, address } = await publishPhoto(door)
  assert.equal((await get(address('JPEG'))).status, 200)
  await door.database.db.post.update({ where: { id: postId }, data: { deletedAt: new Date() } })
  await sleep(visibilityTtlMs + 50)
  assert.equal((await get(address('JPEG'))).status, 404)
})

test('a damaged copy is never served: the backup has the image, or it is refused', async () => {
  const { key, address, bytes } = await publishPhoto(door, 31_000)
  await door.copyToBackup(key('JPEG'), bytes.JPEG)
  await door.primary.rot(bytes.JPEG.length, 10)
  assert.ok((await get(address('JPEG'))).bytes.equals(bytes.JPEG))
  await door.primary.rot(bytes.AVIF.length, 10)
  assert.equal((await get(address('AVIF'))).status, 503)
})

test('a large one is sent as it comes, and not kept', async () => {
  const { address, bytes } = await publishPhoto(door, 1_100_000)
  const before = await gets()
  for (let time = 0; time < 2; time += 1) assert.ok((await get(address('JPEG'))).bytes.equals(bytes.JPEG))
  assert.equal((await gets()) - before, 2)
})
