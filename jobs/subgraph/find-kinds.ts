import { countQueue, total } from '../load/count-queue.ts'
import type { JobsDeps } from './context.ts'
import type { JobKindParent } from './parents.ts'

export interface KindCounts {
  due: number
  scheduled: number
  running: number
  quarantined: number
  oldestDueSeconds: number
  isPaused: boolean
  /** Of the latest 100 runs that ended well; null when there are none. */
  medianSeconds: number | null
  /** For each thing of what these have done, in the same number of runs, ended or handed over; null when they say nothing. */
  secondsEach: number | null
}

/** Every kind of job, or the named one, with its numbers; those of a long queue are estimates (jobs/load/count-queue.ts). */
export async function findKinds(
  { db, kinds }: Pick<JobsDeps, 'db' | 'kinds'>,
  name?: string,
): Promise<JobKindParent[]> {
  const jobs = name === undefined ? kinds : kinds.filter((job) => job.name === name)
  const names = jobs.map((job) => job.name)
  const [depths, rows] = await Promise.all([
    db.$transaction(countQueue),
    db.$queryRaw<(Pick<KindCounts, 'quarantined' | 'isPaused' | 'medianSeconds' | 'secondsEach'> & { kind: string })[]>`
      with given_up as (
        select name as kind, count(*)::int as count from quarantined_jobs where released_at is null group by 1
      )
      select kind, coalesce(given_up.count, 0) as quarantined,
        exists (select from paused_jobs where paused_jobs.kind = kinds.kind) as "isPaused", median as "medianSeconds",
        each as "secondsEach"
      from unnest(${names}::text[]) as kinds (kind) left join given_up using (kind)
      cross join lateral (
        select percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at)::float8) as median from (
          select * from job_runs where job_runs.kind = kinds.kind and outcome = 'DONE' order by id desc limit 100
        ) latest
      ) runs
      cross join lateral (
        select extract(epoch from sum(ended_at - started_at))::float8 / nullif(sum(done), 0) as each from (
          select * from job_runs
          where job_runs.kind = kinds.kind and outcome in ('DONE', 'HANDED_OVER') and done > 0 order by id desc limit 100
        ) latest
      ) rates`,
  ])
  const queued = (kind: string) => {
    const { waiting, due, running, oldestSeconds } = total(depths.filter((depth) => depth.kind === kind))
    return { due, scheduled: waiting - due, running, oldestDueSeconds: oldestSeconds }
  }
  const counts = new Map(rows.map(({ kind, ...numbers }) => [kind, { ...queued(kind), ...numbers }]))
  return jobs.map((job) => ({ job, counts: counts.get(job.name)! }))
}
