import { hostname } from 'node:os'
import type { SqlDb } from '@halide/prisma/client.ts'
import { oneQuestion } from '@halide/telemetry/one-question.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'
import { livenessSettings } from '../liveness.ts'
import type { LaneDepth } from './count-queue.ts'

/** The order of `load_level` and `queue_level`. */
const levels = ['NORMAL', 'HIGH', 'CRITICAL']
const queueLevels = ['NORMAL', 'WARN', 'CRITICAL', 'FAST', 'EXTREME']

interface Latest {
  level: string
  load: number
  queueLevel: string
  workers: number
  wantedWorkers: number
  feedsChecked: number
  feedStaleRate: number
  debts: number
  /** Jobs that wait or run, by kind. */
  queued: Record<string, number>
  /** Whether this worker tells what is told once for all; as each does where none has a heartbeat yet. */
  tellsForAll: boolean
  lanes: Record<string, LaneDepth>
}

/** What was measured last. Every worker tells the same of it, so that `max` is right for all of them. */
export function measureLevels(db: SqlDb, registry: Registry): void {
  const latest = oneQuestion(() => read(db))
  const gauge = (name: string, help: string, tell: (latest: Latest) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const row = await latest()
        if (row) this.set(tell(row))
      },
    })
  gauge('halide_load', 'How loaded the busiest kind of process is, 0 to 1, smoothed', ({ load }) => load)
  gauge('halide_load_level', '0 NORMAL, 1 HIGH, 2 CRITICAL; an override counts', ({ level }) => levels.indexOf(level))
  gauge('halide_queue_level', '0 NORMAL, 1 WARN, 2 CRITICAL, 3 FAST, 4 EXTREME', ({ queueLevel }) =>
    queueLevels.indexOf(queueLevel),
  )
  gauge('halide_quality_debt_photos', 'Photos made with less under load, not yet made good', ({ debts }) => debts)
  gauge('halide_workers', 'Workers with a heartbeat', ({ workers }) => workers)
  gauge('halide_workers_wanted', 'Workers that the queue asks for: for a scaler', ({ wantedWorkers }) => wantedWorkers)
  gauge('halide_feeds_checked', 'Feeds that the last check looked at', ({ feedsChecked }) => feedsChecked)
  gauge(
    'feed_stale_rate',
    'Of those, the share that lacked a post. Alert over 0.1',
    ({ feedStaleRate }) => feedStaleRate,
  )
  new Gauge({
    name: 'halide_jobs_queued',
    help: 'Jobs that wait or run, by job',
    labelNames: ['job'],
    registers: [registry],
    async collect() {
      const row = await latest()
      this.reset()
      for (const [job, count] of Object.entries(row?.queued ?? {})) this.set({ job }, count)
    },
  })
  gauge(
    'instagram_processing_queue_depth',
    'Photos that wait for their renditions, told by one of the workers: the others say 0, so that the sum is right',
    ({ tellsForAll, queued }) => (tellsForAll ? (queued.process_photo ?? 0) : 0),
  )
  new Gauge({
    name: 'halide_oldest_job_seconds',
    help: 'For how long the oldest job of a lane has been due',
    labelNames: ['lane'],
    registers: [registry],
    async collect() {
      const row = await latest()
      this.reset()
      for (const [lane, { oldestSeconds }] of Object.entries(row?.lanes ?? {})) this.set({ lane }, oldestSeconds)
    },
  })
}

/** Of the workers that live, the one with the least id tells for all. */
async function read(db: SqlDb): Promise<Latest | undefined> {
  const [row] = await db.$queryRaw<Latest[]>`
    select current_load_level()::text as level, state.load, state.queue_level::text as "queueLevel", state.workers,
      state.wanted_workers as "wantedWorkers", feeds_checked as "feedsChecked", state.feed_stale_rate as "feedStaleRate",
      queued, coalesce((
        select host = ${hostname()} and pid = ${process.pid}::int from worker_heartbeats
        where seen_at > now() - ${livenessSettings.deadAfterMs}::int * interval '1 ms' order by worker_id limit 1), true) as "tellsForAll",
      coalesce(debts, 0) as debts, coalesce(lanes, '{}') as lanes
    from load_state as state left join lateral (
      select debts, lanes from load_samples order by at desc limit 1) as latest on true`
  return row
}
