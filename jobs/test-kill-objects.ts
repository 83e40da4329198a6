import assert from 'node:assert/strict'
import { defaultAges, smallestBytes } from '@halide/storage/tiering/due.ts'
import { noRedis } from '@halide/timeline/test-redis.ts'
import { checkAll, checkSample } from './check-integrity/job.ts'
import { repairObject } from './check-integrity/repair-object.ts'
import { drainBuffer } from './drain-buffer/job.ts'
import { findOrphans } from './find-orphans/job.ts'
import { measureStorage } from './measure-storage/job.ts'
import { prewarmPost } from './prewarm-post/job.ts'
import { purgeAuthor } from './purge-author/job.ts'
import { purgeEdition } from './purge-post/purge-edition.ts'
import { repayQuality } from './repay-quality/job.ts'
import { replicateObjects } from './replicate-objects/job.ts'
import { snapshotRedis } from './snapshot-redis/job.ts'
import { sweepObjects } from './sweep-objects/job.ts'
import { sweepUploads } from './sweep-uploads/job.ts'
import {
  author,
  contentType,
  damaged,
  type KillCase,
  type KillScene,
  md5Of,
  objects,
  one,
  original,
  originalKey,
  people,
  photo,
  photoId,
  postId,
  published,
  readyPost,
} from './test-kill-scenes.ts'
import { thawOriginal } from './thaw-original/job.ts'
import { tierStorage } from './tier-storage/job.ts'

/** An original large enough to be archived, in both regions, that nobody has read for long. */
const unread = async (world: KillScene) => {
  const { db, store } = world.context
  await readyPost(db)
  await photo(world, 'READY', [], Buffer.alloc(smallestBytes, 7))
  await store.replicate(new AbortController().signal)
  await db.$executeRaw`update objects set last_read_on = current_date - 200`
}

const archived = async (world: KillScene) => {
  await unread(world)
  await world.context.store.tier({ ages: defaultAges, runForMs: 60_000, signal: new AbortController().signal })
}

/** A snapshot and its objects are named by the time; what a dead run left of one expires an hour later. */
const redisSnapshot: KillCase = {
  ...one(snapshotRedis, {}, async (world) => {
    await published()(world)
    await world.context.db.redisSnapshot.create({ data: { takenAt: new Date(0) } })
  }),
  finish: async ({ context: { db }, stores }) => {
    assert.ok((await db.redisSnapshot.count({ where: { finishedAt: { not: null } } })) > 0)
    assert.equal(await db.redisSnapshot.count({ where: { takenAt: new Date(0) } }), 0)
    await db.redisSnapshot.deleteMany()
    const ofSnapshots = { where: { key: { startsWith: 'snapshots/' } } }
    for (const { key } of await db.storedObject.findMany(ofSnapshots)) {
      for (const region of Object.values(stores.regions)) await region.delete(key)
    }
    await db.storedObject.deleteMany(ofSnapshots)
  },
}

/** The jobs about stored objects and what caches have of them. */
export const killCasesOfObjects: readonly KillCase[] = [
  one(drainBuffer, {}, async ({ context: { db } }) => {
    for (const key of ['buffered/1', 'buffered/2']) {
      const bytes = Buffer.from(key)
      await db.$executeRaw`
        insert into objects (key, state, byte_size, md5, content_type, in_buffer)
        values (${key}, 'LIVE', ${bytes.length}::int, ${md5Of(bytes)}, ${contentType}, true)`
      await db.$executeRaw`insert into buffered_objects (key, bytes) values (${key}, ${bytes})`
    }
  }),
  one(measureStorage, {}, (world) => objects(world, 2)),
  one(replicateObjects, {}, (world) => objects(world, 5)),
  one(repayQuality, {}, async (world) => {
    await readyPost(world.context.db)
    await photo(world, 'READY', ['large', 'thumbnail'])
    await world.context.db.$executeRaw`insert into quality_debts (photo_id, skipped) values (${photoId}, '{MEDIUM}')`
  }),
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
  one(checkSample, {}, damaged),
  one(checkAll, {}, damaged),
  one(repairObject, { key: 'objects/1' }, damaged),
  one(purgeEdition, { photoId, edition: 2, round: 0 }, async (world) => {
    await readyPost(world.context.db)
    await photo(world, 'READY')
  }),
  one(prewarmPost, { postId }, async (world) => {
    await people(world.context.db)
    await readyPost(world.context.db)
    await photo(world, 'READY')
  }),
  one(purgeAuthor, { userId: author }, async (world) => {
    await people(world.context.db)
    await world.context.db.$executeRaw`update users set private_since = now() where id = ${author}`
    await readyPost(world.context.db)
    await photo(world, 'READY')
  }),
  one(tierStorage, {}, unread),
  one(thawOriginal, { photoId }, archived),
  {
    // Killed after it has erased an orphan it may still report it, until the next night's walk finds none.
    finish: ({ context }) => findOrphans.run({}, { ...context, signal: new AbortController().signal, attempt: 1 }),
    ...one(findOrphans, {}, async (world) => {
      await objects(world, 1)
      await world.stores.regions.primary.put(originalKey, original, { contentType, md5: md5Of(original) })
      await world.context.db.$executeRaw`
      insert into orphaned_objects (kind, key, bytes, first_seen_at)
      values ('UNKNOWN', ${originalKey}, ${original.length}::int, now() - interval '8 days')`
    }),
  },
  ...(noRedis ? [] : [redisSnapshot]),
]
