import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultJobSettings } from '@halide/jobs/settings.ts'
import { killCasesOfAccounts } from '@halide/jobs/test-kill-accounts.ts'
import { killCases } from '@halide/jobs/test-kill-cases.ts'
import { killCasesOfObjects } from '@halide/jobs/test-kill-objects.ts'
import type { KillCase, KillScene } from '@halide/jobs/test-kill-scenes.ts'
import { openDb } from '@halide/prisma/client.ts'
import { createStorageMetrics } from '@halide/storage/metrics.ts'
import { openRegion } from '@halide/storage/region.ts'
import { openStore } from '@halide/storage/store.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { openRedis } from '@halide/timeline/redis.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import type { World } from '../world.ts'

/** What a job of each kind is about: the first of its kill cases makes it. */
export const subjects: ReadonlyMap<string, KillCase> = new Map(
  [...killCases, ...killCasesOfAccounts, ...killCasesOfObjects].reverse().map((each) => [each.job.name, each]),
)

/** What stays: who acts, what they did, and what the system knows of itself. */
const kept = new Set([
  ...['operator_acts', 'job_runs', 'job_cancellations', 'paused_jobs', 'quarantined_jobs', 'worker_heartbeats'],
  ...['process_loads', 'load_samples', 'users', 'sessions'],
])
/** Ids of subjects are small, those of the cast have the time in them. */
const smallId = 1_000_000

export interface Scene {
  /** Everything but the cast is gone, and there is what a case is about. */
  set(subject: KillCase): Promise<void>
  close(): Promise<void>
}

/** Puts subjects into a world, where its own workers find them. */
export async function createScene(world: World): Promise<Scene> {
  const log = createLogger('drill', 'silent')
  const registry = createRegistry('drill')
  const db = openDb({ url: world.databaseUrl, maxConnections: 4 })
  const metrics = createStorageMetrics(createRegistry('regions'))
  const regions = {
    primary: openRegion('primary', world.regions.primary, metrics),
    backup: openRegion('backup', world.regions.backup, metrics),
  }
  const store = openStore({ ...world.regions, db, log, registry, copyAhead: false })
  const redis = world.redisUrl === null ? null : openRedis(world.redisUrl, log, 5_000)
  if (redis) await once(redis, 'ready')
  const timeline = createTimeline({ redis, db, registry, log })
  const scene: KillScene = {
    context: { db, store, timeline, viralViews: defaultJobSettings.viralViews },
    stores: { regions },
  }
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like '\\_prisma%' order by 1`
  const emptied = tables.map(({ name }) => name).filter((name) => !kept.has(name))
  // Locked first: a run that was cancelled may still be ending, and leave rows behind.
  const emptyTables = `do $$ begin
    set local session_replication_role = replica;
    lock table ${emptied.join(', ')} in share row exclusive mode;
    ${emptied.map((name) => `delete from ${name};`).join(' ')}
    delete from users where id < ${smallId};
    delete from sessions where user_id < ${smallId};
    delete from quarantined_jobs where id < 0;
    delete from worker_heartbeats where worker_id = 'w';
    delete from graphile_worker._private_jobs where locked_at is null;
  end $$`

  async function clear(): Promise<void> {
    await db.$executeRawUnsafe(emptyTables)
    for (const region of Object.values(regions)) for await (const { key } of region.list('')) await region.delete(key)
    await redis?.flushdb()
  }

  return {
    async set(subject) {
      for (let tries = 5; ; tries -= 1) {
        try {
          await clear()
          await subject.arrange(scene)
          break
        } catch (error) {
          // Whoever holds some of it waits for the rest.
          if (tries === 1) throw error
          await sleep(500)
        }
      }
      await db.$executeRaw`insert into load_state default values on conflict do nothing`
    },
    async close() {
      store.close()
      regions.primary.close()
      regions.backup.close()
      redis?.disconnect()
      await db.$disconnect()
    },
  }
}
