import { hostname } from 'node:os'
import type { SqlDb } from '@halide/prisma/client.ts'
import { Counter, Gauge, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'
import { measureOrphans } from './find-orphans/report.ts'
import { livenessSettings } from './liveness.ts'
import { measureLevels } from './load/measure.ts'
import { measureSchedule } from './measure-schedule.ts'
import { measureDrift } from './reconcile-counters/measure.ts'
import type { Outcome } from './run-job.ts'
import { measureSnapshots } from './snapshot-redis/measure.ts'

export interface JobMetrics {
  ran(job: string, outcome: Outcome, seconds: number): void
  /** Locks of dead workers that this one freed. */
  freed(workers: number): void
}

/** Counting a long queue takes tens of milliseconds: scrapers that come more often get the last count. */
const countEveryMs = 5_000

export function createMetrics(registry: Registry, db: SqlDb): JobMetrics {
  const registers = [registry]
  const latency = new Histogram({
    name: 'halide_job_seconds',
    help: 'Time of one run, by job and how it ended',
    labelNames: ['job', 'outcome'],
    buckets: latencyBuckets,
    registers,
  })
  const deadWorkers = new Counter({
    name: 'halide_dead_workers_total',
    help: 'Workers found dead whose jobs were freed',
    registers,
  })
  const queued = countQueued(db)
  new Gauge({
    name: 'halide_jobs_queued',
    help: 'Jobs that wait or run, by job',
    labelNames: ['job'],
    registers,
    async collect() {
      this.reset()
      for (const [job, count] of await queued()) this.set({ job }, count)
    },
  })
  new Gauge({
    name: 'instagram_processing_queue_depth',
    help: 'Photos that wait for their renditions, told by one of the workers: the others say 0, so that the sum is right',
    registers,
    async collect() {
      this.set((await tellsForAll(db)) ? ((await queued()).get('process_photo') ?? 0) : 0)
    },
  })
  new Gauge({
    name: 'halide_jobs_quarantined',
    help: 'Jobs that were given up and wait for an operator, by job. Alert on any',
    labelNames: ['job'],
    registers,
    async collect() {
      const rows = await db.$queryRaw<{ job: string; count: number }[]>`
        select name as job, count(*)::int as count from quarantined_jobs where released_at is null group by 1`
      this.reset()
      for (const { job, count } of rows) this.set({ job }, count)
    },
  })
  const unrepairable = new Gauge({
    name: 'halide_unrepairable_objects',
    help: 'Stored objects of which no good copy is left, and none can be made. Alert on any',
    registers,
    async collect() {
      const [row] = await db.$queryRaw<{ count: number }[]>`select count(*)::int as count from unrepairable_objects`
      unrepairable.set(row?.count ?? 0)
    },
  })
  measureOrphans(db, registry)
  measureDrift(db, registry)
  measureLevels(db, registry)
  measureSnapshots(db, registry)
  measureSchedule(db, registry)
  return {
    ran: (job, outcome, seconds) => latency.observe({ job, outcome }, seconds),
    freed: (workers) => deadWorkers.inc(workers),
  }
}

/** Of the workers that live, the one with the least id; also where none has a heartbeat yet. */
async function tellsForAll(db: SqlDb): Promise<boolean> {
  const [least] = await db.$queryRaw<{ self: boolean }[]>`
    select host = ${hostname()} and pid = ${process.pid}::int as self from worker_heartbeats
    where seen_at > now() - ${livenessSettings.deadAfterMs}::int * interval '1 ms' order by worker_id limit 1`
  return least?.self ?? true
}

/** Jobs with attempts left, by name; counted at most once in `countEveryMs`, however many ask. */
function countQueued(db: SqlDb): () => Promise<Map<string, number>> {
  let counted = Promise.resolve(new Map<string, number>())
  let countedAt = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - countedAt < countEveryMs) return counted
    countedAt = performance.now()
    counted = db.$queryRaw<{ job: string; count: number }[]>`
      select task_identifier as job, count(*)::int as count from graphile_worker.jobs
      where locked_at is not null or attempts < max_attempts group by 1`.then(
      (rows) => new Map(rows.map(({ job, count }) => [job, count])),
    )
    counted.catch(() => {
      countedAt = Number.NEGATIVE_INFINITY
    })
    return counted
  }
}
