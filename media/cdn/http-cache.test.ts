import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { metricOf, openTestDoor, publishPhoto, type TestDoor } from '../test-door.ts'
import { httpCache } from './http-cache.ts'
import { noVarnish, purgeSecret, startVarnish, type TestVarnish } from './test-varnish.ts'

const skip = noVarnish

let door: TestDoor
let varnish: TestVarnish
before(async () => {
  if (skip) return
  door = await openTestDoor({ visibilityTtlMs: 50 })
  varnish = await startVarnish(door.url)
})
after(async () => {
  await varnish?.stop()
  await door?.close()
})

async function answersOfDoor(): Promise<number> {
  const formats = ['avif', 'webp', 'jpeg'].map((format) =>
    metricOf(door, 'halide_images_total', { format, outcome: 'whole' }),
  )
  return (await Promise.all(formats)).reduce((sum, count) => sum + count)
}
const pathOf = (address: string) => address.slice(door.url.length)
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(varnish.url + path, { method, headers })
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers }
}

test('negotiated answers are kept apart; whatever query or cookie comes, the door is asked once for each', {
  skip,
}, async () => {
  const photo = await publishPhoto(door)
  const path = pathOf(photo.address(null))
  const before = await answersOfDoor()
  for (let time = 0; time < 3; time += 1) {
    for (const [accept, format] of [
      ['image/avif,*/*', 'AVIF'],
      ['image/webp,*/*', 'WEBP'],
      ['*/*', 'JPEG'],
    ] as const) {
      const { status, bytes } = await get(`${path}?${time}`, { accept, cookie: `visit=${time}` })
      assert.equal(status, 200)
      assert.ok(bytes.equals(photo.bytes[format]), format)
    }
  }
  assert.equal((await answersOfDoor()) - before, 3)
})

test('a purge takes every variant of a path, and nothing else, at once', { skip }, async () => {
  const [gone, kept] = [await publishPhoto(door), await publishPhoto(door)]
  const paths = [gone.address(null), gone.address('JPEG')].map(pathOf)
  const others = [kept.address(null), kept.address('JPEG')].map(pathOf)
  const accepts = ['image/avif', 'image/webp', '*/*']
  const all = async (which: string[]) => {
    for (const path of which) for (const accept of accepts) await get(path, { accept })
  }
  await all([...paths, ...others])
  await door.database.db.post.update({ where: { id: gone.postId }, data: { deletedAt: new Date() } })
  await new Promise((resolve) => setTimeout(resolve, 100))
  for (const accept of accepts) assert.equal((await get(paths[0]!, { accept })).status, 200, 'still in the cache')
  await httpCache({ url: varnish.url, secret: purgeSecret }).purge(paths)
  for (const path of paths) {
    for (const accept of accepts) assert.equal((await get(`${path}?again`, { accept })).status, 404)
  }
  const before = await answersOfDoor()
  await all(others)
  assert.equal(await answersOfDoor(), before)
})

test('with every door dead, what is in the cache is served on, and what was purged is not', { skip }, async (t) => {
  const dying = await openTestDoor()
  const cache = await startVarnish(dying.url)
  t.after(() => cache.stop())
  const [kept, gone] = [await publishPhoto(dying), await publishPhoto(dying)]
  const pathIn = (photo: typeof kept) => photo.address('JPEG').slice(dying.url.length)
  for (const photo of [kept, gone]) assert.equal((await fetch(cache.url + pathIn(photo))).status, 200)
  await dying.close()
  await httpCache({ url: cache.url, secret: purgeSecret }).purge([pathIn(gone)])
  const answer = await fetch(cache.url + pathIn(kept))
  assert.ok(Buffer.from(await answer.arrayBuffer()).equals(kept.bytes.JPEG))
  assert.equal((await fetch(cache.url + pathIn(gone))).status, 503)
})

for (const how of ['is dead', 'breaks off in the middle', 'answers 503'] as const) {
  test(`a door that ${how} costs no reader an image while the other one is well`, { skip }, async (t) => {
    const bad = await startBadDoor(how)
    t.after(() => bad.stop())
    const cache = await startVarnish(bad.url, door.url)
    t.after(() => cache.stop())
    for (let nth = 0; nth < 8; nth++) {
      const photo = await publishPhoto(door)
      const answer = await fetch(cache.url + pathOf(photo.address('JPEG')))
      assert.equal(answer.status, 200)
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(photo.bytes.JPEG))
    }
    if (how !== 'is dead') assert.ok(bad.asked() > 0, 'some of the images were asked of it')
  })
}

/** Alive, by its probe, but for images. */
async function startBadDoor(how: 'is dead' | 'breaks off in the middle' | 'answers 503') {
  let asked = 0
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/health')) return void response.end('ok')
    asked += 1
    if (how === 'answers 503') return void response.writeHead(503).end('not now')
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '100' })
    response.write('half', () => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  if (how === 'is dead') stop()
  return { url, stop, asked: () => asked }
}

test('nobody purges without the secret, and a purge that was refused is an error', { skip }, async () => {
  const photo = await publishPhoto(door)
  const path = pathOf(photo.address('JPEG'))
  await get(path)
  for (const headers of [{}, { 'x-purge-secret': '' }, { 'x-purge-secret': 'a guess' }] as Record<string, string>[]) {
    assert.equal((await get(path, headers, 'PURGE')).status, 403)
  }
  await assert.rejects(httpCache({ url: varnish.url, secret: 'a guess' }).purge([path]), /answered 403/)
  const before = await answersOfDoor()
  await get(path)
  assert.equal(await answersOfDoor(), before)
})

/** As browsers send it, and what the door answers to it. */
const browsers = [
  ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'AVIF'],
  ['image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', 'AVIF'],
  ['image/webp,image/avif,image/jxl,image/heic,image/heic-sequence,video/*;q=0.8,image/png,*/*;q=0.5', 'AVIF'],
  ['image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', 'WEBP'],
  ['image/png,image/svg+xml,image/*;q=0.8', 'JPEG'],
  ['*/*', 'JPEG'],
] as const

test('what was warmed ahead is served to every browser without asking the door', { skip }, async () => {
  const photo = await publishPhoto(door)
  const formats = ['AVIF', 'WEBP', 'JPEG'] as const
  const paths = [...formats, null].map((format) => pathOf(photo.address(format)))
  await httpCache({ url: varnish.url, secret: purgeSecret }).prewarm([...paths, '/photos/photo_1/1/large.jpg'])
  const before = await answersOfDoor()
  for (const format of formats) {
    for (const [accept] of browsers) {
      assert.ok((await get(pathOf(photo.address(format)), { accept })).bytes.equals(photo.bytes[format]))
    }
  }
  for (const [accept, format] of browsers) {
    assert.ok((await get(pathOf(photo.address(null)), { accept })).bytes.equals(photo.bytes[format]), accept)
  }
  assert.equal(await answersOfDoor(), before)
})

test('a browser that weighs formats is answered as it asked', { skip }, async () => {
  const photo = await publishPhoto(door)
  for (const [accept, format] of [
    ['image/avif;q=0.1,image/webp', 'WEBP'],
    ['image/avif;q=0,image/webp;q=0', 'JPEG'],
    ['image/avif ; q=1', 'AVIF'],
  ] as const) {
    assert.ok((await get(pathOf(photo.address(null)), { accept })).bytes.equals(photo.bytes[format]), accept)
  }
})
