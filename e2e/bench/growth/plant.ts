import pg from 'pg'

// Everybody follows ten, chosen so that the n-th person has followers that fall with n to the power of 2/3 (a tail of exponent 2.5), and
// has published two posts of one photo. Rows have the ids that they would have had yesterday, and lie in the order in which they came.

export const followsOfEach = 10
export const postsOfEach = 2
/** R1.7. */
const celebrityFollowers = 10_000

/** The tables that grow with people. */
export const planted = ['users', 'user_counters', 'sessions', 'follows', 'posts', 'photos', 'uploads']

/** Fills a new database. Indexes are made when the rows are there, as a restored backup has them. */
export async function plant(url: string, people: number): Promise<void> {
  const database = new pg.Client({ connectionString: url })
  await database.connect()
  const run = async (text: string, values?: unknown[]) => (await database.query(text, values)).rows
  try {
    // Foreign keys are not checked row by row: what is planted is whole.
    await run(`set session_replication_role = replica`)
    await run(`set synchronous_commit = off`)
    await run(`set work_mem = '256MB'`)
    await run(`set maintenance_work_mem = '256MB'`)
    const indexes = await run(
      `select indexdef, indexname from pg_indexes
       where tablename = any($1) and not exists (select from pg_constraint where conname = indexname)`,
      [planted],
    )
    for (const { indexname } of indexes) await run(`drop index ${indexname}`)
    await run('alter table follows drop constraint follows_pkey')
    const [{ origin }] = (await run('select (next_id() - (86400000::bigint << 23))::text origin')) as [
      { origin: string },
    ]
    for (const statement of statements(people, origin)) await run(statement)
    await run('alter table follows add primary key (follower_id, followee_id)')
    for (const { indexdef } of indexes) await run(indexdef)
    await run('vacuum analyze')
    await run('checkpoint')
  } finally {
    await database.end()
  }
}

/** `origin`: the id that was given out a day ago. */
function statements(people: number, origin: string): string[] {
  return [
    'create extension if not exists pg_stat_statements',
    // As if one was made every thousandth of a millisecond; the lowest bits are spread as those of a sequence.
    `create function past_id(n bigint) returns bigint language sql immutable as $$
      select ${origin}::bigint + (n << 13) + (n & 1023) $$`,
    `insert into users (id, handle, email, password_hash, display_name, bio)
      select past_id(n), 'member_' || n, 'member.' || n || '@halide.example', repeat('x', 97), 'Member ' || n, repeat('b', 60)
      from generate_series(0, ${people - 1}) n`,
    `insert into sessions (user_id, series_hash, secret_hash, client, expires_at)
      select id, sha256(('a' || id)::bytea), sha256(('b' || id)::bytea), 'web@1', now() + interval '1 day' from users`,
    // One of each tenth of the scale, so that nobody is followed twice; grouped, so that they come in no order.
    `insert into follows (id, follower_id, followee_id)
      select past_id(row_number() over ()), past_id(follower), past_id(followee) from (
        select follower, floor(${people} * ((step + random()) / ${followsOfEach}) ^ 3)::bigint followee
        from generate_series(0, ${people - 1}) follower, generate_series(0, ${followsOfEach - 1}) step
      ) pair where follower <> followee group by follower, followee`,
    `insert into user_counters (user_id, shard, followers, following)
      select user_id, 0, sum(followers), sum(following) from (
        select followee_id user_id, 1 followers, 0 following from follows
        union all select follower_id, 0, 1 from follows
      ) side group by user_id`,
    `update users set reach = 'CELEBRITY' from user_counters
      where user_id = users.id and followers >= ${celebrityFollowers}`,
    `create table published as
      select past_id(n) id, past_id(n * 7919 % ${people}) author from generate_series(0::bigint, ${people * postsOfEach - 1}) n`,
    `insert into uploads (id, user_id, post_id, byte_size, content_type, md5, object_key, status, expires_at, stored_at)
      select id, author, id, 2000000, 'image/jpeg', decode(md5(id::text), 'hex'), concat('originals/', author, '/', id), 'USED', now(), now()
      from published`,
    `insert into posts (id, author_id, caption, status, position, tagged)
      select id, author, repeat('caption ', 10), 'READY', id, true from published`,
    `insert into photos (id, post_id, ordinal, upload_id, original_key, alt_text, status, width, height, blurhash, dominant_color)
      select id, id, 0, id, concat('originals/', author, '/', id), repeat('alt ', 10), 'READY', 4000, 3000, repeat('h', 28), '#aabbcc'
      from published`,
    'drop table published',
  ]
}
