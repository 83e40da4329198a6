import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import sharp, { type Metadata } from 'sharp'
import { quickThaw, thereAndBack } from './cold-photo.ts'
import { type Collector, startCollector } from './collector.ts'
import { fetchImage, imagesOf } from './images.ts'
import { heicPhoto, phonePhoto, sidewaysPhoto, smallPhoto, tornPhoto } from './photos.ts'
import { until } from './until.ts'
import { startWorld, type World } from './world.ts'

// A photo's way from a phone to the screen of somebody who follows its author.

let world: World
let collector: Collector
before(async () => {
  collector = await startCollector()
  world = await startWorld({ env: { ...collector.env, ...quickThaw } })
})
after(async () => {
  await world?.stop()
  await collector?.stop()
})

const formatOf: Record<string, string> = { AVIF: 'heif', WEBP: 'webp', JPEG: 'jpeg' } // as sharp names what it reads
const edges: Record<string, number> = { LARGE: 1080, MEDIUM: 640, THUMBNAIL: 150 }

test(
  'an original goes to the archive in both regions, and comes back when its author asks for it',
  {
    timeout: 300_000,
  },
  () => thereAndBack(world),
)

test("a phone's photo goes from PUT to a follower's feed and to nine images", async (t) => {
  const clock = stopwatch((line) => t.diagnostic(line))
  const [ada, ben] = [await world.person('ada'), await world.person('ben')]
  await ben.follow(ada)
  assert.deepEqual((await ben.homeFeed()).ids, [])
  const photo = await phonePhoto()
  t.diagnostic(`${photo.name}: ${(photo.bytes.length / 1e6).toFixed(1)} MB`)
  const lap = clock()
  const { uploadId } = await ada.upload(photo)
  lap('createUpload and PUT, verified and stored')
  const input = { photos: [{ uploadId, altText: 'what the phone saw' }], caption: 'From the phone' }
  const { post } = await ada.mutate<{ post: { id: string; status: string } }>('createPost', input, 'post { id status }')
  assert.equal(post.status, 'PROCESSING')
  lap('createPost')
  assert.equal((await ada.processed(post.id)).status, 'READY')
  lap('nine renditions, READY')
  await until(async () => (await ben.homeFeed()).ids.includes(post.id))
  lap("in the follower's homeFeed")
  await assertOneTrace(t, ['mutation createPost', 'createPost', 'process_photo', 'fan_out_post', 'push into feeds'])
  const images = await imagesOf(ben, post.id)
  const upright = await sharp(photo.bytes).autoOrient().toBuffer({ resolveWithObject: true })
  for (const { size, format, url, width, height } of images) {
    const { status, bytes } = await fetchImage(url)
    assert.equal(status, 200, url)
    const seen = await sharp(bytes).metadata()
    assert.equal(seen.format, formatOf[format])
    assert.deepEqual([seen.width, seen.height], [width, height])
    const edge = edges[size]!
    const long = Math.min(edge, Math.max(upright.info.width, upright.info.height))
    assert.equal(Math.max(width, height), size === 'THUMBNAIL' ? edge : long)
    if (size !== 'THUMBNAIL') assert.ok(Math.abs(width / height - upright.info.width / upright.info.height) < 0.01)
    assertNothingTold(bytes, seen)
  }
  assert.equal(images.length, 9)
  lap('nine images fetched and looked at')
})

/** From the request to the feeds of followers, each caused by the one before it. */
async function assertOneTrace(t: TestContext, way: readonly string[]): Promise<void> {
  const end = await collector.span((span) => span.name === way.at(-1) && collector.wayTo(span)[0]?.name === way[0])
  const names = collector.wayTo(end).map(({ name }) => name)
  for (const line of collector.draw(end.traceId)) t.diagnostic(line)
  assert.deepEqual(
    names.filter((name) => way.includes(name)),
    way,
  )
  const requestIds = collector.trace(end.traceId).map((span) => span.attributes['halide.request_id'])
  assert.equal(new Set(requestIds.filter((id) => id !== undefined)).size, 1)
}

