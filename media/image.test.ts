import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeId } from '@halide/schema/ids.ts'
import { md5Of } from '@halide/storage/test-stores.ts'
import { metricOf, openTestDoor, publishPhoto, type TestDoor, type TestPhoto, until } from './test-door.ts'

const visibilityTtlMs = 100

let door: TestDoor
let photo: TestPhoto
before(async () => {
  door = await openTestDoor({ visibilityTtlMs })
  photo = await publishPhoto(door)
})
after(() => door.close())

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
const get = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(address, { method, headers })

test('each format has its own address, with everything a cache needs', async () => {
  for (const [format, type] of [
    ['AVIF', 'image/avif'],
    ['WEBP', 'image/webp'],
    ['JPEG', 'image/jpeg'],
  ] as const) {
    const response = await get(photo.address(format), { accept: 'image/webp' })
    assert.equal(response.status, 200)
    assert.deepEqual(
      [
        'content-type',
        'content-length',
        'etag',
        'cache-control',
        'accept-ranges',
        'vary',
        'x-content-type-options',
      ].map((name) => response.headers.get(name)),
      [
        type,
        String(photo.bytes[format].length),
        `"${md5Of(photo.bytes[format]).toString('hex')}"`,
        'public, max-age=31536000, immutable',
        'bytes',
        null,
        'nosniff',
      ],
    )
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin')
    assert.equal(response.headers.get('timing-allow-origin'), '*')
    assert.deepEqual(await bytesOf(response), photo.bytes[format])
  }
})

test('the negotiated address answers the best format that Accept allows, and varies by it', async () => {
  for (const [accept, type] of [
    ['image/avif,image/webp,*/*', 'image/avif'],
    ['image/webp,*/*', 'image/webp'],
    ['*/*', 'image/jpeg'],
  ] as const) {
    const response = await get(photo.address(null), { accept })
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, type])
    assert.equal(response.headers.get('vary'), 'Accept')
    await response.body?.cancel()
  }
})

test('HEAD answers as GET does, without the bytes', async () => {
  const names = ['content-type', 'content-length', 'etag', 'cache-control', 'vary', 'accept-ranges']
  for (const format of ['AVIF', null] as const) {
    const [head, whole] = [await get(photo.address(format), {}, 'HEAD'), await get(photo.address(format))]
    assert.equal(head.status, 200)
    for (const name of names) assert.equal(head.headers.get(name), whole.headers.get(name), name)
    assert.equal((await bytesOf(head)).length, 0)
    await whole.body?.cancel()
  }
})

test('who knows the ETag hears 304 and no bytes', async () => {
  const address = photo.address('JPEG')
  const etag = (await get(address, {}, 'HEAD')).headers.get('etag')!
  for (const known of [etag, `"x", W/${etag}`, '*']) {
    const response = await get(address, { 'if-none-match': known })
    assert.deepEqual([response.status, response.headers.get('etag')], [304, etag])
    assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  }
  const changed = await get(address, { 'if-none-match': '"x"' })
  assert.equal(changed.status, 200)
  await changed.body?.cancel()
})

test('one range is answered with exactly its bytes', async () => {
  const whole = photo.bytes.WEBP
  const size = whole.length
  for (const [range, first, last] of [
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=29000-', 29_000, size - 1],
    ['bytes=-10', size - 10, size - 1],
    ['bytes=5-99999999', 5, size - 1],
  ] as const) {
    const response = await get(photo.address('WEBP'), { range })
    assert.equal(response.status, 206, range)
    assert.equal(response.headers.get('content-range'), `bytes ${first}-${last}/${size}`)
    assert.deepEqual(await bytesOf(response), whole.subarray(first, last + 1), range)
  }
})

test('a range past the end is 416; several, malformed or outdated ones get the whole', async () => {
  const address = photo.address('WEBP')
  const { length } = photo.bytes.WEBP
  for (const range of [`bytes=${length}-`, 'bytes=-0']) {
    const response = await get(address, { range })
    assert.deepEqual([response.status, response.headers.get('content-range')], [416, `bytes */${length}`])
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(response.headers.get('etag'), null)
  }
  for (const headers of [
    { range: 'bytes=0-1,4-5' },
    { range: 'bytes=9-1' },
    { range: 'bytes=0-1', 'if-range': '"old"' },
  ]) {
    const response = await get(address, headers)
    assert.deepEqual([response.status, (await bytesOf(response)).length], [200, length])
  }
})

