import { checkFeeds } from './check-feeds/job.ts'
import { endStories } from './end-stories/job.ts'
import { fanOutBatch } from './fan-out-post/batch.ts'
import { fanOutPost } from './fan-out-post/job.ts'
import { foldViews } from './fold-views/job.ts'
import { forgetPost } from './forget-post/job.ts'
import { hardDeletePost } from './hard-delete-posts/hard-delete-post.ts'
import { hardDeletePosts } from './hard-delete-posts/job.ts'
import { makeViral } from './make-viral/job.ts'
import { moveCelebrity } from './move-celebrity/job.ts'
import { markFollowers } from './move-celebrity/mark-followers.ts'
import { notifyFollowed } from './notify-followed/job.ts'
import { notifyFollowers } from './notify-followers/job.ts'
import { processPhoto } from './process-photo/job.ts'
import { purgePost } from './purge-post/job.ts'
import { pushNotifications } from './push-notifications/job.ts'
import { rankExplore } from './rank-explore/job.ts'
import { reconcileCounters } from './reconcile-counters/job.ts'
import { refreshFeed } from './refresh-feed/job.ts'
import { retractPost } from './retract-post/job.ts'
import { sweepNotifications } from './sweep-notifications/job.ts'
import { sweepQuarantine } from './sweep-quarantine/job.ts'
import { sweepSessions } from './sweep-sessions/job.ts'
import { tagPosts } from './tag-posts/job.ts'
import {
  author,
  deleted,
  first,
  type KillCase,
  many,
  one,
  people,
  photoId,
  postId,
  published,
  readers,
  readyPost,
  second,
  unprocessed,
  unprocessedStory,
  warm,
} from './test-kill-scenes.ts'
import { warmFeeds } from './warm-feeds/job.ts'

/** Their ids are made anew by each run. */
const setIds: KillCase['finish'] = ({ context: { db } }) => db.$executeRaw`update notifications set id = user_id`

const told = (afterFollowId: bigint, when: string): KillCase => ({
  ...one(notifyFollowers, { postId, afterFollowId }, published('CELEBRITY'), when),
  finish: setIds,
})