test('a photo taken sideways comes out upright, and tells no place', async () => {
  const ada = await world.person('ada')
  const photo = await sidewaysPhoto()
  assert.ok((await sharp(photo.bytes).metadata()).exif?.includes('Daguerre'))
  const { id } = await ada.post([photo])
  assert.equal((await ada.processed(id)).status, 'READY')
  const expected = await thumbnail(await sharp(photo.bytes).autoOrient().toBuffer())
  for (const { size, url } of await imagesOf(ada, id)) {
    const { bytes } = await fetchImage(url)
    assertNothingTold(bytes, await sharp(bytes).metadata())
    if (size !== 'THUMBNAIL')
      assert.ok(difference(expected, await thumbnail(bytes)) < 12, `${url} does not look as it should`)
  }
})

test('without a format in the address the best one that the client takes is sent', async () => {
  const ada = await world.person('ada')
  const { id } = await ada.post([await smallPhoto(5)])
  await ada.processed(id)
  type Data = { post: { photos: { image: { url: string } }[] } }
  const { post } = await ada.gql<Data>('query ($id: ID!) { post(id: $id) { photos { image { url } } } }', { id })
  const { url } = post.photos[0]!.image
  const types = ['image/avif,image/webp,*/*', 'image/webp,*/*;q=0.1', 'image/jpeg'].map(
    async (accept) => (await fetchImage(url, { accept })).type,
  )
  assert.deepEqual(await Promise.all(types), ['image/avif', 'image/webp', 'image/jpeg'])
})

test('HEIC, as phones send it, becomes images that every client reads', async (t) => {
  const ada = await world.person('ada')
  const photo = heicPhoto()
  t.diagnostic(`${photo.name}: ${(photo.bytes.length / 1e6).toFixed(2)} MB`)
  const { id } = await ada.post([photo])
  assert.deepEqual(await ada.processed(id), { status: 'READY', failure: null })
  for (const { format, url, width, height } of await imagesOf(ada, id)) {
    const seen = await sharp((await fetchImage(url)).bytes).metadata()
    assert.deepEqual([seen.format, seen.width, seen.height], [formatOf[format], width, height])
  }
})

test('a torn file ends FAILED with a reason that its author sees, and nobody else sees the post', async () => {
  const [ada, ben] = [await world.person('ada'), await world.person('ben')]
  await ben.follow(ada)
  const { id } = await ada.post([await tornPhoto()])
  const { status, failure } = await ada.processed(id)
  assert.equal(status, 'FAILED')
  assert.equal(failure?.code, 'CORRUPT_IMAGE')
  assert.ok(failure.message.length > 10)
  const { post } = await ben.gql<{ post: unknown }>('query ($id: ID!) { post(id: $id) { id } }', { id })
  assert.equal(post, null)
  assert.ok(!(await ben.homeFeed()).ids.includes(id))
})

function assertNothingTold(bytes: Buffer, { exif, xmp, iptc, orientation }: Metadata): void {
  assert.deepEqual(
    { exif, xmp, iptc, orientation },
    { exif: undefined, xmp: undefined, iptc: undefined, orientation: undefined },
  )
  for (const word of ['Exif\0', 'Daguerre', 'GPS']) assert.equal(bytes.indexOf(word), -1, `${word} in a served image`)
}

/** Eight by eight grey pixels: enough to tell a picture from itself turned. */
async function thumbnail(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).resize(8, 8, { fit: 'fill' }).greyscale().raw().toBuffer()
}

function difference(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length
}

function stopwatch(say: (line: string) => void) {
  return () => {
    const start = performance.now()
    let last = start
    return (what: string) => {
      const now = performance.now()
      say(`${(now - last).toFixed(0).padStart(6)} ms  ${what} (${(now - start).toFixed(0)} ms since the start)`)
      last = now
    }
  }
}