test('what is no image is 404 and not kept', async () => {
  const missing = encodeId('photo', 99n)
  for (const path of [
    '/photos/photo_1/1/huge.jpg',
    `/photos/${missing}/1/large.jpg`,
    `/photos/${encodeId('photo', photo.photoId)}/2/large.jpg`,
    `/photos/${encodeId('photo', photo.photoId)}/1/medium`,
    `/photos/${encodeId('photo', photo.photoId)}/1/../../../etc/passwd`,
    '/nothing',
  ]) {
    const response = await get(door.url + path)
    assert.deepEqual([response.status, response.headers.get('cache-control')], [404, 'no-store'], path)
  }
})

test('a post that is not READY shows no image, and shows it at once when it is', async () => {
  const { postId, address } = await publishPhoto(door)
  const { post } = door.database.db
  await post.update({ where: { id: postId }, data: { status: 'PROCESSING' } })
  assert.equal((await get(address('JPEG'))).status, 404)
  await post.update({ where: { id: postId }, data: { status: 'READY' } })
  assert.equal((await get(address('JPEG'))).status, 200)
})

test('a deleted post shows no image once its visibility was asked for again', async () => {
  const { postId, address } = await publishPhoto(door)
  assert.equal((await get(address(null))).status, 200)
  await door.database.db.post.update({ where: { id: postId }, data: { deletedAt: new Date() } })
  await sleep(visibilityTtlMs + 50)
  for (const format of ['AVIF', null] as const) {
    const response = await get(address(format))
    assert.deepEqual([response.status, response.headers.get('cache-control')], [404, 'no-store'])
  }
})

test('an image that only the backup has, or while the primary is down, comes from the backup', async () => {
  const { bytes, key, address } = await publishPhoto(door)
  const { copyToBackup, deleteFromPrimary } = door
  await copyToBackup(key('JPEG'), bytes.JPEG)
  await deleteFromPrimary(key('JPEG'))
  assert.deepEqual(await bytesOf(await get(address('JPEG'))), bytes.JPEG)

  await copyToBackup(key('WEBP'), bytes.WEBP)
  await door.primary.stop()
  const whole = await get(address('WEBP'))
  const range = await get(address('WEBP'), { range: 'bytes=10-19' })
  const nowhere = await get(address('AVIF'))
  await door.primary.start()
  assert.deepEqual(await bytesOf(whole), bytes.WEBP)
  assert.deepEqual([range.status, await bytesOf(range)], [206, bytes.WEBP.subarray(10, 20)])
  assert.deepEqual([nowhere.status, nowhere.headers.get('cache-control')], [503, 'no-store'])
  assert.equal(nowhere.headers.get('etag'), null)
})

test('a client that goes away in the middle ends its answer and nothing else', async () => {
  const { address } = await publishPhoto(door, 8_000_000)
  const asking = request(address('JPEG')).end()
  const [response] = await once(asking, 'response')
  await once(response, 'data')
  asking.destroy()
  await until(async () => (await metricOf(door, 'halide_images_total', { outcome: 'broken_off' })) === 1)
  assert.equal((await get(address('JPEG'), { range: 'bytes=0-9' })).status, 206)
})

test('the door is ready while only the backup is lost, and says so', async () => {
  await door.backup.stop()
  const response = await get(`${door.url}/health/ready`)
  const { dependencies } = (await response.json()) as { dependencies: Record<string, { ok: boolean; detail: string }> }
  await door.backup.start()
  assert.equal(response.status, 200)
  assert.match(dependencies['s3.primary']!.detail, /^md5 ✓, conditional put ✓, .*storage classes ✓, breaker closed$/)
  assert.equal(dependencies['s3.backup']!.ok, false)
})
