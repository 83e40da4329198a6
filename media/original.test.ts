import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeId } from '@halide/schema/ids.ts'
import { originalAddress } from '@halide/schema/original-ticket.ts'
import { sealTicket } from '@halide/schema/upload-ticket.ts'
import { defaultAges, smallestBytes } from '@halide/storage/tiering/due.ts'
import { issueUpload, metricOf, openTestDoor, put, type TestDoor, until, uploadSecret } from './test-door.ts'

/** The test's server thaws within a second. */
const takesMs = 1_500
const bytes = randomBytes(smallestBytes)
const { signal } = new AbortController()

let door: TestDoor
before(async () => {
  door = await openTestDoor({}, { thaw: { days: 1, takesMs } })
})
after(() => door.close())

/** A post with one photo whose bytes came through the door. */
async function publish(): Promise<{ photoId: bigint; postId: bigint; objectKey: string; url: string }> {
  const upload = await issueUpload(door, bytes)
  assert.equal((await put(upload.url, bytes)).status, 201)
  const [photoId, postId] = [
    BigInt(`0x${randomBytes(7).toString('hex')}`),
    BigInt(`0x${randomBytes(7).toString('hex')}`),
  ]
  const photo = { id: photoId, ordinal: 0, uploadId: upload.id, originalKey: upload.objectKey, altText: '' }
  await door.database.db.post.create({ data: { id: postId, authorId: 1n, caption: '', photos: { create: photo } } })
  return { photoId, postId, objectKey: upload.objectKey, url: address(photoId) }
}

const address = (photoId: bigint, expiresAt = Date.now() + 60_000, secret = uploadSecret) =>
  door.url + originalAddress(photoId, expiresAt, secret)
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

async function refusal(url: string): Promise<[number, string]> {
  const response = await fetch(url)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  return [response.status, ((await response.json()) as { error: { code: string } }).error.code]
}

test('the holder of the ticket gets the file as it was uploaded, whole and in ranges, and no cache may keep it for others', async () => {
  const { url } = await publish()
  const whole = await fetch(url)
  assert.equal(whole.status, 200)
  const header = (name: string) => whole.headers.get(name)
  assert.deepEqual(
    ['content-type', 'content-length', 'cache-control', 'content-disposition', 'accept-ranges'].map(header),
    ['image/jpeg', String(bytes.length), 'private, no-cache', 'attachment', 'bytes'],
  )
  assert.deepEqual(await bytesOf(whole), bytes)
  const part = await fetch(url, { headers: { range: 'bytes=100-199' } })
  assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 100-199/${bytes.length}`])
  assert.deepEqual(await bytesOf(part), bytes.subarray(100, 200))
  assert.equal((await fetch(url, { headers: { 'if-none-match': header('etag')! } })).status, 304)
  assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('content-length'), String(bytes.length))
  await until(async () => (await metricOf(door, 'halide_originals_total', { outcome: 'range' })) === 1)
})

test('every ticket but its own is refused, and so is a deleted post', async () => {
  const [mine, other] = [await publish(), await publish()]
  const ticket = other.url.split('?')[1]
  const path = `${door.url}/originals/${encodeId('photo', mine.photoId)}`
  assert.deepEqual(await refusal(path), [403, 'TICKET_INVALID'])
  assert.deepEqual(await refusal(`${path}?${ticket}`), [403, 'TICKET_INVALID'])
  assert.deepEqual(await refusal(address(mine.photoId, Date.now() - 1)), [410, 'TICKET_EXPIRED'])
  assert.deepEqual(await refusal(address(mine.photoId, Date.now() + 60_000, `${uploadSecret}!`)), [
    403,
    'TICKET_INVALID',
  ])
  const uploads = sealTicket({ uploadId: mine.photoId.toString(), expiresAt: Date.now() + 60_000 }, uploadSecret)
  assert.deepEqual(await refusal(`${path}?ticket=${uploads}`), [403, 'TICKET_INVALID'])
  assert.deepEqual(await refusal(address(1n)), [404, 'IMAGE_NOT_FOUND'])
  await door.database.db.post.update({ where: { id: mine.postId }, data: { deletedAt: new Date() } })
  assert.deepEqual(await refusal(mine.url), [404, 'IMAGE_NOT_FOUND'])
})

test('an archived original says when to come back, and opens then', async () => {
  const { url, objectKey } = await publish()
  await door.store.replicate(signal)
  await door.database.db.$executeRaw`update objects set last_read_on = current_date - 200 where key = ${objectKey}`
  await door.store.tier({ ages: defaultAges, runForMs: 60_000, signal })
  for (let asks = 0; asks < 2; asks += 1) {
    const response = await fetch(url)
    assert.equal(response.headers.get('retry-after'), '2')
    assert.equal(response.headers.get('content-disposition'), null)
    assert.deepEqual(
      [response.status, ((await response.json()) as { error: { code: string } }).error.code],
      [503, 'RESTORING'],
    )
  }
  await sleep(takesMs)
  const response = await fetch(url)
  assert.equal(response.status, 200)
  assert.deepEqual(await bytesOf(response), bytes)
})
