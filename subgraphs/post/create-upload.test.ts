import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkTicket } from '@halide/schema/upload-ticket.ts'
import { createUploadMutation, enterPostWorld, idOf, md5, type PostWorld, secret } from './test-world.ts'

let world: PostWorld
let ann: bigint
before(async () => {
  world = await enterPostWorld()
  ann = await world.person()
})
after(() => world.database.drop())

const right = { byteSize: 2_000_000, contentType: 'image/jpeg', md5 }
const create = async (user: bigint, over: object = {}) =>
  (await world.ask(user, createUploadMutation, { input: { ...right, ...over } })).createUpload
const errors = async (over: object) => {
  const { upload, userErrors } = await create(ann, over)
  assert.equal(upload, null)
  return userErrors
}
const uploads = () => world.deps.db.upload.count()

test('an upload is answered with an address whose ticket the media door accepts for an hour', async () => {
  const { upload, userErrors } = await create(ann)
  assert.deepEqual(userErrors, [])
  assert.equal(upload.status, 'ISSUED')
  const url = new URL(upload.url)
  assert.equal(url.origin + url.pathname, `http://media.test/uploads/${upload.id}`)
  const ticket = url.searchParams.get('ticket')!
  const expiry = Date.parse(upload.expiresAt)
  assert.equal(checkTicket(idOf(upload.id).toString(), ticket, secret), null)
  assert.equal(checkTicket(idOf(upload.id).toString(), ticket, secret, expiry + 1), 'TICKET_EXPIRED')
  assert.ok(Math.abs(expiry - Date.now() - 3_600_000) < 60_000)
})

test('the original will lie under a key with user and post in it', async () => {
  const { upload } = await create(ann)
  const row = await world.deps.db.upload.findUniqueOrThrow({ where: { id: idOf(upload.id) } })
  assert.equal(row.objectKey, `originals/${ann}/${idOf(upload.postId)}/${row.id}`)
  assert.equal(Buffer.from(row.md5).toString('hex'), md5)
})

test('an MD5 in base64 or upper case is the same MD5', async () => {
  const bytes = Buffer.from(md5, 'hex')
  for (const text of [bytes.toString('base64'), md5.toUpperCase()]) {
    const { upload } = await create(ann, { md5: text })
    const row = await world.deps.db.upload.findUniqueOrThrow({ where: { id: idOf(upload.id) } })
    assert.ok(bytes.equals(row.md5))
  }
})

test('every kind of phone photo may be declared, and nothing else', async () => {
  for (const kind of ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff', 'heic', 'heif', 'JPEG']) {
    assert.deepEqual((await create(ann, { contentType: `image/${kind}` })).userErrors, [])
  }
  for (const contentType of ['image/svg+xml', 'application/pdf', 'jpeg', '']) {
    assert.deepEqual(await errors({ contentType }), [{ code: 'UNSUPPORTED_CONTENT_TYPE', field: ['contentType'] }])
  }
})

test('what cannot be kept is named, all at once, and nothing is written', async () => {
  const before = await uploads()
  assert.deepEqual(await errors({ byteSize: 50_000_001 }), [{ code: 'FILE_TOO_LARGE', field: ['byteSize'] }])
  assert.deepEqual(await errors({ byteSize: 0, md5: 'abc', idempotencyKey: 'x'.repeat(101) }), [
    { code: 'INVALID', field: ['idempotencyKey'] },
    { code: 'INVALID', field: ['byteSize'] },
    { code: 'INVALID', field: ['md5'] },
  ])
  for (const wrong of ['z'.repeat(32), `${'A'.repeat(22)}`, `${'A'.repeat(21)}B==`, md5.slice(1)]) {
    assert.deepEqual(await errors({ md5: wrong }), [{ code: 'INVALID', field: ['md5'] }])
  }
  assert.equal(await uploads(), before)
})

test('the same idempotency key answers the first upload, also when asked ten times at once', async () => {
  const before = await uploads()
  const answers = await Promise.all(Array.from({ length: 10 }, () => create(ann, { idempotencyKey: 'one' })))
  assert.equal(new Set(answers.map(({ upload }) => upload.id)).size, 1)
  assert.equal(await uploads(), before + 1)
  const bob = await world.person()
  assert.notEqual((await create(bob, { idempotencyKey: 'one' })).upload.id, answers[0].upload.id)
})

test('further photos join the reservation of the first, which is the own and not yet a post', async () => {
  const first = await world.stored(ann)
  assert.equal((await create(ann, { postId: first.postId })).upload.postId, first.postId)
  const bob = await world.person()
  const foreign = await create(bob, { postId: first.postId })
  assert.deepEqual(foreign.userErrors, [{ code: 'POST_NOT_FOUND', field: ['postId'] }])
  assert.deepEqual(await errors({ postId: 'post_1' }), [{ code: 'POST_NOT_FOUND', field: ['postId'] }])
  assert.deepEqual(await errors({ postId: first.id }), [{ code: 'POST_NOT_FOUND', field: ['postId'] }])
  await world.createPost(ann, { photos: [{ uploadId: first.id }] })
  assert.deepEqual(await errors({ postId: first.postId }), [{ code: 'UPLOAD_USED', field: ['postId'] }])
})

test('nobody signed in uploads nothing', async () => {
  assert.deepEqual(await world.refused(null, createUploadMutation, { input: right }), ['UNAUTHENTICATED'])
})
