import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, idInPayload } from '../kit.ts'

/** Rows deleted in one statement. */
const batchSize = 5_000

/**
 * Deletes likes, saves, comments with their counts, notifications, views and counts of a post or story that is destroyed. Each batch is done for
 * good; a later run goes on.
 */
export const forgetPost = defineJob({
  name: 'forget_post',
  what: "Its likes, saves, comments, notifications, views (a story's too) and counts, 5,000 at once.",
  payload: z.object({ postId: idInPayload }),
  key: ({ postId }) => postId.toString(),
  lane: 'backfill',
  retry: { attempts: 12 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: ({ postId }, { db }) =>
    countPlanned(
      db,
      'rows',
      sql`select from likes where post_id = ${postId} union all select from saves where post_id = ${postId}
        union all select from comments where post_id = ${postId} union all select from notifications where post_id = ${postId}
        union all select from story_views where post_id = ${postId}`,
    ),
  run: async ({ postId }, { db, signal, progress }) => {
    if ((await db.post.count({ where: { id: postId } })) > 0) return
    const batches = [
      () => db.$executeRaw`delete from likes where post_id = ${postId} and user_id in (
        select user_id from likes where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from saves where post_id = ${postId} and user_id in (
        select user_id from saves where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from collection_posts where post_id = ${postId} and collection_id in (
        select collection_id from collection_posts where post_id = ${postId} limit ${batchSize}::int)`,
      () =>
        db.$executeRaw`delete from moderation_cases where subject_kind in ('POST', 'STORY') and subject_id = ${postId}`,
      // Before the comments, by which they are found.
      () => db.$executeRaw`delete from moderation_cases where id in (
        select c.id from comments join moderation_cases c on c.subject_kind = 'COMMENT' and c.subject_id = comments.id
        where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from comment_mentions where (comment_id, start_offset) in (
        select comment_id, start_offset from comments join comment_mentions on comment_id = comments.id
        where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from comment_counters where (comment_id, shard) in (
        select comment_id, shard from comments join comment_counters on comment_id = comments.id
        where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from closed_comments where post_id = ${postId}`,
      () => db.$executeRaw`delete from comments where id in (
        select id from comments where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from notifications where (user_id, id) in (
        select user_id, id from notifications where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from story_views where post_id = ${postId} and viewer_id in (
        select viewer_id from story_views where post_id = ${postId} limit ${batchSize}::int)`,
      // Before the counters, which a fold would bring back.
      () => db.$executeRaw`delete from post_view_batches where id in (
        select id from post_view_batches where post_id = ${postId} limit ${batchSize}::int)`,
      () => db.$executeRaw`delete from post_counters where post_id = ${postId} and shard in (
        select shard from post_counters where post_id = ${postId} limit ${batchSize}::int)`,
    ]
    let done = 0
    for (const deleteBatch of batches) {
      let deleted: number
      do {
        signal.throwIfAborted()
        deleted = await deleteBatch()
        done += deleted
        progress?.(done)
      } while (deleted === batchSize)
    }
  },
})
