import type { Db } from '@halide/prisma/client.ts'
import { encodeId, type IdKind, idKinds } from '@halide/schema/ids.ts'

/** Each JSON file of an export, in their order, with what stands in it: a list of rows. */
export const records: readonly { name: string; read(db: Db, userId: bigint): Promise<object[]> }[] = [
  {
    name: 'account.json',
    read: (db, id) => db.$queryRaw`
      select id as user, handle, email, display_name as "displayName", bio, created_at as "createdAt",
        private_since as "privateSince", (select confirmed_at from second_factors where user_id = users.id) as "secondFactorSince"
      from users where id = ${id}`,
  },
  {
    name: 'posts.json',
    read: (db, id) => db.$queryRaw`
      select id as post, kind::text, caption, created_at as "createdAt", status::text,
        array(select name from post_hashtags where post_id = posts.id order by name) as hashtags
      from posts where author_id = ${id} and deleted_at is null order by posts.id`,
  },
  {
    name: 'photos.json',
    read: (db, id) => db.$queryRaw`
      select photos.id as photo, post_id as post, ordinal, alt_text as "altText", filter
      from photos join posts on posts.id = post_id where author_id = ${id} and deleted_at is null order by photos.id`,
  },
  {
    name: 'comments.json',
    read: (db, id) => db.$queryRaw`
      select id as comment, post_id as post, text, created_at as "createdAt" from comments
      where author_id = ${id} and deleted_at is null order by comments.id`,
  },
  {
    name: 'likes.json',
    read: (db, id) => db.$queryRaw`
      select post_id as post, created_at as "createdAt" from likes where user_id = ${id} order by post_id`,
  },
  {
    name: 'saved.json',
    read: (db, id) => db.$queryRaw`
      select post_id as post, array(
        select name from collections join collection_posts on collection_id = collections.id
        where collections.user_id = ${id} and collection_posts.post_id = saves.post_id order by name) as collections
      from saves where user_id = ${id} order by id`,
  },
  {
    name: 'people.json',
    read: (db, id) => db.$queryRaw`
      select relation, handle from (
        select 'following' as relation, followee_id as other from follows where follower_id = ${id}
        union all select 'follower', follower_id from follows where followee_id = ${id}
        union all select 'asked to follow', followee_id from follow_requests where follower_id = ${id}
        union all select 'blocked', blocked_id from blocks where blocker_id = ${id}
        union all select 'muted', muted_id from mutes where muter_id = ${id}
      ) related join visible_users(null) person on person.id = other order by relation, handle`,
  },
  {
    name: 'hashtags.json',
    read: (db, id) => db.$queryRaw`select name from hashtag_follows where user_id = ${id} order by name`,
  },
  {
    name: 'sessions.json',
    read: (db, id) => db.$queryRaw`
      select client, created_at as "createdAt", refreshed_at as "refreshedAt", revoked_at as "revokedAt"
      from sessions where user_id = ${id} order by id`,
  },
]

/** With ids as the API has them: a property that is named after a kind of id holds one. */
export function toJson(rows: readonly object[]): Buffer {
  const named = (key: string, value: unknown) =>
    typeof value === 'bigint' && Object.hasOwn(idKinds, key) ? encodeId(key as IdKind, value) : value
  return Buffer.from(JSON.stringify(rows, named, 2))
}