export const killCases: readonly KillCase[] = [
  one(processPhoto, { photoId }, unprocessed),
  one(fanOutPost, { postId }, published()),
  one(fanOutPost, { postId }, published('CELEBRITY'), 'of a celebrity'),
  one(makeViral, { postId }, ({ context: { db } }) => readyPost(db)),
  told(0n, 'with another batch to come'),
  told(second, 'that is the last'),
  {
    ...one(notifyFollowed, { followerId: first, followeeId: author }, ({ context: { db } }) => people(db)),
    finish: setIds,
  },
  one(
    sweepNotifications,
    {},
    ({ context: { db } }) => db.$executeRaw`
      insert into notifications (user_id, id, kind, subject_id, happened_at)
      select 1, n, 'LIKE', n, now() - n * interval '1 day' from generate_series(1, 200) n`,
  ),
  one(fanOutBatch, { postId, afterFollowerId: 0n }, published(), 'with another batch to come'),
  one(fanOutBatch, { postId, afterFollowerId: second }, published(), 'that is the last'),
  {
    ...one(refreshFeed, { userId: first }, async (world) => {
      await published()(world)
      await world.context.db.$executeRaw`update users set feed_epoch = feed_epoch + 1 where id = ${first}`
    }),
    // Killed while it builds it leaves a cold feed, which the next read builds. A stale one would stay.
    finish: (world) => warm(world),
  },
  one(moveCelebrity, { userId: author }, published(), 'up'),
  one(
    moveCelebrity,
    { userId: author },
    ({ context: { db } }) => people(db, { followers: 1, reach: 'CELEBRITY' }),
    'down',
  ),
  one(markFollowers, { authorId: author, reachEpoch: 0 }, published('PROMOTING'), 'with another batch to come'),
  one(
    markFollowers,
    { authorId: author, reachEpoch: 0, afterFollowerId: second },
    published('PROMOTING'),
    'that is the last',
  ),
  one(retractPost, { postId }, deleted),
  one(purgePost, { postId }, async (world) => {
    await deleted(world)
    await world.context.db.$executeRaw`update posts set deleted_at = now()`
  }),
  one(endStories, {}, async (world) => {
    await unprocessedStory(world)
    await world.context.db.$executeRaw`update stories set expires_at = now()`
  }),
  one(hardDeletePosts, {}, async ({ context: { db } }) => {
    for (const id of [1n, 2n, 3n]) await readyPost(db, id, id === 3n ? 1 : 31)
  }),
  one(hardDeletePost, { postId }, deleted),
  one(forgetPost, { postId }, async (world) => {
    await many(world, 5_001)
    await world.context.db.$executeRaw`insert into comments (id, post_id, author_id, text) values (1, ${postId}, 1, '')`
    await world.context.db.$executeRaw`
      insert into moderation_cases (id, subject_kind, subject_id, place) values (1, 'POST', ${postId}, 1), (2, 'COMMENT', 1, 2),
        (3, 'STORY', ${postId}, 3)`
    await world.context.db.$executeRaw`insert into comment_counters (comment_id, shard) values (1, 0)`
    await world.context.db.$executeRaw`insert into comment_mentions values (1, 0, 4, 2)`
    await world.context.db.$executeRaw`insert into closed_comments (post_id) values (${postId})`
    await world.context.db.$executeRaw`insert into saves (id, user_id, post_id) values (1, 2, ${postId})`
    await world.context.db.$executeRaw`insert into collections (id, user_id, name) values (1, 2, '')`
    await world.context.db
      .$executeRaw`insert into collection_posts (id, collection_id, post_id) values (1, 1, ${postId})`
    await world.context.db.$executeRaw`insert into post_counters (post_id, shard) values (${postId}, 0), (${postId}, 1)`
    await world.context.db.$executeRaw`insert into post_view_batches (post_id, views) values (${postId}, 1)`
    await world.context.db.$executeRaw`insert into story_views (post_id, viewer_id) values (${postId}, 2)`
    await world.context.db.$executeRaw`
      insert into notifications (id, user_id, kind, subject_id, post_id) values (1, 2, 'POST_PUBLISHED', ${postId}, ${postId})`
  }),
  {
    ...one(
      pushNotifications,
      {},
      ({ context: { db } }) => db.$executeRaw`
        insert into notifications (user_id, id, kind, subject_id, push_at) select 1, n, 'LIKE', n, now() from generate_series(1, 201) n`,
    ),
    // What a dead run had taken is anybody's five minutes later.
    finish: async ({ context }) => {
      await context.db.$executeRaw`update notifications set push_at = now() where push_at is not null`
      await pushNotifications.run({}, { ...context, signal: new AbortController().signal, attempt: 1 })
    },
  },
  one(reconcileCounters, {}, async ({ context: { db } }) => {
    await people(db)
    await readyPost(db)
    await db.$executeRaw`insert into likes (post_id, user_id) values (${postId}, ${first})`
    await db.$executeRaw`insert into post_counters (post_id, shard, likes, comments) values (${postId}, 0, 3, 2)`
  }),
  one(foldViews, {}, async ({ context: { db, viralViews } }) => {
    await db.$executeRaw`
      insert into post_view_batches (post_id, views) values (${postId}, ${viralViews}::int), (${postId}, 1), (1, 7)`
  }),
  {
    ...one(checkFeeds, {}, async ({ context: { db } }) => {
      await people(db)
      await db.$executeRaw`insert into load_state default values`
      await db.$executeRaw`
      insert into sessions (id, user_id, series_hash, secret_hash, expires_at)
      select id, id, int8send(id), '', now() + interval '1 day' from unnest(${readers}::bigint[]) id`
    }),
    // One that died when it was through is looked at again, and both looks are kept.
    finish: ({ context: { db } }) =>
      db.$executeRaw`delete from feed_checks where at < (select max(at) from feed_checks)`,
  },
  one(warmFeeds, {}, async ({ context: { db } }) => {
    await people(db)
    await readyPost(db)
    await db.$executeRaw`
      insert into sessions (id, user_id, series_hash, secret_hash, expires_at)
      select id, id, int8send(id), '', now() + interval '1 day' from unnest(${readers}::bigint[]) id`
  }),
  one(
    sweepSessions,
    {},
    ({ context: { db } }) => db.$executeRaw`
      insert into sessions (id, user_id, series_hash, secret_hash, expires_at)
      select n, n, int4send(n), '', now() - interval '31 days' from generate_series(1, 1001) n`,
  ),
  {
    ...one(rankExplore, {}, async ({ context: { db } }) => {
      await people(db)
      await readyPost(db)
      await db.$executeRaw`update posts set position = next_id()`
      await db.$executeRaw`insert into explore_generations (generation) select generate_series(1, 12)`
    }),
    // Run again it ranks again: another generation of the same posts.
    finish: async ({ context: { db } }) => {
      await db.$executeRaw`
        delete from explore_generations where generation < (select max(generation) from explore_generations)`
      await db.$executeRaw`update explore_generations set generation = 1`
    },
  },
  one(tagPosts, {}, async ({ context: { db } }) => {
    for (const id of [1n, 2n, 3n]) await readyPost(db, id)
    await db.$executeRaw`update posts set caption = '#sea and #sun' where id < 3`
  }),
  one(sweepQuarantine, {}, async ({ context: { db } }) => {
    await db.$executeRaw`insert into worker_heartbeats (worker_id, host, pid, jobs) values ('w', '', 1, '{known}')`
    await db.$executeRaw`select graphile_worker.add_job('known', job_key := 'known', max_attempts := 1)`
    await db.$executeRaw`update graphile_worker._private_jobs set attempts = 1`
    await db.$executeRaw`select graphile_worker.add_job('left_over', job_key := 'left_over', run_at := now() - interval '2 hours')`
    await db.$executeRaw`
      insert into quarantined_jobs (id, name, payload, priority, attempts, max_attempts, code, message, quarantined_at)
      values (-1, 'old', '{}', 0, 1, 1, 'PERMANENT_FAILURE', '', now() - interval '91 days')`
  }),
]
