import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkOriginalTicket } from '@halide/schema/original-ticket.ts'
import { type Answer, enterPostWorld, idOf, type PostWorld, secret } from './test-world.ts'

let world: PostWorld
let ann: bigint
let bob: bigint
before(async () => {
  world = await enterPostWorld()
  ann = await world.person()
  bob = await world.person()
})
after(() => world.database.drop())

const originalsOf = async (viewer: bigint | null, postId: string): Promise<Answer[]> => {
  const query = `query ($id: ID!) {
    post(id: $id) { photos { id original { status readyAt url byteSize contentType } } } }`
  return (await world.ask(viewer, query, { id: postId })).post.photos
}
const thaws = async () => (await world.queue()).filter((name) => name === 'thaw_original').length
const emptyQueue = () => world.deps.db.$executeRaw`delete from graphile_worker._private_jobs`

/** A READY post whose originals the ledger knows, in a class. */
async function published(storageClass: string, photos = 1): Promise<string> {
  const post = await world.published(ann, photos)
  await world.deps.db.$executeRaw`
    insert into objects (key, byte_size, md5, content_type, state, in_primary, storage_class)
    select original_key, 7, '\\x00', 'image/jpeg', 'LIVE', true, ${storageClass} from photos where post_id = ${idOf(post)}`
  await emptyQueue()
  return post
}

const setThaw = (postId: string, readyAt: Date | null, until: Date | null) => world.deps.db.$executeRaw`
  update objects set thaw_ready_at = ${readyAt}, thawed_until = ${until}
  from photos where key = original_key and post_id = ${idOf(postId)}`
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

test('the author gets an address with a ticket of ten minutes for just this photo; nobody else gets anything', async () => {
  const post = await published('STANDARD_IA')
  const [{ id, original }] = await originalsOf(ann, post)
  const { url, ...file } = original
  assert.deepEqual({ ...file }, { status: 'AVAILABLE', readyAt: null, byteSize: 7, contentType: 'image/jpeg' })
  const { pathname, searchParams } = new URL(url)
  assert.equal(pathname, `/originals/${id}`)
  const ticket = searchParams.get('ticket')!
  assert.deepEqual(checkOriginalTicket(id, ticket, secret), { photoId: idOf(id) })
  assert.equal(checkOriginalTicket(id, ticket, secret, Date.now() + 601_000), 'TICKET_EXPIRED')
  for (const other of [bob, null]) assert.equal((await originalsOf(other, post))[0].original, null)
  assert.equal(await thaws(), 0)
})

test('an archived one begins to be thawed by the first ask, once; it is AVAILABLE while the thawed copy is there', async () => {
  const post = await published('GLACIER')
  for (const other of [bob, null]) assert.equal((await originalsOf(other, post))[0].original, null)
  assert.equal(await thaws(), 0)
  const [{ original: first }] = await originalsOf(ann, post)
  assert.deepEqual([first.status, first.url], ['RESTORING', null])
  const minutes = (new Date(first.readyAt).getTime() - Date.now()) / 60_000
  assert.ok(minutes > 299 && minutes <= 300, `${minutes} minutes`)
  assert.equal((await originalsOf(ann, post))[0].original.status, 'RESTORING')
  assert.equal(await thaws(), 1)

  await emptyQueue()
  const readyAt = inMinutes(100)
  await setThaw(post, readyAt, null)
  assert.equal(new Date((await originalsOf(ann, post))[0].original.readyAt).getTime(), readyAt.getTime())
  assert.equal(await thaws(), 0)
  await setThaw(post, null, inMinutes(1))
  const [{ original: thawed }] = await originalsOf(ann, post)
  assert.deepEqual([thawed.status, thawed.readyAt, thawed.url !== null], ['AVAILABLE', null, true])
  await setThaw(post, null, inMinutes(-1))
  assert.equal((await originalsOf(ann, post))[0].original.status, 'RESTORING')
  assert.equal(await thaws(), 1)
})

test('more than ten thaws at once are refused, and none begins', async () => {
  const posts = [await published('GLACIER', 6), await published('GLACIER', 5)]
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post { photos { original { status } } } } }'
  assert.deepEqual(new Set(await world.refused(ann, query, { ids: posts })), new Set(['BAD_USER_INPUT']))
  assert.equal(await thaws(), 0)
  assert.equal((await originalsOf(ann, posts[0]!)).length, 6)
  assert.equal(await thaws(), 6)
})

test('an original that the ledger does not have LIVE is none', async () => {
  const post = await published('STANDARD')
  await world.deps.db.$executeRaw`
    update objects set state = 'TOMBSTONED' from photos where key = original_key and post_id = ${idOf(post)}`
  assert.equal((await originalsOf(ann, post))[0].original, null)
})
