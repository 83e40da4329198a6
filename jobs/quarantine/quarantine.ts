import type { Db } from '@halide/prisma/client.ts'
import type { Job } from '../kit.ts'

export type QuarantineCode =
  | 'ATTEMPTS_EXHAUSTED'
  | 'WORKER_DIED'
  | 'INVALID_PAYLOAD'
  | 'UNKNOWN_JOB'
  | 'PERMANENT_FAILURE'

export interface QuarantineReason {
  code: QuarantineCode
  /** For an operator; longer ones are cut at `longestMessage` characters. */
  message: string
}

type SqlDb = Pick<Db, '$queryRaw' | '$executeRaw'>

const longestMessage = 2_000

/**
 * Moves a job that this worker runs out of the queue, in one statement. An entry of the same key is replaced: it is about the same
 * work. False when the job is not this worker's any more: one that was paused may have lost it to another, which has attempts left.
 */
export async function quarantine(
  db: SqlDb,
  { id, locked_by }: { id: string; locked_by: string | null },
  job: Pick<Job, 'name' | 'retry'>,
  { code, message }: QuarantineReason,
): Promise<boolean> {
  // The queue's functions leave alone what is locked, hence its own table.
  const moved = await db.$executeRaw`
    with removed as (
      delete from graphile_worker._private_jobs where id = ${id}::bigint and locked_by = ${locked_by} returning *
    ), replaced as (
      delete from quarantined_jobs using removed where quarantined_jobs.key = removed.key and released_at is null
    )
    insert into quarantined_jobs (id, name, payload, key, priority, attempts, max_attempts, code, message)
    select id, ${job.name}, payload, key, priority, least(attempts, ${job.retry.attempts}::int), ${job.retry.attempts}::int,
      ${code}::quarantine_code, ${message.slice(0, longestMessage)}
    from removed`
  return moved === 1
}

export type Release = 'RELEASED' | 'NOT_FOUND' | 'ALREADY_RELEASED'

/**
 * Puts a job back into the queue with all its attempts, once: entry and job change in one statement. One of the same key that waits
 * already is replaced, as by any enqueue.
 */
export async function release(db: SqlDb, id: bigint): Promise<Release> {
  if ((await putBack(db, [id])).length > 0) return 'RELEASED'
  const [entry] = await db.$queryRaw<unknown[]>`select from quarantined_jobs where id = ${id}`
  return entry ? 'ALREADY_RELEASED' : 'NOT_FOUND'
}

/** The same for several; answers the numbers that those have from now on that were put back. */
export async function putBack(db: Pick<SqlDb, '$queryRaw'>, ids: readonly bigint[]): Promise<bigint[]> {
  const jobs = await db.$queryRaw<{ id: bigint }[]>`
    with released as (
      update quarantined_jobs set released_at = now() where id = any(${[...ids]}::bigint[]) and released_at is null returning *
    )
    select (graphile_worker.add_job(
      name, payload := (case jsonb_typeof(payload) when 'object' then payload - 'postponed' else payload end)::json,
      max_attempts := max_attempts, job_key := key, priority := priority, flags := array[name])).id
    from released order by released.id`
  return jobs.map(({ id }) => id)
}

export interface QuarantinedJob extends QuarantineReason {
  id: bigint
  name: string
  payload: unknown
  attempts: number
  quarantinedAt: Date
}

/** What waits for an operator, the latest first. */
export function listQuarantined(db: Pick<Db, 'quarantinedJob'>, limit: number): Promise<QuarantinedJob[]> {
  return db.quarantinedJob.findMany({
    where: { releasedAt: null },
    orderBy: [{ quarantinedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}
