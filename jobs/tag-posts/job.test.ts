import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import type { RunContext } from '../kit.ts'
import { tagPosts } from './job.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

test('posts that are older than hashtags get theirs, however many there are, at their place', async () => {
  const { db } = database
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position)
    select n, 1, case n % 3 when 0 then '#sea and #Sun' else 'plain' end, 'READY', n * 10 from generate_series(1, 1203) n`
  const context = { db, signal: new AbortController().signal, log: createLogger('test', 'silent') } as RunContext
  for (let time = 0; time < 2; time += 1) {
    await tagPosts.run({}, context)
    const rows = await db.$queryRaw`
      select name, count(*)::int as posts, bool_and(position = post_id * 10) as placed from post_hashtags group by name order by name`
    assert.deepEqual(
      rows,
      ['sea', 'sun'].map((name) => ({ name, posts: 401, placed: true })),
    )
    assert.equal(await db.post.count({ where: { tagged: false } }), 0)
  }
})
