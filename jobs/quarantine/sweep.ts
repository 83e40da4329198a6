import type { Db } from '@halide/prisma/client.ts'

type SqlDb = Pick<Db, '$executeRaw'>

/**
 * Gives jobs that lie in the queue without attempts, up to `limit`, one more, in which run-job.ts only gives them up: they failed when
 * what it takes to give up did not answer. Answers how many.
 */
export function resumeGivingUp(db: SqlDb, limit: number): Promise<number> {
  return db.$executeRaw`
    select graphile_worker.reschedule_jobs(array[id], run_at := now(), max_attempts := attempts + 1)
    from (
      select id, attempts from graphile_worker.jobs
      where attempts >= max_attempts and locked_at is null and exists (
        select from worker_heartbeats where task_identifier = any(jobs))
      limit ${limit}::int
    ) spent`
}

/**
 * Moves jobs out of the queue, up to `limit`, that have been due since before `dueBefore` and that no living worker has a handler for.
 * Answers how many.
 */
export function quarantineUnknown(db: SqlDb, dueBefore: Date, limit: number): Promise<number> {
  return db.$executeRaw`
    with unknown as materialized (
      select id, task_identifier as name from graphile_worker.jobs
      where run_at < ${dueBefore} and locked_at is null and not exists (
        select from worker_heartbeats where task_identifier = any(jobs))
      limit ${limit}::int
    ), removed as (
      select removed.*, unknown.name
      from unknown, graphile_worker.complete_jobs((select array_agg(id) from unknown)) as removed where removed.id = unknown.id
    ), replaced as (
      delete from quarantined_jobs using removed where quarantined_jobs.key = removed.key and released_at is null
    )
    insert into quarantined_jobs (id, name, payload, key, priority, attempts, max_attempts, code, message)
    select id, name, payload, key, priority, attempts, max_attempts, 'UNKNOWN_JOB', 'no worker has a handler for it'
    from removed`
}

/** Deletes entries, up to `limit`, from before a time: released or not, nobody will ask for them. Answers how many. */
export function deleteOldEntries(db: SqlDb, before: Date, limit: number): Promise<number> {
  return db.$executeRaw`
    delete from quarantined_jobs where id in (
      select id from quarantined_jobs where quarantined_at < ${before} limit ${limit}::int)`
}
