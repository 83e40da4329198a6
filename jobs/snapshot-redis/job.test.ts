import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import type { SqlDb } from '@halide/prisma/client.ts'
import { watched } from '@halide/prisma/test-watched.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import { startTestStores, type TestStores } from '@halide/storage/test-stores.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createDump, loadPart } from '@halide/timeline/dump.ts'
import { scriptsOf } from '@halide/timeline/scripts.ts'
import { noServer, startTestServer } from '@halide/timeline/test-server.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import type { RunContext } from '../kit.ts'
import { createMetrics } from '../metrics.ts'
import { expireSnapshots } from './expire.ts'
import { snapshotRedis } from './job.ts'
import { restoreSnapshot } from './restore.ts'

const skip = noServer
const log = createLogger('test', 'silent')
let stores: TestStores
let store: ObjectStore
before(async () => {
  stores = await startTestStores()
  store = stores.open()
})
after(async () => {
  store.close()
  await stores.close()
})

const partBytes = 5_000

/** A Redis of its own, and what the job may reach. No snapshots yet. */
async function scene(t: TestContext) {
  const { db } = stores.database
  await db.redisSnapshot.deleteMany()
  const server = await startTestServer(t)
  // As a worker, which waits longer than a reader.
  const redis = await server.open(5_000)
  const timeline = createTimeline({ redis, db, registry: createRegistry('test'), log })
  const ctx = {
    db,
    store,
    timeline: { ...timeline, dump: createDump(redis, partBytes) },
    redisSnapshotHours: 24,
    log,
    signal: new AbortController().signal,
    attempt: 1,
  } satisfies Partial<RunContext> as RunContext
  return {
    server,
    redis,
    timeline,
    ctx,
    db,
    take: (more: Partial<RunContext> = {}) => snapshotRedis.run({}, { ...ctx, ...more }),
    restore: (time?: Date) => restoreSnapshot({ db, store, log, load: (part) => loadPart(redis, part) }, time),
    snapshots: () => db.redisSnapshot.findMany({ orderBy: { takenAt: 'asc' } }),
  }
}

/** Of every snapshot, by state. */
const objects = () =>
  stores.database.db.storedObject.findMany({ where: { key: { startsWith: 'snapshots/' } }, orderBy: { key: 'asc' } })
const liveKeys = async () => (await objects()).filter(({ state }) => state === 'LIVE').map(({ key }) => key)

test('an empty Redis gets back every key, with its type, bytes and time to live', { skip }, async (t) => {
  const { redis, take, restore, snapshots } = await scene(t)
  const values = new Map(Array.from({ length: 1_000 }, (_, i) => [`feed:{s${i % 64}}:${i}`, randomBytes(64)]))
  for (const [key, value] of values) await redis.set(key, value, 'EX', 5_000)
  await redis.sadd('a set', '0', '7')
  await redis.set('for ever', 'x')
  await take()
  const [snapshot] = await snapshots()
  assert.ok(snapshot?.finishedAt && snapshot.parts > 10)
  for (const { byteSize, key } of await objects()) assert.ok(byteSize <= partBytes || key.endsWith('json'), key)

  await redis.flushall()
  await redis.set('for ever', 'newer')
  assert.deepEqual(await restore(), { takenAt: snapshot.takenAt, keys: 1_001, of: 1_002 })
  assert.equal(await redis.dbsize(), 1_002)
  for (const [key, value] of values) assert.deepEqual(await redis.getBuffer(key), value)
  const ttl = await redis.ttl('feed:{s1}:1')
  assert.ok(ttl > 4_900 && ttl <= 5_000)
  assert.deepEqual((await redis.smembers('a set')).sort(), ['0', '7'])
  assert.equal(await redis.get('for ever'), 'newer', 'what is there is newer')
  assert.equal(await redis.ttl('for ever'), -1)
})

