import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hardDeletePosts } from '../hard-delete-posts/job.ts'
import { processPhoto } from '../process-photo/job.ts'
import { enterJobWorld, type JobWorld, makePhoto } from '../test-world.ts'
import { endStories } from './job.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('end-stories')
})
after(() => world.leave())

const run = () => ({ ...world.context, signal: new AbortController().signal, attempt: 1 })
const queue = async () => (await world.queue()).map(({ name }) => name)

async function story(bytes: Buffer): Promise<{ postId: bigint; photoId: bigint }> {
  const { db } = world.context
  const { postId, photoIds } = await world.post(bytes)
  const { authorId } = await db.post.update({ where: { id: postId }, data: { kind: 'STORY' } })
  await db.story.create({ data: { postId, authorId } })
  return { postId, photoId: photoIds[0]! }
}

test('a story that turns READY has its hours by the clock of Postgres, no place in feeds and no fan-out', async () => {
  const { db } = world.context
  const { postId, photoId } = await story(await makePhoto(40, 30))
  await db.$executeRaw`delete from graphile_worker._private_jobs`
  await processPhoto.run({ photoId }, { ...run(), storyHours: 6 })
  const { status, position } = await db.post.findUniqueOrThrow({ where: { id: postId } })
  assert.deepEqual([status, position], ['READY', null])
  const [left] = await db.$queryRaw<[{ hours: number }]>`
    select extract(epoch from expires_at - now())::float8 / 3600 as hours from stories where post_id = ${postId}`
  assert.ok(left.hours > 5.9 && left.hours <= 6, `${left.hours}`)
  assert.deepEqual(await queue(), [])
})

test('a story that FAILED stays with its author for as long', async () => {
  const { db } = world.context
  const { postId, photoId } = await story(Buffer.from('no image'))
  const failure = await Promise.resolve(processPhoto.run({ photoId }, run())).then(
    () => assert.fail(),
    (error: unknown) => error,
  )
  await processPhoto.giveUp!({ photoId }, world.context, failure)
  assert.equal((await db.post.findUniqueOrThrow({ where: { id: postId } })).status, 'FAILED')
  assert.ok((await db.story.findUniqueOrThrow({ where: { postId } })).expiresAt)
})

test('what has expired ends as a deleted post, any number of them; what has not is left', async () => {
  const { db } = world.context
  await db.$executeRaw`delete from stories`
  await db.$executeRaw`delete from graphile_worker._private_jobs`
  await db.$executeRaw`
    with made as (insert into posts (id, author_id, caption, kind, status) select n, 1, '', 'STORY', 'READY'
      from generate_series(1, 602) n returning id)
    insert into stories (post_id, author_id, expires_at)
    select id, 1, case id when 601 then now() + interval '1 minute' when 602 then null else now() end from made`
  await endStories.run({}, run())
  const left = await db.story.findMany({ orderBy: { postId: 'asc' } })
  assert.deepEqual(
    left.map(({ postId }) => postId),
    [601n, 602n],
  )
  const where = { id: { lte: 602n } }
  assert.equal(await db.post.count({ where: { ...where, deletedAt: null } }), 2)
  assert.deepEqual(new Set(await queue()), new Set(['purge_post']))
  assert.equal((await queue()).length, 600)
  await db.$executeRaw`update posts set deleted_at = now() - interval '31 days' where deleted_at is not null`
  await hardDeletePosts.run({}, run())
  assert.equal((await queue()).filter((name) => name === 'hard_delete_post').length, 500)
})
