import { inspect } from 'node:util'
import { createPublisher } from '@halide/live/publish.ts'
import { type Cdn, noCdn } from '@halide/media/cdn/cdn.ts'
import { calm } from '@halide/prisma/load.ts'
import type { RegionName } from '@halide/storage/region.ts'
import { startTestStores, type TestStores } from '@halide/storage/test-stores.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { noRedis, openTestRedis, storedList, type TestRedis } from '@halide/timeline/test-redis.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import { unpack } from '@halide/timeline/value.ts'
import type { JobContext } from './context.ts'
import { crontab } from './crontab.ts'
import { livenessSettings } from './liveness.ts'
import { startRenderer } from './process-photo/renderer.ts'
import { defaultFanOut, defaultJobSettings, defaultNotices } from './settings.ts'
import { effect, fuseRedis, fuseRegion, fuseStatements } from './test-fuse.ts'

const byTheClock = crontab.map(({ task }) => task)

/** Two regions, a database and a Redis, every effect on which can be a run's last. */
export interface KillWorld {
  stores: TestStores
  context: JobContext
  /** Nothing is left of any earlier run. */
  clear(): Promise<void>
  /**
   * Everything that there is: rows, the queue, both buckets, feeds, purges. Left out are times, a post's position, and runs that the clock
   * brings in any case.
   */
  state(): Promise<Record<string, unknown>>
  /**
   * As if the time had passed after which a worker counts as dead: what Redis keeps for no longer is gone, and so is what the
   * process remembered, such as builds under way, which the next run would join.
   */
  untilFoundDead(): Promise<void>
  leave(): Promise<void>
}

export async function enterKillWorld(): Promise<KillWorld> {
  fuseStatements()
  const stores = await startTestStores({ fsync: false })
  const { db } = stores.database
  const log = createLogger('test', 'silent')
  const { primary, backup } = stores.regions
  const store = stores.open({ primary: fuseRegion(primary), backup: fuseRegion(backup) })
  await store.prepare()
  const renderer = startRenderer({ size: 2 })
  const redis = noRedis ? null : openTestRedis()
  if (redis) fuseRedis(redis.redis)
  const openTimeline = () => createTimeline({ redis: redis?.redis ?? null, db, registry: createRegistry('test'), log })
  const purged = new Set<string>()
  /** Stands in for a CDN, whose own answer to a purge has tests beside it: what counts here is what it was asked. */
  const cdn: Cdn = {
    ...noCdn,
    kind: 'http-cache',
    purge: (paths) => effect('purge', async () => paths.forEach((path) => void purged.add(path))),
    prewarm: (paths) =>
      effect('prewarm', async () => {
        for (const path of paths) purged.add(`prewarmed ${path}`)
      }),
  }
  const context: JobContext = {
    ...defaultJobSettings,
    ...{ db, store, renderer, timeline: openTimeline(), cdn, log },
    live: createPublisher(redis?.redis ?? null),
    load: { now: async () => calm },
    // Small, so that each job meets its own threshold and its own next batch.
    fanOut: { ...defaultFanOut, celebrityFollowers: 3, celebrityFollowersLow: 2, followersABatch: 2 },
    notices: { ...defaultNotices, followersABatch: 2 },
    push: { publicKey: '', privateKey: '', subject: '', concurrency: 1, timeoutMs: 1 },
  }
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not like '\\_prisma%' order by 1`
  // Of a few rows each, DELETE is ten times as fast as TRUNCATE. As a replica, so that foreign keys and triggers say nothing.
  const emptyTables = `do $$ begin
    set local session_replication_role = replica;
    ${tables.map(({ name }) => `delete from ${name};`).join(' ')}
    delete from graphile_worker._private_jobs;
    perform setval(pg_get_serial_sequence('graphile_worker._private_jobs', 'id'), 1, false);
  end $$`
  const allRows = tables
    .map(({ name }) => `select '${name}' as name, coalesce(jsonb_agg(to_jsonb(t)), '[]') as rows from ${name} t`)
    .join(' union all ')

  return {
    stores,
    context,
    async clear() {
      await db.$executeRawUnsafe(emptyTables)
      for (const region of [primary, backup]) {
        for await (const { key } of region.list('')) await region.delete(key)
      }
      await redis?.forgetAll()
      purged.clear()
    },
    async state() {
      const state: Record<string, unknown> = { purged: [...purged].sort(), feeds: redis && (await feedsIn(redis)) }
      for (const { name, rows } of await db.$queryRawUnsafe<{ name: string; rows: object[] }[]>(allRows)) {
        state[name] = rows.map(timeless).sort()
      }
      const queue = await db.$queryRaw<object[]>`
        select task_identifier, payload, jobs.key, jobs.priority, jobs.attempts, jobs.max_attempts, jobs.run_at > now() + interval '1 s' as later
        from graphile_worker.jobs join graphile_worker._private_jobs using (id)
        where not (task_identifier = any(${byTheClock}::text[]) and payload::text = '{}')`
      state.queue = queue.map(timeless).sort()
      for (const name of ['primary', 'backup'] as const) state[name] = await objectsIn(stores, name)
      return state
    },
    async untilFoundDead() {
      context.timeline = openTimeline()
      // A minute, for which a run takes what it does.
      await db.$executeRaw`update quality_debts set tried_at = tried_at - interval '1 minute'`
      if (!redis) return
      for (const key of await keysIn(redis)) {
        const seconds = await redis.redis.ttl(key)
        if (seconds >= 0 && seconds * 1_000 <= livenessSettings.deadAfterMs) await redis.evict(key)
      }
    },
    async leave() {
      await renderer.stop()
      store.close()
      await redis?.close()
      await stores.close()
    },
  }
}

/** A row as text, with `set` for every time and every position. */
function timeless(row: object): string {
  return JSON.stringify(row, (name, value: unknown) =>
    value !== null && (name === 'position' || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)))
      ? 'set'
      : value,
  )
}

async function objectsIn({ regions }: TestStores, name: RegionName): Promise<string[]> {
  const found: string[] = []
  for await (const { key } of regions[name].list('')) {
    const head = await regions[name].head(key)
    found.push(`${key} ${head?.etag} ${head?.storageClass}`)
  }
  return found.sort()
}

async function keysIn({ redis }: TestRedis): Promise<string[]> {
  const prefix = redis.options.keyPrefix!
  return (await redis.keys(`${prefix}*`)).map((key) => key.slice(prefix.length))
}

async function contentOf(redis: TestRedis['redis'], key: string): Promise<unknown> {
  const type = await redis.type(key)
  if (type === 'set') return (await redis.smembers(key)).sort()
  // Whatever was pushed twice, or in another turn.
  if (type === 'list') return inspect(unpack(await storedList(redis, key)))
  return (await redis.getBuffer(key))?.toString('hex')
}

async function feedsIn(testRedis: TestRedis): Promise<string[]> {
  const { redis } = testRedis
  const found: string[] = []
  for (const key of await keysIn(testRedis)) {
    found.push(`${key} ${await contentOf(redis, key)}`)
  }
  return found.sort()
}
