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

/** Every kind of job, or the named one, with its numbers: one statement. */
export async function findKinds(
  { db, kinds }: Pick<JobsDeps, 'db' | 'kinds'>,
  name?: string,
): Promise<JobKindParent[]> {
  const jobs = name === undefined ? kinds : kinds.filter((job) => job.name === name)
  const names = jobs.map((job) => job.name)
  const rows = await db.$queryRaw<(KindCounts & { kind: string })[]>`
    with queued as (
      select identifier as kind,
        count(*) filter (where is_available and run_at <= now() and attempts < max_attempts)::int as due,
        count(*) filter (where is_available and run_at > now())::int as scheduled,
        count(*) filter (where locked_at is not null)::int as running,
        extract(epoch from now() - min(run_at) filter (where is_available and run_at <= now() and attempts < max_attempts))::float8 as oldest
      from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = task_id
      where identifier = any(${names}::text[]) group by 1
    ), given_up as (
      select name as kind, count(*)::int as count from quarantined_jobs where released_at is null group by 1
    )
    select kind, coalesce(due, 0) as due, coalesce(scheduled, 0) as scheduled, coalesce(running, 0) as running,
      coalesce(given_up.count, 0) as quarantined, coalesce(oldest, 0) as "oldestDueSeconds",
      exists (select from paused_jobs where paused_jobs.kind = kinds.kind) as "isPaused", median as "medianSeconds",
      each as "secondsEach"
    from unnest(${names}::text[]) as kinds (kind) left join queued using (kind) left join given_up using (kind)
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
    ) rates`
  const counts = new Map(rows.map(({ kind, ...numbers }) => [kind, numbers]))
  return jobs.map((job) => ({ job, counts: counts.get(job.name)! }))
}
