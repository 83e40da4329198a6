import { type Alert, always, gains, gauge, over } from './alert.ts'

const worker = 'process="worker",instance="w:1"'

/** The queue, its workers and the load. */
export const jobAlerts = {
  QueueLong: {
    severity: 'warning',
    summary: 'More than 10,000 photos wait for their renditions',
    expr: 'halide:processing_queue:depth > 10000',
    for: '2m',
    ...gauge('instagram_processing_queue_depth', 10_001, 10_000),
  },
  QueueCritical: {
    severity: 'critical',
    summary: 'More than 50,000 photos wait for their renditions',
    expr: 'halide:processing_queue:depth > 50000',
    for: '2m',
    ...gauge('instagram_processing_queue_depth', 50_001, 50_000),
  },
  QueueFastMode: {
    severity: 'critical',
    summary: 'More than 100,000 photos wait: they are made in fast mode, by twice the workers',
    expr: 'halide:processing_queue:depth > 100000',
    for: '1m',
    ...gauge('instagram_processing_queue_depth', 100_001, 100_000),
  },
  QueueExtreme: {
    severity: 'critical',
    summary: 'More than 500,000 photos wait: they are made in the lowest quality',
    expr: 'halide:processing_queue:depth > 500000',
    for: '1m',
    ...gauge('instagram_processing_queue_depth', 500_001, 500_000),
  },
  JobsLate: {
    severity: 'warning',
    summary: 'A job that somebody waits for has been due for more than 45 s',
    expr: 'max by (lane) (halide_oldest_job_seconds{lane=~"publish|upload"}) > 45',
    for: '5m',
    ...gauge('halide_oldest_job_seconds{lane="upload"}', 60, 30, { lane: 'upload' }),
  },
  BackgroundJobsLate: {
    severity: 'warning',
    summary: 'A job in the background has been due for more than an hour',
    expr: 'max by (lane) (halide_oldest_job_seconds{lane=~"retry|backfill"}) > 3600',
    for: '10m',
    ...gauge('halide_oldest_job_seconds{lane="backfill"}', 4_000, 3_000, { lane: 'backfill' }),
  },
  JobsQuarantined: {
    severity: 'warning',
    summary: 'Jobs were given up and wait for an operator',
    expr: over('halide_jobs_quarantined', 0, ' by (job) '),
    for: '1m',
    ...gauge('halide_jobs_quarantined{job="fan_out_post"}', 2, 0, { job: 'fan_out_post' }),
  },
  JobsFail: {
    severity: 'warning',
    summary: 'More than 5 % of the runs of a job fail',
    expr: `sum by (job) (rate(halide_job_seconds_count{outcome=~"retried|given_up"}[15m]))
  / sum by (job) (rate(halide_job_seconds_count[15m])) > 0.05`,
    for: '15m',
    labels: { job: 'purge_post' },
    fires: {
      'halide_job_seconds_count{job="purge_post",outcome="done"}': gains(90),
      'halide_job_seconds_count{job="purge_post",outcome="retried"}': gains(10),
    },
    holds: {
      'halide_job_seconds_count{job="purge_post",outcome="done"}': gains(90),
      'halide_job_seconds_count{job="purge_post",outcome="postponed"}': gains(10),
    },
  },
  ScheduledJobMissed: {
    severity: 'warning',
    summary: 'A job that runs by the clock was not enqueued when it was due',
    expr: over('halide_schedule_overdue_seconds', 300, ' by (job) '),
    for: '2m',
    ...gauge('halide_schedule_overdue_seconds{job="tier_storage"}', 900, 0, { job: 'tier_storage' }),
  },
  WorkersDead: {
    severity: 'warning',
    summary: 'Workers died while they held jobs',
    expr: 'sum(increase(halide_dead_workers_total[10m])) > 0',
    for: '0m',
    fires: { [`halide_dead_workers_total{${worker}}`]: '0x5 1x115' },
    holds: { [`halide_dead_workers_total{${worker}}`]: always(3) },
  },
  NoWorker: {
    severity: 'critical',
    summary: 'No worker tells of the queue: nothing is processed',
    expr: 'absent(instagram_processing_queue_depth)',
    for: '2m',
    fires: { up: always(1) },
    holds: { instagram_processing_queue_depth: always(0) },
  },
  WorkersTooFew: {
    severity: 'warning',
    summary: 'There are fewer workers than the length of the queue asks for',
    expr: 'max(halide_workers) < max(halide_workers_wanted)',
    for: '10m',
    fires: { halide_workers: always(2), halide_workers_wanted: always(4) },
    holds: { halide_workers: always(4), halide_workers_wanted: always(4) },
  },
  LoadHigh: {
    severity: 'warning',
    summary: 'Load is over 0.8: Explore and recommendations are off, images are made in lower quality',
    expr: 'max(halide_load_level) == 1',
    for: '1m',
    ...gauge('halide_load_level', 1, 0),
  },
  LoadCritical: {
    severity: 'critical',
    summary: 'Load is over 0.95: photos are accepted and processed later',
    expr: 'max(halide_load_level) == 2',
    for: '1m',
    ...gauge('halide_load_level', 2, 1),
  },
  QualityDebtNotRepaid: {
    severity: 'warning',
    summary: 'What fast mode skipped has not been made good for an hour, though the queue is short and the load normal',
    expr: `max(halide_quality_debt_photos) > 0 and max(halide_quality_debt_photos) >= max(halide_quality_debt_photos offset 30m)
  and max(max_over_time(halide_load_level[30m])) == 0 and max(max_over_time(halide_queue_level[30m])) == 0`,
    for: '30m',
    fires: { halide_quality_debt_photos: always(500), halide_load_level: always(0), halide_queue_level: always(0) },
    holds: { halide_quality_debt_photos: '5000-10x120', halide_load_level: always(0), halide_queue_level: always(0) },
  },
} satisfies Record<string, Alert>
