import type { Db } from '@halide/prisma/client.ts'
import type { Progress } from './kit.ts'

export interface LivenessSettings {
  /** Milliseconds between two heartbeats of a worker. */
  heartbeatMs: number
  /** Milliseconds without a heartbeat after which a worker counts as dead: several heartbeats, so that one lost packet kills nobody. */
  deadAfterMs: number
}

export const livenessSettings: LivenessSettings = { heartbeatMs: 5_000, deadAfterMs: 30_000 }

export interface Identity {
  /** The name under which graphile-worker locks jobs: that of its worker pool. */
  workerId: string
  host: string
  pid: number
  /** The names that it has a handler for. */
  jobs: readonly string[]
}

type LivenessDb = Pick<Db, '$queryRaw' | '$executeRaw' | '$transaction'>

/** Of a job whose worker died in its last attempt, so that giving it up can say why. */
export const workerDied = 'the worker died in the last attempt'

/**
 * Writes this worker's heartbeat, and with it how far its jobs are, by their numbers. Answers whether its own last one was fresh: when all workers lost the database for a while, none
 * of them may call the others dead before these had time for a heartbeat. Time is the database's, on every machine the same.
 */
export async function beat(
  db: LivenessDb,
  { workerId, host, pid, jobs }: Identity,
  deadAfterMs: number,
  progress: Readonly<Record<string, Progress>> = {},
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ fresh: boolean }[]>`
    with last as (select seen_at from worker_heartbeats where worker_id = ${workerId})
    insert into worker_heartbeats (worker_id, host, pid, jobs, seen_at, progress)
    values (${workerId}, ${host}, ${pid}::int, ${jobs}::text[], now(), ${JSON.stringify(progress)}::jsonb)
    on conflict (worker_id) do update set seen_at = now(), progress = excluded.progress
    returning coalesce((select seen_at from last) > now() - ${deadAfterMs}::int * interval '1 ms', false) as fresh`
  return row?.fresh ?? false
}

/**
 * Frees the jobs of dead workers, so that others run them again: locks older than `deadAfterMs` of workers without a heartbeat in
 * that time. A worker that was only paused may come back and go on beside another: jobs are safe to run twice.
 * A job whose last attempt died with its worker gets one more, in which run-job.ts only gives it up. Answers the dead.
 */
export async function freeJobsOfTheDead(db: LivenessDb, deadAfterMs: number): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const dead = await tx.$queryRaw<{ worker: string }[]>`
      select distinct locked_by as worker from graphile_worker.jobs
      where locked_at < now() - ${deadAfterMs}::int * interval '1 ms' and not exists (
        select from worker_heartbeats
        where worker_id = locked_by and seen_at > now() - ${deadAfterMs}::int * interval '1 ms')`
    const workers = dead.map(({ worker }) => worker)
    if (workers.length > 0) {
      const spent = await tx.$queryRaw<{ id: bigint; attempts: number }[]>`
        select id, attempts::int from graphile_worker.jobs
        where locked_by = any(${workers}::text[]) and attempts >= max_attempts`
      await tx.$executeRaw`select graphile_worker.force_unlock_workers(${workers}::text[])`
      for (const { id, attempts } of spent) {
        await tx.$executeRaw`select graphile_worker.permanently_fail_jobs(array[${id}]::bigint[], ${workerDied})`
        await tx.$executeRaw`select graphile_worker.reschedule_jobs(array[${id}]::bigint[], max_attempts := ${attempts + 1}::int)`
      }
    }
    await tx.$executeRaw`
      delete from worker_heartbeats where seen_at < now() - ${deadAfterMs}::int * interval '1 ms'`
    return workers
  })
}

/** The worker ends in order and holds no job any more. */
export async function farewell(db: LivenessDb, { workerId }: Pick<Identity, 'workerId'>): Promise<void> {
  await db.$executeRaw`delete from worker_heartbeats where worker_id = ${workerId}`
}
