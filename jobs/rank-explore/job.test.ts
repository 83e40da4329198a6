import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Db } from '@halide/prisma/client.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { firstIdAt } from '@halide/schema/ids.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import type { RunContext } from '../kit.ts'
import { generationsKept, mostByAuthor, postsRanked, rankExplore } from './job.ts'

let database: TestDatabase
let db: Db
before(async () => {
  database = await createTestDatabase()
  db = database.db
})
after(() => database.drop())
beforeEach(() => db.$executeRaw`truncate users, posts, post_counters, saves, explore_generations cascade`)

const rank = () => rankExplore.run({}, { db, log: createLogger('test', 'silent') } as RunContext)

/** A READY post of an author of its own, published so many hours ago. */
async function post(
  id: bigint,
  hours: number,
  { likes = 0, comments = 0, views = 0, author = id } = {},
): Promise<void> {
  await db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name) values (${author}, 'u' || ${author}, 'u' || ${author}, '', '')
    on conflict do nothing`
  const position = firstIdAt(Date.now() - hours * 3_600_000) + id
  await db.post.create({ data: { id, authorId: author, caption: '', status: 'READY', position } })
  await db.postCounter.create({ data: { postId: id, shard: 0, likes, comments, views } })
}

async function newest(): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    select post_id as id from explore_posts where generation = (select max(generation) from explore_generations) order by rank`
  return rows.map(({ id }) => Number(id))
}

test('what people did counts against its age', async () => {
  await post(1n, 1, { likes: 10 })
  await post(2n, 1, { likes: 40 })
  await post(3n, 30, { likes: 40 })
  await post(4n, 1, { comments: 10 })
  await post(5n, 1, { views: 2_000 })
  await post(6n, 1)
  await post(7n, 24 * 31, { likes: 100_000 })
  await db.$executeRaw`insert into saves (user_id, post_id) select n, 6 from generate_series(1, 50) n`
  await rank()
  assert.deepEqual(await newest(), [6, 5, 2, 4, 1, 3])
})

test('only what everybody may see is ranked', async () => {
  for (let id = 1n; id <= 6n; id += 1n) await post(id, 1, { likes: Number(10n - id) })
  await db.$executeRaw`update users set private_since = now() where id = 1`
  await db.$executeRaw`update users set suspended_at = now() where id = 2`
  await db.$executeRaw`update posts set moderated_at = now() where id = 3`
  await db.$executeRaw`update posts set deleted_at = now() where id = 4`
  await db.$executeRaw`update posts set status = 'FAILED' where id = 5`
  await rank()
  assert.deepEqual(await newest(), [6])
})

test('a generation is bounded, also for one author, and the oldest go', async () => {
  for (let id = 1n; id <= 7n; id += 1n) await post(id, 1, { likes: 100, author: 1n })
  await db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name) select n, 'u' || n, 'u' || n, '', '' from generate_series(1001, 3000) n`
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position) select n, n, '', 'READY', next_id() + n from generate_series(1001, 3000) n`
  for (let n = 0; n < generationsKept + 3; n += 1) await rank()
  const ids = await newest()
  assert.equal(ids.length, postsRanked)
  assert.equal(ids.filter((id) => id <= 7).length, mostByAuthor)
  assert.equal(await db.exploreGeneration.count(), generationsKept)
  assert.equal(await db.explorePost.count(), generationsKept * postsRanked)
})
