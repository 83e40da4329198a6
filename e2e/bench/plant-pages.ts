import type { Db } from '@halide/prisma/client.ts'
import { feedFromSql, top } from '@halide/timeline/statements.ts'

/** A page of somebody's home feed, by what is read to show it. */
export interface Page {
  viewerId: bigint
  postIds: bigint[]
  authorIds: bigint[]
  /** Of the posts, and of the few after them at which a feed looks beyond its page. */
  positions: bigint[]
}

/**
 * People who follow forty others each, with posts of one photo in nine renditions, likes, saves, comments and avatars; all by statements over
 * whole tables, and analyzed. Answers the first page of as many of them.
 */
export async function plantPages(db: Db, { people, posts, pages }: Record<'people' | 'posts' | 'pages', number>) {
  await db.$executeRaw`insert into users (handle, email, password_hash, display_name, bio)
    select 'someone_' || n, 'someone.' || n || '@mail.example', repeat('x', 120), 'Some One ' || n, repeat('b', 60)
    from generate_series(1, ${people}::int) n`
  await db.$executeRaw`create table people as select id, row_number() over (order by id) - 1 as n from users`
  await db.$executeRaw`insert into user_counters (user_id, shard, followers, following)
    select id, shard, 10, 10 from users, generate_series(0, 3) shard`
  await db.$executeRaw`insert into follows (follower_id, followee_id)
    select f.id, t.id from people f, generate_series(1, 40) k join people t on true
    where t.n = (f.n + k * k) % ${people}::int and t.id <> f.id on conflict do nothing`
  await db.$executeRaw`insert into posts (id, author_id, caption, status, position, idempotency_key)
    select next_id(), people.id, repeat('caption ', 10), 'READY', next_id(), gen_random_uuid()::text
    from generate_series(1, ${posts}::int) made join people on people.n = made % ${people}::int`
  await db.$executeRaw`insert into photos (post_id, ordinal, upload_id, original_key, alt_text, status, width, height, blurhash, dominant_color)
    select id, 0, next_id(), 'originals/' || id, repeat('alt ', 10), 'READY', 4000, 3000, repeat('h', 28), '#aabbcc' from posts`
  await db.$executeRaw`insert into renditions (photo_id, edition, size, format, width, height, byte_size, md5, object_key)
    select id, 1, size, format, 1080, 810, 100000, decode(md5(size), 'hex'), concat('renditions/', id, size, format)
    from photos, unnest(array['LARGE', 'MEDIUM', 'THUMBNAIL']) size, unnest(array['AVIF', 'WEBP', 'JPEG']) format`
  await db.$executeRaw`insert into avatars (user_id, upload_id, original_key, status) select id, next_id(), 'avatars/' || id, 'READY' from users`
  await db.$executeRaw`insert into avatar_renditions (avatar_id, size, format, width, height, byte_size, md5, object_key)
    select id, size, format, 128, 128, 4000, decode(md5(size), 'hex'), concat('avatars/', id, size, format)
    from avatars, unnest(array['SMALL', 'LARGE']) size, unnest(array['AVIF', 'WEBP', 'JPEG']) format`
  await db.$executeRaw`insert into post_counters (post_id, shard, likes, comments) select id, shard, 10, 1 from posts, generate_series(0, 3) shard`
  await db.$executeRaw`insert into likes (post_id, user_id)
    select posts.id, f.follower_id from posts join follows f on f.followee_id = posts.author_id where (posts.id + f.follower_id) % 3 = 0`
  await db.$executeRaw`insert into saves (post_id, user_id)
    select posts.id, f.follower_id from posts join follows f on f.followee_id = posts.author_id where (posts.id + f.follower_id) % 20 = 0`
  await db.$executeRaw`insert into comments (post_id, author_id, text, idempotency_key)
    select posts.id, people.id, repeat('words ', 10), gen_random_uuid()::text
    from posts, generate_series(1, 3) k join people on people.n = k * 17 % ${people}::int`
  await db.$executeRawUnsafe('vacuum analyze')

  const viewers = await db.$queryRaw<{ id: bigint }[]>`select id from people where n < ${pages}::int order by n`
  const read: Page[] = []
  for (const { id: viewerId } of viewers) {
    const feed = await feedFromSql(db, viewerId, top, 25)
    const page = feed.slice(0, 20)
    read.push({
      viewerId,
      postIds: page.map(({ postId }) => postId),
      authorIds: [...new Set(page.map(({ authorId }) => authorId))],
      positions: feed.map(({ position }) => position),
    })
  }
  return read
}
