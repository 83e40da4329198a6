import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cdn } from '@halide/media/cdn/cdn.ts'
import { httpCache } from '@halide/media/cdn/http-cache.ts'
import { noVarnish, purgeSecret, startVarnish } from '@halide/media/cdn/test-varnish.ts'
import { serveMedia } from '@halide/media/create-media.ts'
import { deletePost } from '@halide/post/delete-post.ts'
import { restorePost } from '@halide/post/restore-post.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { fanOutPost } from '../fan-out-post/job.ts'
import { foldViews } from '../fold-views/job.ts'
import { prewarmPost } from '../prewarm-post/job.ts'
import { processPhoto } from '../process-photo/job.ts'
import { imagePathsOf, purgePost } from '../purge-post/job.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { makeViral } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('make-viral')
})
after(() => world.leave())

const run = (more: { cdn?: Cdn; viralViews?: number } = {}) => ({
  ...world.context,
  signal: new AbortController().signal,
  attempt: 1,
  ...more,
})
const jobsNamed = async (name: string) => (await world.queue()).filter((job) => job.name === name).length
const isViral = async (id: bigint) =>
  (await world.context.db.post.findUniqueOrThrow({ where: { id } })).viralAt !== null

/** A READY post of one photo, by an author of this reach. */
async function published(reach: 'FAN_OUT' | 'CELEBRITY') {
  const { db } = world.context
  const { postId, photoIds } = await world.post(await makePhoto())
  const { authorId } = await db.post.findUniqueOrThrow({ where: { id: postId } })
  await db.user.update({ where: { id: authorId }, data: { reach } })
  await processPhoto.run({ photoId: photoIds[0]! }, run())
  await db.$executeRaw`delete from graphile_worker._private_jobs`
  return { postId, photoId: photoIds[0]!, authorId }
}

test("a celebrity's post is made viral and its followers told on publication, another one is not", async () => {
  const [known, unknown] = [await published('CELEBRITY'), await published('FAN_OUT')]
  for (const { postId } of [known, known, unknown]) await fanOutPost.run({ postId }, run())
  assert.deepEqual([await jobsNamed('make_viral'), await jobsNamed('notify_followers')], [1, 1])
  for (let time = 0; time < 2; time += 1) await makeViral.run({ postId: known.postId }, run())
  assert.deepEqual([await isViral(known.postId), await isViral(unknown.postId)], [true, false])
})

test('a post is viral with more than so many views within five minutes, and not with fewer or older ones', async () => {
  const { db } = world.context
  const [many, few, old] = [await published('FAN_OUT'), await published('FAN_OUT'), await published('FAN_OUT')]
  const look = (postId: bigint, views: number, createdAt = new Date()) =>
    db.postViewBatch.createMany({ data: [1, views - 1].map((part) => ({ postId, views: part, createdAt })) })
  await look(many.postId, 101)
  await look(few.postId, 100)
  await look(old.postId, 1_000, new Date(Date.now() - 360_000))
  await foldViews.run({}, run({ viralViews: 100 }))
  const jobs = await db.$queryRaw<{ postId: string }[]>`
    select payload->>'postId' as "postId" from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'make_viral'`
  assert.ok(jobs.some(({ postId }) => postId === String(many.postId)))
  for (const { postId } of [few, old]) assert.ok(!jobs.some((job) => job.postId === String(postId)))
})

test('one that is viral is prewarmed once, again after a day or a return, and never while it is deleted', async () => {
  const { db } = world.context
  const { postId, authorId } = await published('CELEBRITY')
  const prewarmed = async () => {
    for (let time = 0; time < 2; time += 1) await makeViral.run({ postId }, run())
    const jobs = await jobsNamed('prewarm_post')
    await db.$executeRaw`delete from graphile_worker._private_jobs`
    return jobs
  }
  assert.deepEqual([await prewarmed(), await prewarmed()], [1, 0])
  await db.$executeRaw`update posts set viral_at = now() - interval '25 hours' where id = ${postId}`
  assert.equal(await prewarmed(), 1)
  await deletePost({ db, deletedPostDays: 30 }, authorId, postId)
  assert.deepEqual([await prewarmed(), await isViral(postId)], [0, false])
  await restorePost({ db }, postId)
  assert.equal(await prewarmed(), 1)
})

test('after a prewarming every image comes from the cache in every variant, and after its deletion none', {
  skip: noVarnish,
}, async (t) => {
  const { db, store, log } = world.context
  const registry = createRegistry('media')
  const uploadSecret = 'a secret of the tests, long enough'
  const limits = { visibilityTtlMs: 50 }
  const media = await serveMedia({ db, store, log, registry, uploadSecret, limits }, { host: '127.0.0.1', port: 0 })
  t.after(() => media.stop())
  const varnish = await startVarnish(media.url)
  t.after(() => varnish.stop())
  const cdn = httpCache({ url: varnish.url, secret: purgeSecret })
  const { postId, photoId, authorId } = await published('CELEBRITY')
  const lookAtAll = async () => {
    const answers = imagePathsOf(photoId, 1).flatMap((path) =>
      ['image/avif,image/webp,*/*;q=0.8', 'image/webp,*/*', '*/*'].map(async (accept) => {
        const response = await fetch(varnish.url + path, { headers: { accept } })
        await response.arrayBuffer()
        return response.status
      }),
    )
    return new Set(await Promise.all(answers))
  }
  const asked = async () =>
    [...(await registry.metrics()).matchAll(/^halide_images_total\{.*\} (\d+)$/gm)].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    )
  await prewarmPost.run({ postId }, run({ cdn }))
  const before = await asked()
  assert.ok(before >= 12)
  assert.deepEqual(await lookAtAll(), new Set([200]))
  assert.equal(await asked(), before)

  await deletePost({ db, deletedPostDays: 30 }, authorId, postId)
  await until(async () => {
    await sleep(100)
    await purgePost.run({ postId }, run({ cdn }))
    return (await lookAtAll()).has(404)
  })
  assert.deepEqual(await lookAtAll(), new Set([404]))
})