test('npm run redis:restore needs no more than the settings of a worker', { skip }, async (t) => {
  const { server, redis, take } = await scene(t)
  await redis.set('key', 'value')
  await take()
  await redis.flushall()
  const { primary, backup } = stores.servers
  const env = {
    DATABASE_URL: stores.database.url,
    REDIS_URL: server.url,
    S3_ENDPOINT: primary.settings.endpoint,
    S3_BUCKET: primary.settings.bucket,
    S3_ACCESS_KEY_ID: primary.settings.accessKeyId,
    S3_SECRET_ACCESS_KEY: primary.settings.secretAccessKey,
    S3_BACKUP_ENDPOINT: backup.settings.endpoint,
    S3_BACKUP_BUCKET: backup.settings.bucket,
  }
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const [, ...args] = scripts['redis:restore']!.split(' ')
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  assert.match(stdout, /"keys":1,"of":1/)
  assert.equal(await redis.get('key'), 'value')
  const [job] = await stores.database.db.$queryRaw<{ name: string }[]>`
    select task_identifier name from graphile_worker.jobs`
  assert.equal(job?.name, 'warm_feeds')
  const early = [...args, '--before', '2026-01-01T00:00:00Z']
  await assert.rejects(promisify(execFile)(process.execPath, early, { env }), { code: 1 }, 'there is none')
})

test('a snapshot damaged in one region is restored from the other, in both it gives way to the one before', {
  skip,
}, async (t) => {
  const { redis, take, restore, snapshots } = await scene(t)
  await redis.set('which', 'older')
  await take()
  await redis.set('which', 'newer')
  await redis.set('more', randomBytes(1_234))
  await take()
  await store.replicate(new AbortController().signal)
  const [older, newer] = await snapshots()
  const part = (await objects()).filter(({ key }) => !key.endsWith('json')).at(-1)!
  assert.ok(part.inPrimary && part.inBackup)

  await stores.servers.primary.rot(part.byteSize, 20)
  await redis.flushall()
  assert.deepEqual((await restore())?.takenAt, newer?.takenAt)
  assert.equal(await redis.get('which'), 'newer')
  await stores.servers.backup.rot(part.byteSize, 20)
  await redis.flushall()
  assert.deepEqual((await restore())?.takenAt, older?.takenAt)
  assert.equal(await redis.get('which'), 'older')
  assert.equal(await restore(new Date(older!.takenAt.getTime() - 1)), null)
})

test('a run that dies leaves no snapshot, and what it wrote is erased with what is too old', { skip }, async (t) => {
  const { redis, take, restore, snapshots, ctx, db } = await scene(t)
  for (let i = 0; i < 10; i++) await redis.set(`${i}`, randomBytes(2_000))
  await db.storedObject.updateMany({ where: { key: { startsWith: 'snapshots/' } }, data: { state: 'GONE' } })
  const dying = createDump(redis, partBytes)
  const dump = (signal: AbortSignal) =>
    (async function* () {
      let parts = 0
      for await (const part of dying(signal)!) {
        if (parts++ === 2) throw new Error('killed')
        yield part
      }
    })()
  await assert.rejects(take({ timeline: { ...ctx.timeline, dump } }), /killed/)
  assert.equal((await liveKeys()).length, 2)
  assert.equal(await restore(), null)
  await take()
  await expireSnapshots(ctx)
  assert.equal((await snapshots()).length, 2, 'the unfinished one may still be under way')

  // Two hours later, and a day after the first whole one.
  const [dead, whole] = await snapshots()
  await move(dead!.takenAt, 2)
  const doomed = await liveKeys()
  await db.unrepairableObject.create({ data: { key: doomed[0]!, faults: ['MISSING'] } })
  await expireSnapshots(ctx)
  assert.deepEqual(
    (await snapshots()).map(({ takenAt }) => takenAt),
    [whole!.takenAt],
  )
  assert.equal(await db.unrepairableObject.count(), 0)

  /** As if it had been taken so many hours earlier, with its objects. */
  async function move(takenAt: Date, hours: number) {
    const earlier = new Date(takenAt.getTime() - hours * 3_600_000)
    const folder = (time: Date) => time.toISOString().replaceAll(':', '-')
    await db.$executeRaw`update redis_snapshots set taken_at = ${earlier} where taken_at = ${takenAt}`
    await db.$executeRaw`update objects set key = replace(key, ${folder(takenAt)}, ${folder(earlier)})`
  }
  await move(whole!.takenAt, 25)
  await expireSnapshots(ctx)
  assert.equal((await snapshots()).length, 1, 'the newest whole one stays')
  await take()
  const left = await snapshots()
  assert.equal(left.length, 1)
  assert.equal((await liveKeys()).length, left[0]!.parts + 1)
  const gone = (await objects()).filter(({ key }) => doomed.includes(key))
  assert.ok(gone.every(({ state }) => state !== 'LIVE'))
})

