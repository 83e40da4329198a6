import { type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { visibleComments } from './find-comments.ts'
import type { NotificationKind } from './resolvers.gen.ts'
import { visiblePosts } from './visible-posts.ts'

/** Of what was done lately, so many are looked at to find some whose people the viewer may see. */
const latest = 50
/** People whom one notification names. */
const named = 3

/** Whose acts the viewer is not told of, for a `with` that comes before `notificationFacts`. */
export function leftOut(viewer: Viewer): SqlPart {
  const v = sql`${viewer.userId}::bigint`
  return sql`left_out as materialized (
    select ${v} as id
    union select muted_id from mutes where muter_id = ${v}
    union select blocked_id from blocks where blocker_id = ${v}
    union select blocker_id from blocks where blocked_id = ${v})`
}

/**
 * What a row of `notifications n` stands for, to be joined laterally: `actors` (the latest first), `count` and `comment_id`. One row,
 * or none where the viewer may not see what it is about. Only the part of its kind is evaluated.
 */
export function notificationFacts(viewer: Viewer): SqlPart {
  const v = sql`${viewer.userId}::bigint`
  const seesPost = sql`exists (select from ${visiblePosts(viewer)} where posts.id = n.post_id)`
  const ofDay = sql`id >= first_id_of_day(n.subject_id) and id < first_id_of_day(n.subject_id + 1)`
  const answers = sql`reply_to_id = n.subject_id and deleted_at is null and moderated_at is null and not withdrawn`
  const isLive = sql`said.deleted_at is null and said.moderated_at is null and not said.withdrawn and (said.thread_id is null or exists (
    select from comments head where head.id = said.thread_id and head.deleted_at is null and head.moderated_at is null))`
  const parts = [
    part('POST_PUBLISHED', {
      actors: sql`select author_id from listed_posts(${v}) as posts where posts.id = n.post_id`,
      count: sql`1`,
    }),
    part('LIKE', {
      actors: sql`${people(v, sql`select user_id, created_at as place from likes where post_id = n.post_id order by created_at desc`)}`,
      count: sql`(select coalesce(sum(likes), 0) from post_counters where post_id = n.post_id)
        - (select count(*) from left_out join likes on likes.user_id = left_out.id and likes.post_id = n.post_id and not withdrawn)`,
      when: seesPost,
    }),
    part('COMMENT', {
      ...comments(viewer, sql`post_id = n.post_id and deleted_at is null`),
      count: sql`(select coalesce(sum(comments), 0) from post_counters where post_id = n.post_id)
        - (select count(*) from left_out join comments said on said.author_id = left_out.id and said.post_id = n.post_id where ${isLive})`,
      when: seesPost,
    }),
    part('REPLY', {
      ...comments(viewer, answers),
      count: sql`(select count(*) from comments where ${answers})
        - (select count(*) from comments join left_out on left_out.id = author_id where ${answers})`,
      when: sql`${seesPost} and exists (select from ${visibleComments(viewer)} as own where own.id = n.subject_id)`,
    }),
    part('MENTION', { ...comments(viewer, sql`id = n.subject_id`), count: sql`1`, when: seesPost }),
    part('FOLLOW', pairs(v, sql`(select * from follows where not withdrawn) as kept`, ofDay)),
    part('FOLLOW_REQUEST', pairs(v, sql`follow_requests`, sql`true`)),
  ]
  return sql`(${parts.reduce((all, each) => sql`${all} union all ${each}`)})`
}

interface Facts {
  /** A query for the ids of people, the latest first. */
  actors: SqlPart
  count: SqlPart
  comment?: SqlPart
  when?: SqlPart
}

function part(
  kind: NotificationKind,
  { actors, count, comment = sql`null::bigint`, when = sql`true` }: Facts,
): SqlPart {
  return sql`select array(${actors}) as actors, ${count} as count, ${comment} as comment_id
    where n.kind = ${kind}::notification_kind and ${when}`
}

/** People of rows that have `user_id` and `place`, as far as the viewer is told of them. */
function people(v: SqlPart, rows: SqlPart): SqlPart {
  return sql`select person.id from (${rows} limit ${latest}::int) as looked
    join visible_users(${v}) as person on person.id = looked.user_id
    where not exists (select from left_out where left_out.id = person.id)
    order by looked.place desc limit ${named}::int`
}

function comments(viewer: Viewer, which: SqlPart): { actors: SqlPart; comment: SqlPart } {
  const said = sql`select c.id, c.author_id from (
      select id from comments where ${which} order by id desc limit ${latest}::int) as looked
    join ${visibleComments(viewer)} c on c.id = looked.id
    where not exists (select from left_out where left_out.id = c.author_id)`
  return {
    actors: sql`select author_id from (${said}) as said group by author_id order by max(id) desc limit ${named}::int`,
    comment: sql`(select max(id) from (${said}) as said)`,
  }
}

function pairs(v: SqlPart, rows: SqlPart, range: SqlPart): { actors: SqlPart; count: SqlPart } {
  return {
    actors: people(
      v,
      sql`select follower_id as user_id, id as place from ${rows} where followee_id = ${v} and ${range} order by id desc`,
    ),
    count: sql`(select count(*) from ${rows} where followee_id = ${v} and ${range}) - (
      select count(*) from left_out join (select follower_id from ${rows} where followee_id = ${v} and ${range}) as each
        on each.follower_id = left_out.id)`,
  }
}
