import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { calm } from '@halide/prisma/load.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { createPost } from './create-post.ts'
import { createPostMutation, enterPostWorld, idOf, md5, type PostWorld } from './test-world.ts'

let world: PostWorld
let ann: bigint
before(async () => {
  world = await enterPostWorld()
  ann = await world.person()
})
after(() => world.database.drop())

const photos = (...uploads: { id: string }[]) => uploads.map(({ id }) => ({ uploadId: id }))
const rows = async () => {
  const { post, photo } = world.deps.db
  return [await post.count(), await photo.count(), (await world.queue()).length]
}
const statusOf = async ({ id }: { id: string }) =>
  (await world.deps.db.upload.findUniqueOrThrow({ where: { id: idOf(id) } })).status

async function expectErrors(input: object, ...expected: { code: string; field: string[] }[]) {
  const before = await rows()
  const { post, userErrors } = await world.createPost(ann, input)
  assert.equal(post, null)
  assert.deepEqual(userErrors, expected)
  assert.deepEqual(await rows(), before)
}
const about = (code: string, index: number, of = 'uploadId') => ({ code, field: ['photos', String(index), of] })

test('a post answers PROCESSING with the reserved id, its photos in order, and a job for each', async () => {
  const first = await world.stored(ann)
  const second = await world.stored(ann, { postId: first.postId })
  const { post, userErrors } = await world.createPost(ann, {
    caption: 'two of them',
    photos: [
      { uploadId: second.id, altText: 'the second', filter: 'MOON' },
      { uploadId: first.id, altText: 'the first' },
    ],
  })
  assert.deepEqual(userErrors, [])
  assert.equal(post.id, first.postId)
  assert.deepEqual([post.status, post.caption, post.author.id], ['PROCESSING', 'two of them', encodeId('user', ann)])
  assert.deepEqual(
    post.photos.map(({ altText, filter, image }: Record<string, unknown>) => [altText, filter, image]),
    [
      ['the second', 'MOON', null],
      ['the first', null, null],
    ],
  )
  assert.deepEqual(await world.queue(), ['process_photo', 'process_photo'])
  assert.deepEqual([await statusOf(first), await statusOf(second)], ['USED', 'USED'])
})

test('a transaction that fails at its last step leaves no post, no photo, no job and the upload as it was', async () => {
  const upload = await world.stored(ann)
  const before = await rows()
  const { db } = world.database
  await db.$executeRawUnsafe(`
    create function refuse_job() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
    create trigger refuse_job before insert on graphile_worker._private_jobs for each row execute function refuse_job()`)
  await assert.rejects(createPost(world.deps, ann, { photos: photos(upload) as [], caption: '' }), /the disk is full/)
  await db.$executeRawUnsafe('drop function refuse_job cascade')
  assert.deepEqual(await rows(), before)
  assert.equal(await statusOf(upload), 'STORED')
})

test('the same idempotency key answers the first post, also when asked ten times at once', async () => {
  const upload = await world.stored(ann)
  const [posts] = await rows()
  const input = { photos: photos(upload), idempotencyKey: 'once' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => world.createPost(ann, input)))
  assert.deepEqual(new Set(answers.map(({ post }) => post?.id)), new Set([upload.postId]))
  const other = await world.createPost(ann, { photos: photos(await world.stored(ann)), idempotencyKey: 'once' })
  assert.equal(other.post.id, upload.postId)
  assert.equal((await rows())[0], posts! + 1)
})

test('without a key, an upload makes one post however often it is tried at once', async () => {
  const upload = await world.stored(ann)
  const answers = await Promise.all(Array.from({ length: 5 }, () => world.createPost(ann, { photos: photos(upload) })))
  assert.equal(answers.filter(({ post }) => post).length, 1)
  assert.deepEqual(
    answers.flatMap(({ userErrors }) => userErrors),
    Array.from({ length: 4 }, () => about('UPLOAD_USED', 0)),
  )
})

test('uploads that are unknown, foreign, without bytes, used or named twice are each pointed at', async () => {
  const [good, used, issued, foreign] = [
    await world.stored(ann),
    await world.stored(ann),
    await world.stored(ann),
    await world.stored(await world.person()),
  ]
  await world.createPost(ann, { photos: photos(used) })
  await world.deps.db.upload.update({ where: { id: idOf(issued.id) }, data: { status: 'ISSUED' } })
  await expectErrors(
    { photos: photos(good, used, issued, foreign, { id: 'upload_1' }) },
    about('UPLOAD_USED', 1),
    about('UPLOAD_NOT_STORED', 2),
    about('UPLOAD_NOT_FOUND', 3),
    about('UPLOAD_NOT_FOUND', 4),
  )
  await expectErrors({ photos: photos(good, good, { id: 'x' }) }, about('INVALID', 1), about('UPLOAD_NOT_FOUND', 2))
  assert.equal(await statusOf(good), 'STORED')
})

