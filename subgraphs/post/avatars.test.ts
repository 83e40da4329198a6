import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '@halide/schema/ids.ts'
import { enterPostWorld, idOf, type PostWorld, userRef } from './test-world.ts'

let world: PostWorld
before(async () => {
  world = await enterPostWorld()
})
after(() => world.database.drop())

const setMutation = `mutation ($input: SetAvatarInput!) {
  setAvatar(input: $input) { avatarUpdate { status failure { code } } userErrors { code field } } }`
const set = async (user: bigint, uploadId: string) =>
  (await world.ask(user, setMutation, { input: { uploadId } })).setAvatar
const codeOf = async (user: bigint, uploadId: string) => (await set(user, uploadId)).userErrors[0]?.code

const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User {
  avatar { url width height } small: avatar(size: SMALL) { url(format: WEBP) width } } } }`
const avatarsOf = async (viewer: bigint | null, ...users: bigint[]) =>
  (await world.ask(viewer, entities, { of: users.map(userRef) }))._entities

/** As process_avatar leaves it. */
async function ready(user: bigint): Promise<bigint> {
  const { db } = world.database
  const { id: uploadId } = await world.stored(user)
  await set(user, uploadId)
  const { id } = await db.avatar.findFirstOrThrow({ where: { userId: user }, orderBy: { id: 'desc' } })
  await db.$executeRaw`update avatars set status = 'READY' where id = ${id}`
  await db.$executeRaw`
    insert into avatar_renditions select ${id}, size, format, edge, edge, 1, '\\x00', concat_ws('/', ${id}::text, size, format)
    from (values ('LARGE', 320), ('SMALL', 64)) as s (size, edge), (values ('AVIF'), ('WEBP'), ('JPEG')) as f (format)`
  return id
}

test('an upload of one’s own that has arrived becomes a picture, and belongs to it', async () => {
  const [ann, ben] = [await world.person(), await world.person()]
  const { id } = await world.stored(ann)
  assert.equal(await codeOf(ben, id), 'UPLOAD_NOT_FOUND')
  assert.equal(await codeOf(ann, 'upload_nonsense!'), 'UPLOAD_NOT_FOUND')
  const input = { byteSize: 7, contentType: 'image/jpeg', md5: '0'.repeat(32) }
  const create = 'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id } } }'
  const { createUpload } = await world.ask(ann, create, { input })
  assert.equal(await codeOf(ann, createUpload.upload.id), 'UPLOAD_NOT_STORED')
  assert.deepEqual(await set(ann, id), { avatarUpdate: { status: 'PROCESSING', failure: null }, userErrors: [] })
  assert.deepEqual((await world.queue()).at(-1), 'process_avatar')
  assert.equal((await world.createPost(ann, { photos: [{ uploadId: id }] })).userErrors[0]?.code, 'UPLOAD_USED')
  const { id: ofPost } = await world.stored(ann)
  await world.createPost(ann, { photos: [{ uploadId: ofPost }] })
  assert.equal(await codeOf(ann, ofPost), 'UPLOAD_USED')
})

test('a picture is shown at the address of its kind to all but the blocked, also of a private account', async () => {
  const [ann, ben, cat] = [await world.person(), await world.person(), await world.person()]
  const id = encodeId('avatar', await ready(ann))
  const expected = {
    avatar: { url: `http://media.test/avatars/${id}/large`, width: 320, height: 320 },
    small: { url: `http://media.test/avatars/${id}/small.webp`, width: 64 },
  }
  const none = { avatar: null, small: null }
  assert.deepEqual(await avatarsOf(ben, cat, ann), [none, expected])
  await world.database.db.$executeRaw`update users set private_since = now() where id = ${ann}`
  assert.deepEqual(await avatarsOf(null, ann), [expected])
  await world.database.db.$executeRaw`insert into blocks (blocker_id, blocked_id) values (${ann}, ${cat})`
  assert.deepEqual(await avatarsOf(cat, ann), [none])
})

test('a picture that is removed is seen by nobody, and a job destroys it', async () => {
  const ann = await world.person()
  const id = await ready(ann)
  const { removeAvatar } = await world.ask(
    ann,
    'mutation { removeAvatar { user { avatar { url } } userErrors { code } } }',
  )
  assert.deepEqual(removeAvatar, { user: { avatar: null }, userErrors: [] })
  const { avatarUpdate } = await world.ask(ann, '{ avatarUpdate { status } }')
  assert.equal(avatarUpdate, null)
  assert.equal((await world.queue()).at(-1), 'drop_avatar')
  assert.equal(idOf(encodeId('avatar', id)), id)
})

test('why a picture failed is told to its owner', async () => {
  const ann = await world.person()
  await set(ann, (await world.stored(ann)).id)
  await world.database.db.$executeRaw`
    update avatars set status = 'FAILED', failure_code = 'CORRUPT_IMAGE' where user_id = ${ann}`
  const { avatarUpdate } = await world.ask(ann, '{ avatarUpdate { status failure { code } } }')
  assert.deepEqual(avatarUpdate, { status: 'FAILED', failure: { code: 'CORRUPT_IMAGE' } })
})
