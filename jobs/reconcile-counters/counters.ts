import { type SqlPart, sql } from '@halide/prisma/client.ts'

/** A count that is kept, and the rows that it counts. Both move in one transaction, so a snapshot sees them agree, or a fault. */
export interface ReconciledCounter {
  name: string
  /** Whose counts these are, as `owner`: a table with an `id`. What is being destroyed is not in it. */
  owners: SqlPart
  /** Rows that count for `owner.id`: none that left with an account (jobs/withdraw-account). */
  rows: SqlPart
  table: SqlPart
  key: SqlPart
  column: SqlPart
}

/** Views are not among them: a view belongs to nobody and leaves no row to be counted again. */
export const counters: readonly ReconciledCounter[] = [
  {
    name: 'likes',
    owners: sql`posts`,
    rows: sql`likes where post_id = owner.id and not withdrawn`,
    table: sql`post_counters`,
    key: sql`post_id`,
    column: sql`likes`,
  },
  {
    name: 'comments',
    owners: sql`posts`,
    rows: sql`comments said where post_id = owner.id and deleted_at is null and moderated_at is null and not withdrawn
      and (thread_id is null or exists (
        select from comments head where head.id = said.thread_id and head.deleted_at is null and head.moderated_at is null))`,
    table: sql`post_counters`,
    key: sql`post_id`,
    column: sql`comments`,
  },
  {
    name: 'replies',
    owners: sql`(
      select id from comments where thread_id is null and exists (select from comment_counters where comment_id = comments.id)
        and exists (select from posts where posts.id = post_id))`,
    rows: sql`comments where thread_id = owner.id and deleted_at is null and moderated_at is null and not withdrawn`,
    table: sql`comment_counters`,
    key: sql`comment_id`,
    column: sql`replies`,
  },
  {
    name: 'followers',
    owners: sql`users`,
    rows: sql`follows where followee_id = owner.id and not withdrawn`,
    table: sql`user_counters`,
    key: sql`user_id`,
    column: sql`followers`,
  },
  {
    name: 'following',
    owners: sql`users`,
    rows: sql`follows where follower_id = owner.id and not withdrawn`,
    table: sql`user_counters`,
    key: sql`user_id`,
    column: sql`following`,
  },
]
