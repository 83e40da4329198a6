import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
  await database.db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name)
    select n, 'u' || n, 'u' || n || '@halide.example', '-', '' from generate_series(1, 2000) n`
  await database.db.$executeRaw`
    insert into posts (id, author_id, caption, status, position)
    select n, 1 + n % 2000, '', 'READY', n from generate_series(1, 20000) n`
  await database.db
    .$executeRaw`insert into follows (follower_id, followee_id) select 1, n from generate_series(2, 300) n`
  await database.db.$executeRaw`
    insert into post_hashtags (post_id, name, position) select n, 'sea', n from generate_series(1, 20000, 4) n`
  await database.db.$executeRaw`
    insert into stories (post_id, author_id, expires_at)
    select n, 1 + n % 2000, now() + interval '1 day' from generate_series(1, 20000) n`
  for (const table of ['users', 'posts', 'follows', 'post_hashtags', 'stories'])
    await database.db.$executeRawUnsafe(`analyze ${table}`)
})
after(() => database.drop())

async function planOf(statement: string): Promise<string> {
  const lines = await database.db.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`explain (costs off) ${statement}`)
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

// Not put into the statement, a function would compute every post of the table for each read.
for (const [what, statement] of [
  ['posts by id', 'select caption from visible_posts(1) where id = any(array[5, 6, 7]::bigint[])'],
  [
    'posts by id, for who is not signed in',
    'select caption from visible_posts(null) where id = any(array[5, 6]::bigint[])',
  ],
  ['an author’s page', 'select id from visible_posts(1) where author_id = 9 order by id desc limit 20'],
  [
    'an author’s newest for a feed',
    'select id from listed_posts(1) where author_id = 9 and position < 900 order by position desc limit 20',
  ],
  ['people by id', 'select handle from visible_users(1) where id = any(array[5, 6, 7]::bigint[])'],
  [
    'the posts with a hashtag',
    `select p.id from (select post_id, position from post_hashtags where name = 'sea' order by position desc limit 1000) t
    cross join lateral (select id from listed_posts(1) where id = t.post_id) p order by t.position desc limit 20`,
  ],
  [
    'a feed from the tables',
    `select post.id from follows f cross join lateral (
    select p.id, p.position from listed_posts(1) p where p.author_id = f.followee_id and p.position < 9000 and p.status = 'READY'
    order by p.position desc limit 20) post where f.follower_id = 1 order by post.position desc limit 20`,
  ],
  ['stories by id', 'select expires_at from visible_stories(1) where post_id = any(array[5, 6, 7]::bigint[])'],
  [
    'a tray',
    `select author.id from (select followee_id id from follows where follower_id = 1 union all select 1) author
    cross join lateral (select max(story.expires_at) from listed_stories(1) story where story.author_id = author.id
    having count(*) > 0) reel`,
  ],
] as const) {
  test(`who sees what is a part of the plan, by an index: ${what}`, async () => {
    const plan = await planOf(statement)
    assert.doesNotMatch(plan, /Function Scan|Seq Scan on (users|posts|stories)/, plan)
  })
}
