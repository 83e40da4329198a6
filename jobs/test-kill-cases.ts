import { createHash } from 'node:crypto'
import type { Tx } from '@halide/prisma/client.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { z } from 'zod'
import { checkAll, checkSample } from './check-integrity/job.ts'
import { drainBuffer } from './drain-buffer/job.ts'
import { fanOutBatch } from './fan-out-post/batch.ts'
import { fanOutPost } from './fan-out-post/job.ts'
import { foldViews } from './fold-views/job.ts'
import { forgetPost } from './forget-post/job.ts'
import { hardDeletePost } from './hard-delete-posts/hard-delete-post.ts'
import { hardDeletePosts } from './hard-delete-posts/job.ts'
import type { Job } from './kit.ts'
import { makeViral } from './make-viral/job.ts'
import { moveCelebrity } from './move-celebrity/job.ts'
import { markFollowers } from './move-celebrity/mark-followers.ts'
import { notifyFollowers } from './notify-followers/job.ts'
import { processPhoto } from './process-photo/job.ts'
import { purgePost } from './purge-post/job.ts'
import { refreshFeed } from './refresh-feed/job.ts'
import { replicateObjects } from './replicate-objects/job.ts'
import { retractPost } from './retract-post/job.ts'
import { sweepObjects } from './sweep-objects/job.ts'
import { sweepQuarantine } from './sweep-quarantine/job.ts'
import { sweepSessions } from './sweep-sessions/job.ts'
import { sweepUploads } from './sweep-uploads/job.ts'
import type { KillWorld } from './test-kill-world.ts'
import { makePhoto } from './test-world.ts'
import { warmFeeds } from './warm-feeds/job.ts'

export interface KillCase {
  job: Job
  payload: unknown
  /** Where a job has more than one way to go. */
  when?: string
  /** From an empty world to the one that the job meets; the same at each call. */
  arrange(world: KillWorld): Promise<unknown>
  /** What anybody's next request does in any case, before both ends are compared. */
  finish?(world: KillWorld): Promise<unknown>
}

// Ids are small, and so all rows are old: the sweeps find them.
const [author, first, second, third] = [1n, 11n, 12n, 13n]
const readers = [first, second, third]
const postId = 100n
const photoId = 200n
const uploadId = 300n
const original = await makePhoto(40, 30)
const contentType = 'image/jpeg'
const originalKey = objectKeys.original(author, postId, uploadId)
const md5Of = (bytes: Buffer) => createHash('md5').update(bytes).digest()

type Sql = Pick<Tx, '$executeRaw'>

/** An author with so many followers, in any reach. */
async function people(db: Sql, { followers = 3, reach = 'FAN_OUT' } = {}): Promise<void> {
  await db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name, reach)
    select id, 'u' || id, 'u' || id, '', '', (case when id = ${author} then ${reach} else 'FAN_OUT' end)::reach
    from unnest(${[author, ...readers]}::bigint[]) id`
  await db.$executeRaw`
    insert into follows (id, follower_id, followee_id) select id, id, ${author} from unnest(${readers.slice(0, followers)}::bigint[]) id`
}

async function readyPost(db: Sql, id = postId, deletedDays: number | null = null): Promise<void> {
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position, deleted_at)
    values (${id}, ${author}, '', 'READY', ${id}, now() - ${deletedDays}::int * interval '1 day')`
}

/** The post's photo, its original stored, and as many of its renditions as given. */
async function photo({ context: { db, store } }: KillWorld, status: string, sizes: string[] = []): Promise<void> {
  const md5 = md5Of(original)
  await store.put(originalKey, original, { contentType, md5 })
  await db.$executeRaw`
    insert into uploads (id, user_id, post_id, byte_size, content_type, md5, object_key, status, expires_at)
    values (${uploadId}, ${author}, ${postId}, ${original.length}::int, ${contentType}, ${md5}, ${originalKey}, 'USED', now())`
  await db.$executeRaw`
    insert into photos (id, post_id, ordinal, upload_id, original_key, alt_text, status)
    values (${photoId}, ${postId}, 0, ${uploadId}, ${originalKey}, '', ${status}::photo_status)`
  for (const size of sizes) {
    const key = objectKeys.rendition(photoId, 1, 'LARGE', 'JPEG').replace('large', size)
    await store.put(key, Buffer.from(size), { contentType, md5: md5Of(Buffer.from(size)) })
    await db.$executeRaw`
      insert into renditions (photo_id, edition, size, format, width, height, byte_size, md5, object_key)
      values (${photoId}, 1, ${size}, 'JPEG', 1, 1, ${size.length}::int, ${md5Of(Buffer.from(size))}, ${key})`
  }
}

async function objects({ context: { store } }: KillWorld, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, i) => `objects/${i}`)
  for (const key of keys) await store.put(key, Buffer.from(key), { contentType, md5: md5Of(Buffer.from(key)) })
  return keys
}

