import { type SqlDb, sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { unpackIds } from '../fan-out-post/followers.ts'
import { publishedPost } from '../fan-out-post/published-post.ts'
import { onePost, tellReaders } from '../fan-out-post/tell-readers.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'

/** Followers of one statement: about a second at worst, so that a worker that is to stop need not wait for a whole batch. */
const chunkSize = 10_000

/**
 * Tells a post's followers of it, a batch at a time. Walks the follows that were there when it was published, in their order: a set
 * that only shrinks, so that a repeated batch meets the same people and adds nothing. The next batch is enqueued when this one is
 * done. Whether somebody may see the post is decided when they read.
 */
export const notifyFollowers = defineJob({
  name: 'notify_followers',
  what: 'A notification for each of 100,000 followers, 10,000 at once.',
  payload: z.object({ postId: idInPayload, afterFollowId: idInPayload.optional() }),
  key: ({ postId, afterFollowId }) => `${postId}:${afterFollowId ?? 0}`,
  lane: 'backfill',
  retry: { attempts: 12 },
  timeLimitMs: 300_000,
  plan: ({ postId, afterFollowId = 0n }, { db }) =>
    countPlanned(
      db,
      'followers',
      sql`select from posts join follows on followee_id = author_id and follows.id > ${afterFollowId} and follows.id < position
        where posts.id = ${postId}`,
    ),
  run: async ({ postId, afterFollowId = 0n }, { db, live, notices, signal, requestId, log, progress }) => {
    const post = await publishedPost(db, postId)
    if (!post?.visible) return
    let after = afterFollowId
    let done = 0
    for (let left = notices.followersABatch; left > 0; left -= chunkSize) {
      signal.throwIfAborted()
      const limit = Math.min(left, chunkSize)
      const told = await tellSome(db, { ...post, postId }, after, limit)
      if (told.last !== null) after = told.last
      await tellReaders({ db, live }, postId, unpackIds(told.ids), [onePost, { name: 'notifications', data: {} }])
      log.debug({ postId: String(postId), followers: told.count }, 'followers told')
      done += told.count
      progress?.(done)
      if (told.count < limit) return
    }
    await enqueue(db, notifyFollowers, { postId, afterFollowId: after }, { delayMs: notices.pauseMs, requestId })
  },
})

interface Told {
  count: number
  last: bigint | null
  /** Of the followers, as `unpackIds` takes them. */
  ids: Uint8Array | null
}

/** The next followers after a follow: how many they were, and the last one's follow. Fewer than `limit` only when there are no more. */
async function tellSome(
  db: SqlDb,
  post: { postId: bigint; authorId: bigint; position: bigint },
  after: bigint,
  limit: number,
): Promise<Told> {
  const [row] = await db.$queryRaw<[Told]>`
    with followers as materialized (
      select id, follower_id from follows
      where followee_id = ${post.authorId} and id > ${after} and id < ${post.position}
      order by id limit ${limit}::int
    ),
    told as (
      insert into notifications (user_id, kind, subject_id, post_id, push_at)
      select follower_id, 'POST_PUBLISHED', ${post.postId}::bigint, ${post.postId}::bigint,
        (select now() from push_subscriptions where user_id = follower_id limit 1) from followers
      on conflict do nothing
    )
    select count(*)::int as count, max(id) as last, string_agg(int8send(follower_id), '') as ids from followers`
  return row
}