test('an upload whose reserved post was made without it belongs to that post', async () => {
  const first = await world.stored(ann)
  const late = await world.stored(ann, { postId: first.postId })
  await world.createPost(ann, { photos: photos(first) })
  await expectErrors({ photos: photos(late) }, about('UPLOAD_USED', 0))
})

test('1 to 10 photos, and texts that are counted as people count', async () => {
  await expectErrors({ photos: [] }, { code: 'INVALID', field: ['photos'] })
  const eleven = photos(...Array.from({ length: 11 }, (_, index) => ({ id: `upload_${index + 1}` })))
  await expectErrors({ photos: eleven }, { code: 'INVALID', field: ['photos'] })
  const upload = await world.stored(ann)
  await expectErrors({ photos: photos(upload), caption: '🌻'.repeat(2_201) }, { code: 'INVALID', field: ['caption'] })
  await expectErrors({ photos: photos(upload), caption: 'a\0b' }, { code: 'INVALID', field: ['caption'] })
  const altText = 'x'.repeat(1_001)
  await expectErrors({ photos: [{ uploadId: upload.id, altText }] }, about('INVALID', 0, 'altText'))
  const caption = '🌻'.repeat(2_200)
  assert.equal((await world.createPost(ann, { photos: photos(upload), caption })).post.caption, caption)
})

test('nobody signed in posts nothing', async () => {
  assert.deepEqual(await world.refused(null, createPostMutation, { input: { photos: [] } }), ['UNAUTHENTICATED'])
})

test('the token of an account that is deleted or suspended makes nothing more', async () => {
  const { db } = world.deps
  for (const end of [{ deletedAt: new Date() }, { suspendedAt: new Date() }]) {
    const leaver = await world.person()
    const [upload, other] = [await world.stored(leaver), await world.stored(leaver)]
    const queued = await world.queue()
    await world.database.db.user.update({ where: { id: leaver }, data: end })
    const refused = async (field: string, type: string, input: object) => {
      const query = `mutation ($input: ${type}!) { ${field}(input: $input) { userErrors { code } } }`
      assert.deepEqual(await world.refused(leaver, query, { input }), ['UNAUTHENTICATED'], field)
    }
    await refused('createUpload', 'CreateUploadInput', { byteSize: 7, contentType: 'image/jpeg', md5 })
    await refused('createPost', 'CreatePostInput', { photos: photos(upload), caption: '' })
    await refused('createStory', 'CreateStoryInput', { photo: { uploadId: other.id } })
    await refused('setAvatar', 'SetAvatarInput', { uploadId: other.id })
    await refused('followHashtag', 'FollowHashtagInput', { name: 'harbour' })
    assert.deepEqual(await world.queue(), queued)
    assert.equal(await db.upload.count({ where: { userId: leaver } }), 2)
    assert.equal(await db.post.count({ where: { authorId: leaver } }), 0)
  }
})

test('under critical load a post is accepted, says when it will be ready, and its photos wait for minutes', async () => {
  const { load } = world.deps
  world.deps.load = { now: async () => ({ ...calm, level: 'CRITICAL' }) }
  const upload = await world.stored(ann)
  const { post } = await world.createPost(ann, { photos: photos(upload) })
  world.deps.load = load
  const { notice } = (await world.ask(ann, 'query ($id: ID!) { post(id: $id) { notice } }', { id: post.id })).post
  assert.equal(post.status, 'PROCESSING')
  assert.match(notice, /^Your photo will be ready in a few minutes/)
  const [job] = await world.deps.db.$queryRaw<{ seconds: number }[]>`
    select extract(epoch from run_at - now())::float8 as seconds from graphile_worker.jobs order by id desc limit 1`
  assert.ok(job!.seconds > 115 && job!.seconds < 300, `${job!.seconds} s`)
})

test('of a photo without MEDIUM that size is answered by LARGE', async () => {
  const id = await world.published(ann)
  await world.deps.db.$executeRaw`delete from renditions where size = 'MEDIUM'`
  const query = 'query ($id: ID!) { post(id: $id) { photos { image(size: MEDIUM) { url width } } } }'
  const [photo] = (await world.ask(ann, query, { id })).post.photos
  assert.equal(photo.image.width, 1080)
  assert.match(photo.image.url, /\/large$/)
})
