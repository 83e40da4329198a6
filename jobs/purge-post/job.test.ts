import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { httpCache } from '@halide/media/cdn/http-cache.ts'
import { noVarnish, purgeSecret, startVarnish, type TestVarnish } from '@halide/media/cdn/test-varnish.ts'
import { serveMedia } from '@halide/media/create-media.ts'
import { deletePost } from '@halide/post/delete-post.ts'
import { imagePath } from '@halide/schema/image-paths.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { updateProfile } from '@halide/user/update-profile.ts'
import { processPhoto } from '../process-photo/job.ts'
import { purgeAuthor } from '../purge-author/job.ts'
import { retractPost } from '../retract-post/job.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { imagePathsOf, purgePost } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('purge-post')
})
after(() => world.leave())

test('every edition of a photo is purged at nine addresses of its formats and three negotiated ones', () => {
  const paths = imagePathsOf(77n, 2)
  assert.equal(new Set(paths).size, 24)
  assert.ok(paths.includes('/photos/photo_25/1/large'))
  assert.ok(paths.includes('/photos/photo_25/2/thumbnail.avif'))
})

type Hide = (post: { postId: bigint; authorId: bigint }) => Promise<unknown>

for (const [what, hide] of [
  [
    'its deletion',
    async ({ postId, authorId }) => {
      const receipt = await deletePost({ db: world.context.db, deletedPostDays: 30 }, authorId, postId)
      assert.equal(receipt?.cdn, 'PENDING')
    },
  ],
  ['its author went private', ({ authorId }) => updateProfile(world.context, authorId, { isPrivate: true })],
] satisfies [string, Hide][]) {
  test(
    `who looks at an image through the cache again and again sees 404 soon after ${what}`,
    {
      skip: noVarnish,
    },
    (t) => watchUntilGone(t, hide),
  )
}

async function watchUntilGone(t: TestContext, hide: Hide): Promise<void> {
  const { context } = world
  const { db, store, log } = context
  const uploadSecret = 'a secret of the tests, long enough'
  const deps = { db, store, log, registry: createRegistry('media'), uploadSecret }
  const media = await serveMedia(deps, { host: '127.0.0.1', port: 0 })
  t.after(() => media.stop())
  const varnish: TestVarnish = await startVarnish(media.url)
  t.after(() => varnish.stop())
  const { postId, photoIds } = await world.post(await makePhoto())
  const other = await world.post(await makePhoto())
  context.cdn = httpCache({ url: varnish.url, secret: purgeSecret })
  const working = await world.work([processPhoto, retractPost, purgePost, purgeAuthor])
  t.after(() => working.stop())
  const ready = (id: bigint) => until(() => db.post.count({ where: { id, status: 'READY' } }), 30)
  await Promise.all([ready(postId), ready(other.postId)])

  const look = async (photoId = photoIds[0]!) => {
    const path = imagePath({ photoId, edition: 1, size: 'LARGE', format: null })
    const response = await fetch(varnish.url + path, { headers: { accept: 'image/avif,*/*' } })
    await response.body?.cancel()
    return response
  }
  for (let time = 0; time < 5; time += 1) assert.equal((await look()).status, 200)
  await look(other.photoIds[0])
  const { authorId } = await db.post.findUniqueOrThrow({ where: { id: postId } })
  await hide({ postId, authorId })
  const start = performance.now()
  let seen = 0
  await until(async () => {
    await sleep(20)
    const { status } = await look()
    if (status === 200) seen += 1
    return status === 404
  }, 20)
  t.diagnostic(`404 ${((performance.now() - start) / 1_000).toFixed(1)} s after that; ${seen} looks saw it until then`)
  for (let time = 0; time < 20; time += 1) assert.equal((await look()).status, 404)
  const kept = await look(other.photoIds[0])
  assert.equal(kept.status, 200)
  assert.ok(Number(kept.headers.get('age')) >= 1, 'another post stays in the cache')
}