test('the age and size of the newest whole snapshot are told', { skip }, async (t) => {
  const { redis, take, db } = await scene(t)
  const registry = createRegistry('test')
  createMetrics(registry, db)
  const read = async (name: string) =>
    Number(new RegExp(`^${name}(?:{.*})? (.*)$`, 'm').exec(await registry.metrics())?.[1])
  assert.ok(Number.isNaN(await read('halide_redis_snapshot_age_seconds')))
  await redis.set('a', 'b')
  await take()
  const age = await read('halide_redis_snapshot_age_seconds')
  assert.ok(age >= 0 && age < 10, `${age}`)
  assert.ok((await read('halide_redis_snapshot_bytes')) > 16)
})

test('restored feeds are cold, and are warm again before their readers come, with few statements at once', {
  skip,
}, async (t) => {
  const { timeline, take, db } = await scene(t)
  const count = 500
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    insert into users (handle, email, password_hash, display_name)
    select 'r' || n, 'r' || n || '@halide.test', '', '' from generate_series(1, ${count}) n returning id`
  const readers = rows.map(({ id }) => id)
  const author = readers[0]!
  await db.$executeRaw`
    insert into follows (follower_id, followee_id) select unnest(${readers.slice(1)}::bigint[]), ${author}`
  const [{ id: post } = { id: 0n }] = await db.$queryRaw<{ id: bigint }[]>`select next_id() id`
  await db.$executeRaw`
    insert into posts (id, author_id, caption, status, position) values (${post}, ${author}, '', 'READY', ${post})`
  const { signal } = new AbortController()
  assert.equal(await timeline.warm(readers, signal), count)
  const again = await scene(t)
  await take()
  assert.equal((await again.restore())?.keys, 2 * count)
  const scripts = scriptsOf(again.redis)
  const warm = async () => {
    const found = await Promise.all(readers.map((reader) => scripts.isWarm(1, redisKeys.feed(reader))))
    return found.filter(Boolean).length
  }
  assert.equal(await again.redis.exists(redisKeys.feed(author)), 1)
  assert.equal(await warm(), 0)
  const statements = counted(db)
  const counting = createTimeline({ redis: again.redis, db: statements.db, registry: createRegistry('test'), log })
  const start = performance.now()
  assert.equal(await counting.warm(readers, signal), count)
  const seconds = (performance.now() - start) / 1_000
  assert.equal(await warm(), count)
  t.diagnostic(
    `${count} restored feeds warm again in ${seconds.toFixed(1)} s, at most ${statements.most()} statements at once`,
  )
  assert.ok(statements.most() <= 2)
  const page = await counting.homeFeed(readers[1]!, null, 5)
  assert.deepEqual(
    page.map(({ position }) => position),
    [post],
  )
})

/** A database, and the most statements that were under way in it at once. */
function counted(db: SqlDb): { db: SqlDb; most(): number } {
  let [now, most] = [0, 0]
  return {
    db: watched(db, async (_, ask) => {
      most = Math.max(most, ++now)
      try {
        return await ask()
      } finally {
        now--
      }
    }),
    most: () => most,
  }
}
