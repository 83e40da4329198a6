import { createPublisher } from '@halide/live/publish.ts'
import { type Cdn, noCdn } from '@halide/media/cdn/cdn.ts'
import { checkDatabase } from '@halide/prisma/check-database.ts'
import { openDb } from '@halide/prisma/client.ts'
import { createLoad } from '@halide/prisma/load.ts'
import type { PoolLimits } from '@halide/prisma/pool-settings.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import { openStore } from '@halide/storage/store.ts'
import type { ThawSettings } from '@halide/storage/thaw.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { serveOperations } from '@halide/telemetry/operations.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { checkRedis, openRedis } from '@halide/timeline/redis.ts'
import type { TimelineLimits } from '@halide/timeline/settings.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import Fastify from 'fastify'
import type { JobContext } from './context.ts'
import { crontab } from './crontab.ts'
import { enqueue } from './kit.ts'
import { type LivenessSettings, livenessSettings } from './liveness.ts'
import { startMonitor } from './load/monitor.ts'
import { createMetrics } from './metrics.ts'
import { pipeline } from './pipeline.ts'
import { startRenderer } from './process-photo/renderer.ts'
import { runJobs } from './run-jobs.ts'
import { defaultJobSettings, type JobSettings } from './settings.ts'
import { warmFeeds } from './warm-feeds/job.ts'

export interface WorkerSettings extends Partial<LivenessSettings> {
  databaseUrl: string
  /** Of Postgres itself, where `databaseUrl` is a PgBouncer. */
  directDatabaseUrl?: string
  pool?: Partial<PoolLimits>
  /** Without it there are no warm feeds to write. */
  redisUrl?: string
  timeline?: Partial<TimelineLimits>
  jobs?: JobSettings
  /** What stands before the media door; nothing unless given. */
  cdn?: Cdn
  thaw?: ThawSettings
  storage: { primary: RegionSettings; backup?: RegionSettings }
  /** Of the operations port: `/health/*` and `/metrics`. Port 0 takes any free one. */
  host: string
  port: number
  /** Jobs at once; photos are rendered one a core, whatever this says. */
  concurrency: number
  pollMs?: number
  log: Logger
}

export interface RunningWorker {
  /** Of the operations port. */
  url: string
  workerId: string
  /** Rejects when the worker cannot go on: its process is to end and be started anew. */
  ended: Promise<void>
  stop(): Promise<void>
}

/** A job can wait for its turn at a busy Redis; a reader could not. */
const redisTimeoutMs = 5_000

/** A whole job worker in this process: every job of the pipeline, its clockwork and its operations port. */
export async function startWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const { log, concurrency } = settings
  const registry = createRegistry('worker')
  let busy = () => 0
  const db = openDb({
    url: settings.databaseUrl,
    ...settings.pool,
    observe: { registry, log },
    reportAs: { kind: 'worker', busy: () => busy() },
  })
  const store = openStore({ ...settings.storage, ...(settings.thaw && { thaw: settings.thaw }), db, log, registry })
  const renderer = startRenderer()
  // It may have lost its feeds, or come back with old ones, which are as cold.
  const warmAnew = () =>
    void enqueue(db, warmFeeds, {}).catch((error: unknown) => log.warn({ err: error }, 'feeds are warmed by the clock'))
  const redis = settings.redisUrl ? openRedis(settings.redisUrl, log, redisTimeoutMs, warmAnew) : null
  const timeline = createTimeline({ redis, db, registry, log, limits: settings.timeline ?? {} })
  const { cdn = noCdn, jobs: jobSettings = defaultJobSettings } = settings
  const live = createPublisher(redis)
  const context: JobContext = { ...jobSettings, db, store, renderer, timeline, cdn, live, load: createLoad(db), log }
  const app = Fastify({ forceCloseConnections: 'idle' })
  let serving: string | null = null
  serveOperations(app, {
    registry,
    checks: {
      postgres: () => checkDatabase(db),
      queue: async () => serving ?? Promise.reject(new Error('the queue is not served')),
      ...(redis && { redis: () => checkRedis(redis) }),
      ...store.checks(),
    },
    optional: new Set(['redis', 's3.primary', 's3.backup']),
  })
  const url = await app.listen({ host: settings.host, port: settings.port })
  await store.prepare()
  const jobs = await runJobs({
    ...settings,
    context,
    metrics: createMetrics(registry, db),
    jobs: pipeline,
    crontab,
    databaseUrl: settings.directDatabaseUrl ?? settings.databaseUrl,
    concurrency,
  })
  serving = jobs.workerId
  busy = () => Math.min(1, jobs.runningForPeople() / concurrency)
  const { deadAfterMs } = { ...livenessSettings, ...settings }
  const monitor = startMonitor({ db, settings: jobSettings.levels, deadAfterMs, log })
  const ended = jobs.ended.finally(() => {
    serving = null
  })
  ended.catch(() => {})
  return {
    url,
    workerId: jobs.workerId,
    ended,
    async stop() {
      await monitor.stop()
      await jobs.stop()
      await renderer.stop()
      await app.close()
      await store.close()
      redis?.disconnect()
      await db.$disconnect()
    },
  }
}
