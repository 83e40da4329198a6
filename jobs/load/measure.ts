import type { SqlDb } from '@halide/prisma/client.ts'
import { oneQuestion } from '@halide/telemetry/one-question.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'
import type { LaneDepth } from './monitor.ts'

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

async function read(db: SqlDb): Promise<Latest | undefined> {
  const [row] = await db.$queryRaw<Latest[]>`
    select current_load_level()::text as level, state.load, state.queue_level::text as "queueLevel", state.workers,
      state.wanted_workers as "wantedWorkers", feeds_checked as "feedsChecked", state.feed_stale_rate as "feedStaleRate",
      coalesce(debts, 0) as debts, coalesce(lanes, '{}') as lanes
    from load_state as state left join lateral (
      select debts, lanes from load_samples order by at desc limit 1) as latest on true`
  return row
}
