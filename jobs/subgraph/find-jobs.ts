import { type Db, sql } from '@halide/prisma/client.ts'
import type { Progress } from '../kit.ts'
import type { JobState } from './resolvers.gen.ts'

export interface FoundJob {
  id: bigint
  kind: string
  state: JobState
  payload: unknown
  priority: number | null
  attempts: number
  maxAttempts: number
  runAt: Date | null
  createdAt: Date | null
  worker: string | null
  error: string | null
  quarantineCode: string | null
  progress: Progress | null
}

/** Queue and quarantine as one list. */
const inQueue = sql`
  select jobs.id, identifier as kind,
    case
      when locked_at is not null then 'RUNNING'
      when attempts >= max_attempts then 'QUARANTINED'
      when attempts > 0 then 'RETRYING'
      when run_at > now() then 'SCHEDULED'
      else 'WAITING'
    end as state,
    payload::jsonb as payload, priority::int as priority, attempts::int as attempts, max_attempts::int as "maxAttempts",
    run_at as "runAt", created_at as "createdAt", locked_by as worker, last_error as error, null as "quarantineCode",
    (select progress -> jobs.id::text from worker_heartbeats where worker_id = locked_by) as progress
  from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = task_id`
const givenUp = sql`
  select id, name, 'QUARANTINED', payload, priority, attempts, max_attempts, null::timestamptz, null::timestamptz, null, message,
    code::text, null
  from quarantined_jobs where released_at is null`

export interface WantedJobs {
  kind?: string | null | undefined
  state?: JobState | null | undefined
}

/** The latest first, below `after`. ENDED ones are not among them. */
export function findJobs(
  db: Pick<Db, '$queryRaw'>,
  { kind = null, state = null }: WantedJobs,
  limit: number,
  after: bigint | null,
): Promise<FoundJob[]> {
  return db.$queryRaw<FoundJob[]>`
    select * from (${inQueue} union all ${givenUp}) as job
    where (${kind}::text is null or kind = ${kind}) and (${state}::text is null or state = ${state})
      and (${after}::bigint is null or id < ${after})
    order by id desc limit ${limit}::int`
}

/** Wherever it is: in the queue, the quarantine, or only in the history. */
export async function findJob(db: Pick<Db, '$queryRaw' | 'jobRun'>, id: bigint): Promise<FoundJob | null> {
  const [found] = await db.$queryRaw<FoundJob[]>`
    select * from (${inQueue} where jobs.id = ${id} union all ${givenUp} and id = ${id}) as job`
  if (found) return found
  const last = await db.jobRun.findFirst({ where: { jobId: id }, orderBy: { id: 'desc' } })
  if (!last) return null
  const { kind, payload, attempt, error } = last
  const gone = { runAt: null, createdAt: null, worker: null, quarantineCode: null, priority: null, progress: null }
  return { ...gone, id, kind, state: 'ENDED', payload, attempts: attempt, maxAttempts: attempt, error }
}
