import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { restorePost } from '@halide/post/restore-post.ts'
import { forgetPost } from '../forget-post/job.ts'
import { processPhoto } from '../process-photo/job.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { hardDeletePost } from './hard-delete-post.ts'
import { hardDeletePosts } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('hard-delete')
})
after(() => world.leave())

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const run = () => ({ ...world.context, signal: new AbortController().signal, attempt: 1 })

/** A READY post that somebody liked and commented on, deleted so many days ago. */
async function post(deletedAt: Date | null) {
  const { db } = world.context
  const { postId } = await world.post(await makePhoto(), await makePhoto())
  await until(() => db.post.count({ where: { id: postId, status: 'READY' } }), 30)
  await db.like.createMany({ data: [1n, 2n, 3n].map((userId) => ({ postId, userId })) })
  const { id: commentId } = await db.comment.create({ data: { postId, authorId: 1n, text: 'nice' } })
  await db.commentCounter.create({ data: { commentId, shard: 3, replies: 1 } })
  await db.commentMention.create({ data: { commentId, startOffset: 0, endOffset: 4, userId: 2n } })
  await db.closedComments.create({ data: { postId } })
  await db.postCounter.createMany({ data: [0, 1].map((shard) => ({ postId, shard, likes: 1, comments: 1 })) })
  await db.postViewBatch.create({ data: { postId, views: 4 } })
  const told = { kind: 'POST_PUBLISHED', subjectId: postId, postId } as const
  await db.notification.createMany({ data: [2n, 3n].map((userId) => ({ userId, ...told })) })
  await db.post.update({ where: { id: postId }, data: { deletedAt } })
  const photos = await db.photo.findMany({ where: { postId }, include: { renditions: true } })
  const keys = photos.flatMap(({ originalKey, renditions }) => [originalKey, ...renditions.map((r) => r.objectKey)])
  assert.equal(keys.length, 20)
  return {
    postId,
    commentId,
    keys,
    uploadIds: photos.map(({ uploadId }) => uploadId),
    photoIds: photos.map(({ id }) => id),
  }
}

/** What is left of a post: rows of each table, and objects with bytes. */
async function leftOf({ postId, commentId, keys, uploadIds, photoIds }: Awaited<ReturnType<typeof post>>) {
  const { db, store } = world.context
  const where = { postId }
  const rows = await Promise.all([
    db.post.count({ where: { id: postId } }),
    db.photo.count({ where }),
    db.rendition.count({ where: { photoId: { in: photoIds } } }),
    db.upload.count({ where: { id: { in: uploadIds } } }),
    db.like.count({ where }),
    db.comment.count({ where }),
    db.commentCounter.count({ where: { commentId } }),
    db.commentMention.count({ where: { commentId } }),
    db.closedComments.count({ where }),
    db.postCounter.count({ where }),
    db.postViewBatch.count({ where }),
    db.notification.count({ where }),
  ])
  const heads = await Promise.all(keys.map((key) => store.head(key)))
  return [...rows, heads.filter((head) => head !== null).length]
}
const nothing = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
const everything = [1, 2, 18, 2, 3, 1, 1, 1, 1, 2, 1, 2, 20]

test('thirty days after its deletion nothing is left of a post, and all of every other', async () => {
  const rendering = await world.work([processPhoto])
  const due = [await post(daysAgo(31)), await post(daysAgo(400))]
  const kept = [await post(daysAgo(29)), await post(null)]
  await rendering.stop()
  for (const each of [...due, ...kept]) assert.deepEqual(await leftOf(each), everything)
  // Reserved for a post that goes, used by none: sweep_uploads clears it, or another post is made of it.
  const { db } = world.context
  const spare = { userId: 1n, byteSize: 1, contentType: 'image/jpeg', md5: Buffer.alloc(16), expiresAt: new Date() }
  await db.upload.create({ data: { ...spare, postId: due[0]!.postId, objectKey: 'spare' } })

  for (let time = 0; time < 2; time += 1) await hardDeletePosts.run({}, run())
  await world.work([hardDeletePost, forgetPost])
  await until(async () => !(await world.queue()).some(({ name }) => /^(hard_delete|forget)_post$/.test(name)), 30)

  for (const each of due) assert.deepEqual(await leftOf(each), nothing)
  for (const each of kept) assert.deepEqual(await leftOf(each), everything)
  assert.equal(await db.upload.count({ where: { objectKey: 'spare' } }), 1)
  const gone = await db.storedObject.count({ where: { state: 'GONE' } })
  assert.equal(gone, 40)
  assert.equal(await restorePost({ db }, due[0]!.postId), false)
})

test('restored before its job comes, a post is not destroyed; nor are the likes of one that is there', async () => {
  const rendering = await world.work([processPhoto])
  const restored = await post(daysAgo(31))
  await rendering.stop()
  await restorePost({ db: world.context.db }, restored.postId)
  await hardDeletePost.run({ postId: restored.postId }, run())
  await forgetPost.run({ postId: restored.postId }, run())
  assert.deepEqual(await leftOf(restored), everything)
})
