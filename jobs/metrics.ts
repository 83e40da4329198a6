import type { SqlDb } from '@halide/prisma/client.ts'
import { Counter, Gauge, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'
import { measureOrphans } from './find-orphans/report.ts'
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
