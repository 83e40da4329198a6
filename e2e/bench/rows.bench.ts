import { measured } from '@halide/jobs/cost/measured.ts'
import type { Db } from '@halide/prisma/client.ts'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import type { Bench, Finding } from './finding.ts'

// Bytes that Postgres takes for a row with its indexes, on tables filled in the order in which they fill in production, vacuumed: beside
// those that capacity and cost are planned with (docs/capacity.md).

const bench: Bench = async ({ short, say }) => {
  const { db, drop } = await createTestDatabase()
  const scale = short ? 20 : 1
  const [people, posts, pairs] = [20_000 / scale, 40_000 / scale, 400_000 / scale]
  try {
    await fill(db, people, posts, pairs)
    const rowsOf = async (table: 'follows' | 'likes' | 'comments') =>
      (await db.$queryRawUnsafe<{ n: number }[]>(`select count(*)::int as n from ${table}`))[0]!.n
    const objects = await bytesOf(db, 'objects')
    say(`of a post, the ledger of objects: ${Math.round(objects / posts)} bytes`)
    say(`a comment: ${Math.round((await bytesOf(db, 'comments')) / (await rowsOf('comments')))} bytes`)
    const person = (await bytesOf(db, 'users', 'user_counters', 'sessions')) / people
    const post = (await bytesOf(db, 'posts', 'photos', 'uploads', 'renditions', 'post_counters', 'objects')) / posts
    return [
      finding('a person', person, measured.userRowBytes),
      finding('a post', post, measured.postRowBytes),
      finding('a follow', (await bytesOf(db, 'follows')) / (await rowsOf('follows')), measured.followRowBytes),
      finding('a like', (await bytesOf(db, 'likes')) / (await rowsOf('likes')), measured.likeRowBytes),
    ]
  } finally {
    await drop()
  }
}

export default bench

function finding(what: string, value: number, { value: peer }: { value: number }): Finding {
  const goal = { most: 1.1 }
  return {
    what: `rows of ${what} with their indexes`,
    value,
    unit: 'bytes',
    against: 'what is planned with',
    peer,
    goal,
  }
}

async function bytesOf(db: Db, ...tables: string[]): Promise<number> {
  const [row] = await db.$queryRaw<{ bytes: number }[]>`
    select sum(pg_total_relation_size(name::regclass))::float8 as bytes from unnest(${tables}::text[]) name`
  return row!.bytes
}

async function fill(db: Db, people: number, posts: number, pairs: number): Promise<void> {
  // Ids as `next_id()` makes them; followed, liked and commented on is who and what a hash says.
  await db.$executeRaw`insert into users (handle, email, password_hash, display_name, bio)
    select 'someone_' || n, 'someone.' || n || '@mail.example', repeat('x', 120), 'Some One ' || n, repeat('b', 60)
    from generate_series(1, ${people}::int) n`
  await db.$executeRaw`create table people as select id, row_number() over (order by id) - 1 as n from users`
  await db.$executeRaw`create index on people (n)`
  await db.$executeRaw`insert into user_counters (user_id, shard, followers, following) select id, 0, 100, 100 from users`
  await db.$executeRaw`insert into sessions (user_id, series_hash, secret_hash, client, expires_at)
    select id, sha256(('a' || id)::bytea), sha256(('b' || id)::bytea), 'web@1', now() from users`
  await db.$executeRaw`create table made as
    select next_id() as id, next_id() as upload, next_id() as photo, (hashint4(n)::bigint & 2147483647) % ${people}::int as by, n
    from generate_series(1, ${posts}::int) n`
  await db.$executeRaw`create table written as select made.*, people.id as author from made join people on people.n = made.by order by made.n`
  await db.$executeRaw`insert into uploads (id, user_id, post_id, byte_size, content_type, md5, object_key, status, idempotency_key, expires_at, stored_at)
    select upload, author, id, 2000000, 'image/jpeg', decode(md5(n::text), 'hex'), concat('originals/', author, '/', id, '/', upload), 'USED',
      gen_random_uuid()::text, now(), now() from written order by n`
  await db.$executeRaw`insert into posts (id, author_id, caption, status, position, idempotency_key)
    select id, author, repeat('caption ', 10), 'READY', id, gen_random_uuid()::text from written order by n`
  await db.$executeRaw`insert into photos (id, post_id, ordinal, upload_id, original_key, alt_text, status, width, height, blurhash, dominant_color)
    select photo, id, 0, upload, concat('originals/', author, '/', id, '/', upload), repeat('alt ', 10), 'READY', 4000, 3000, repeat('h', 28), '#aabbcc'
    from written order by n`
  await db.$executeRaw`create table rendered as
    select photo, size, format, concat('renditions/', photo, '/1/', lower(size), '.', lower(format)) as key, n
    from written, unnest(array['LARGE', 'MEDIUM', 'THUMBNAIL']) size, unnest(array['AVIF', 'WEBP', 'JPEG']) format order by n`
  await db.$executeRaw`insert into renditions (photo_id, edition, size, format, width, height, byte_size, md5, object_key)
    select photo, 1, size, format, 1080, 810, 100000, decode(md5(key), 'hex'), key from rendered order by n`
  await db.$executeRaw`insert into objects (key, state, byte_size, md5, content_type, in_primary, in_backup)
    select object_key, 'LIVE'::object_state, 2000000, md5, content_type, true, true from uploads
    union all select key, 'LIVE'::object_state, 100000, decode(md5(key), 'hex'), 'image/avif', true, true from rendered`
  await db.$executeRaw`insert into post_counters (post_id, shard, likes) select id, 0, 10 from written order by n`
  await db.$executeRaw`create table pairs as
    select n, (hashint4(n)::bigint & 2147483647) % ${people}::int as a, (hashint8(n * 7 + 1)::bigint & 2147483647) as b from generate_series(1, ${pairs}::int) n`
  await db.$executeRaw`insert into follows (follower_id, followee_id)
    select f.id, t.id from pairs join people f on f.n = pairs.a join people t on t.n = pairs.b % ${people}::int where f.id <> t.id
    order by pairs.n on conflict do nothing`
  await db.$executeRaw`insert into likes (post_id, user_id)
    select w.id, f.id from pairs join people f on f.n = pairs.a join written w on w.n = 1 + pairs.b % ${posts}::int
    order by pairs.n on conflict do nothing`
  await db.$executeRaw`insert into comments (post_id, author_id, text, idempotency_key)
    select w.id, f.id, repeat('words ', 10), gen_random_uuid()::text
    from pairs join people f on f.n = pairs.a join written w on w.n = 1 + pairs.b % ${posts}::int where pairs.n <= ${posts}::int order by pairs.n`
  await db.$executeRawUnsafe('vacuum analyze')
}
