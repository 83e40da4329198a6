import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, type TestContext, test } from 'node:test'
import type { Cdn } from '@halide/media/cdn/cdn.ts'
import { noCdn } from '@halide/media/cdn/cdn.ts'
import { deletePost } from '@halide/post/delete-post.ts'
import { hardDeletePost } from './hard-delete-posts/hard-delete-post.ts'
import { hardDeletePosts } from './hard-delete-posts/job.ts'
import { purgeAgainAfterMs, purgePost } from './purge-post/job.ts'
import { sweepObjects } from './sweep-objects/job.ts'
import { sweepUploads } from './sweep-uploads/job.ts'
import { enterJobWorld, type JobWorld, makePhoto } from './test-world.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('wrong-clock')
})
after(() => world.leave())

const day = 86_400_000
const run = () => ({ ...world.context, signal: new AbortController().signal, attempt: 1 })
const clockIs = (t: TestContext, aheadMs: number) => t.mock.timers.enable({ apis: ['Date'], now: Date.now() + aheadMs })

async function deletedPost() {
  const { postId } = await world.post(await makePhoto())
  const { authorId } = await world.context.db.post.findUniqueOrThrow({ where: { id: postId } })
  assert.ok(await deletePost({ db: world.context.db, deletedPostDays: 30 }, authorId, postId))
  return postId
}

test('a worker whose clock runs ahead by a year destroys nothing before its time', async (t) => {
  const { db, store } = world.context
  const postId = await deletedPost()
  const bytes = Buffer.from('begun')
  const object = { contentType: 'image/webp', md5: createHash('md5').update(bytes).digest() }
  await store.stage('begun', bytes, object)
  const [made] = await db.$queryRaw<[{ id: bigint }]>`select next_id() as id`
  const upload = { id: made.id, userId: 1n, postId: 2n, byteSize: 5, objectKey: 'begun', expiresAt: new Date() }
  await db.upload.create({ data: { ...upload, ...object } })

  clockIs(t, 365 * day)
  await hardDeletePosts.run({}, run())
  await hardDeletePost.run({ postId }, run())
  await sweepUploads.run({}, run())
  await sweepObjects.run({}, run())

  assert.equal(await db.post.count({ where: { id: postId } }), 1)
  assert.equal(await db.upload.count({ where: { id: upload.id } }), 1)
  assert.equal((await db.storedObject.findUniqueOrThrow({ where: { key: 'begun' } })).state, 'PENDING')
  assert.ok(!(await world.queue()).some(({ name }) => name === hardDeletePost.name))
})

for (const [which, aheadMs] of [
  ['ahead', day],
  ['behind', -day],
] as const) {
  test(`with clocks ${which} by a day, a deleted post is purged as often and as late as with good ones`, async (t) => {
    clockIs(t, aheadMs)
    const postId = await deletedPost()
    const cdn: Cdn = { ...noCdn, kind: 'http-cache' }
    await purgePost.run({ postId }, { ...run(), cdn })
    const [next] = await world.context.db.$queryRaw<{ ms: number }[]>`
      select (extract(epoch from run_at - now()) * 1000)::float8 as ms from graphile_worker.jobs
      where task_identifier = ${purgePost.name} and key = ${`${purgePost.name}:${postId}`}`
    assert.ok(next!.ms > 0 && next!.ms <= purgeAgainAfterMs[0]!, `purged again in ${next!.ms} ms`)
  })
}
