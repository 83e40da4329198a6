import { decodeId } from '@halide/schema/ids.ts'
import type { Person } from '../person.ts'
import type { World } from '../world.ts'

const authors = 12

/**
 * Authors whom the reader follows, with posts of one photo each, liked and commented on: two pages of the home feed. By statements over whole
 * tables, before the reader has asked for a feed. The images themselves are not there.
 */
export async function plantFeed(world: World, reader: Person): Promise<void> {
  const readerId = decodeId('user', reader.id)!
  await world.sql(
    `insert into users (handle, email, password_hash, display_name, bio)
     select 'author_' || n, 'author.' || n || '@mail.example', repeat('x', 120), 'Some Author ' || n, repeat('b', 60)
     from generate_series(1, $1::int) n`,
    [authors],
  )
  await world.sql(
    `insert into follows (follower_id, followee_id) select $1::bigint, id from users where handle like 'author\\_%'`,
    [readerId],
  )
  await world.sql(
    `insert into posts (id, author_id, caption, status, position, idempotency_key)
     select next_id(), author.id, repeat('caption ', 10), 'READY', next_id(), gen_random_uuid()::text
     from generate_series(1, 40) made
     join (select id, row_number() over (order by id) n from users where handle like 'author\\_%') author
       on author.n = 1 + made % $1::int`,
    [authors],
  )
  await world.sql(
    `insert into photos (post_id, ordinal, upload_id, original_key, alt_text, status, width, height, blurhash, dominant_color)
     select id, 0, next_id(), 'originals/' || id, repeat('alt ', 10), 'READY', 4000, 3000, repeat('h', 28), '#aabbcc' from posts`,
  )
  await world.sql(
    `insert into renditions (photo_id, edition, size, format, width, height, byte_size, md5, object_key)
     select id, edition, size, format, 1080, 810, 100000, decode(md5(size), 'hex'), concat('renditions/', id, size, format)
     from photos, unnest(array['LARGE', 'MEDIUM', 'THUMBNAIL']) size, unnest(array['AVIF', 'WEBP', 'JPEG']) format`,
  )
  await world.sql(
    `insert into avatars (user_id, upload_id, original_key, status)
     select id, next_id(), 'avatars/' || id, 'READY' from users where handle like 'author\\_%'`,
  )
  await world.sql(
    `insert into avatar_renditions (avatar_id, size, format, width, height, byte_size, md5, object_key)
     select id, size, format, 128, 128, 4000, decode(md5(size), 'hex'), concat('avatars/', id, size, format)
     from avatars, unnest(array['SMALL', 'LARGE']) size, unnest(array['AVIF', 'WEBP', 'JPEG']) format`,
  )
  await world.sql(
    `insert into post_counters (post_id, shard, likes, comments) select id, shard, 10, 1 from posts, generate_series(0, 1) shard`,
  )
  await world.sql(`insert into likes (post_id, user_id) select id, $1::bigint from posts where position % 3 = 0`, [
    readerId,
  ])
  await world.sql(
    `insert into comments (post_id, author_id, text, idempotency_key)
     select posts.id, author_id, repeat('words ', 10), gen_random_uuid()::text from posts, generate_series(1, 3)`,
  )
  // What was kept of an empty feed is of another epoch.
  await world.sql('update users set feed_epoch = feed_epoch + 1 where id = $1::bigint', [readerId])
  await world.sql('analyze')
}