const warm = ({ context: { timeline } }: KillWorld, ids = readers) => timeline.warm(ids, new AbortController().signal)

async function unprocessed(world: KillWorld): Promise<void> {
  await world.context.db.$executeRaw`insert into posts (id, author_id, caption) values (${postId}, ${author}, '')`
  await photo(world, 'PROCESSING')
}

/** Warm feeds, and a post that came after them. */
const published = (reach?: string) => async (world: KillWorld) => {
  await people(world.context.db, reach ? { reach } : {})
  await warm(world, [first, third])
  await readyPost(world.context.db)
}

const deleted = async (world: KillWorld) => {
  const { db } = world.context
  await people(db)
  await readyPost(db)
  await warm(world)
  await photo(world, 'READY', ['large', 'medium'])
  await db.$executeRaw`update posts set deleted_at = now() - interval '31 days'`
}

/** Two regions that hold three objects, of which one region has lost one. */
const damaged = async (world: KillWorld) => {
  await objects(world, 3)
  await world.context.store.replicate(new AbortController().signal)
  await world.stores.regions.primary.delete('objects/1')
}

const many = ({ context: { db } }: KillWorld, batch: number) => db.$executeRaw`
  insert into likes (post_id, user_id) select ${postId}, n from generate_series(1, ${batch}::int) n`

const one = <P extends z.ZodType>(
  job: Job<P>,
  payload: z.input<P>,
  arrange: KillCase['arrange'],
  when?: string,
): KillCase => ({ job, payload, arrange, ...(when && { when }) })

/** Ids are made anew by each run; everything else is to be the same. */
const told = (afterFollowId: bigint, when: string): KillCase => ({
  ...one(notifyFollowers, { postId, afterFollowId }, published('CELEBRITY'), when),
  finish: ({ context: { db } }) => db.$executeRaw`update notifications set id = user_id`,
})

export const killCases: readonly KillCase[] = [
  one(processPhoto, { photoId }, unprocessed),
  one(fanOutPost, { postId }, published()),
  one(fanOutPost, { postId }, published('CELEBRITY'), 'of a celebrity'),
  one(makeViral, { postId }, ({ context: { db } }) => readyPost(db)),
  told(0n, 'with another batch to come'),
  told(second, 'that is the last'),
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
  one(drainBuffer, {}, async ({ context: { db } }) => {
    for (const key of ['buffered/1', 'buffered/2']) {
      const bytes = Buffer.from(key)
      await db.$executeRaw`
        insert into objects (key, state, byte_size, md5, content_type, in_buffer)
        values (${key}, 'LIVE', ${bytes.length}::int, ${md5Of(bytes)}, ${contentType}, true)`
      await db.$executeRaw`insert into buffered_objects (key, bytes) values (${key}, ${bytes})`
    }
  }),
  one(replicateObjects, {}, (world) => objects(world, 5)),
  one(sweepUploads, {}, async (world) => {
    for (const [id, key] of (await objects(world, 2)).entries()) {
      await world.context.db.$executeRaw`
        insert into uploads (id, user_id, post_id, byte_size, content_type, md5, object_key, status, expires_at)
        values (${id}, ${author}, ${id}, 1, ${contentType}, '', ${key}, ${id === 0 ? 'STORED' : 'ISSUED'}::upload_status, now())`
    }
  }),
  one(sweepObjects, {}, async (world) => {
    await objects(world, 4)
    await world.context.db.$executeRaw`
      update objects set state = (case key when 'objects/0' then 'LIVE' when 'objects/1' then 'PENDING' else 'TOMBSTONED' end)::object_state,
        changed_at = now() - interval '25 hours'`
  }),
  one(hardDeletePosts, {}, async ({ context: { db } }) => {
    for (const id of [1n, 2n, 3n]) await readyPost(db, id, id === 3n ? 1 : 31)
  }),
  one(hardDeletePost, { postId }, deleted),
  one(forgetPost, { postId }, async (world) => {
    await many(world, 5_001)
    await world.context.db.$executeRaw`insert into comments (id, post_id, author_id, text) values (1, ${postId}, 1, '')`
    await world.context.db.$executeRaw`insert into post_counters (post_id, shard) values (${postId}, 0), (${postId}, 1)`
    await world.context.db.$executeRaw`insert into post_view_batches (post_id, views) values (${postId}, 1)`
    await world.context.db.$executeRaw`
      insert into notifications (id, user_id, kind, actor_id, post_id) values (1, 2, 'POST_PUBLISHED', ${author}, ${postId})`
  }),
  one(foldViews, {}, async ({ context: { db, viralViews } }) => {
    await db.$executeRaw`
      insert into post_view_batches (post_id, views) values (${postId}, ${viralViews}::int), (${postId}, 1), (1, 7)`
  }),
  one(checkSample, {}, damaged),
  one(checkAll, {}, damaged),
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
