import type { Db } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { firstIdAt } from '@halide/schema/ids.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { OpenedEnvelope } from './envelope.ts'
import type { Outcome } from './run-job.ts'

export interface EndedRun {
  jobId: string
  kind: string
  envelope: OpenedEnvelope
  attempt: number
  outcome: Outcome
  error: string | null
  startedAt: Date
  endedAt: Date
  worker: string | null
  /** How far it came, where it said so. */
  done: number | null
  total: number | null
}

/** What the queue forgets: the runs that have ended. */
export interface History {
  ended(run: EndedRun): void
  /** Writes what is still to be written. */
  stop(): Promise<void>
}

/** Milliseconds for which runs are gathered: one insert for all. A worker that is killed takes so much of its history with it. */
const gatheredForMs = 500
/** More wait while Postgres is away; the oldest of them are lost first, since jobs matter and their history less. */
const mostGathered = 10_000

export function createHistory(db: Pick<Db, '$executeRaw'>, log: Logger): History {
  let gathered: EndedRun[] = []
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  async function write(): Promise<void> {
    const runs = gathered
    gathered = []
    if (runs.length === 0) return
    try {
      await writeRuns(db, runs)
    } catch (error) {
      log.warn({ err: error, runs: runs.length }, 'cannot write down which jobs have run')
      gathered = [...runs, ...gathered].slice(-mostGathered)
    }
  }

  function gather(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      writing = writing.then(write).then(() => {
        if (gathered.length > 0) gather()
      })
    }, gatheredForMs)
  }

  return {
    ended(run) {
      gathered.push(run)
      gather()
    },
    async stop() {
      clearTimeout(timer)
      await writing
      clearTimeout(timer)
      await write()
    },
  }
}

export async function writeRuns(db: Pick<Db, '$executeRaw'>, runs: readonly EndedRun[]): Promise<void> {
  const rows = runs.map(({ envelope: { own, requestId, askedBy }, outcome, ...run }) => {
    return { ...run, payload: own, requestId, ...askedBy, outcome: outcome.toUpperCase() }
  })
  await db.$executeRaw`
    insert into job_runs
      (job_id, kind, payload, attempt, outcome, error, started_at, ended_at, worker, request_id, asked_by, reason, done, total)
    select "jobId", kind, payload, attempt, outcome::job_outcome, error, "startedAt", "endedAt", worker, "requestId", "adminId", reason,
      done, total
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as run
      ("jobId" bigint, kind text, payload jsonb, attempt int, outcome text, error text, "startedAt" timestamptz, "endedAt" timestamptz,
        worker text, "requestId" text, "adminId" bigint, reason text, done int, total int)`
}

/** Of what was made so many days ago, by the clock of Postgres. */
export async function firstIdOfDays(db: Pick<Db, '$queryRaw'>, days: number): Promise<bigint> {
  return firstIdAt(Math.floor(await databaseTime(db)) - days * 86_400_000)
}

/** Deletes runs, up to `limit`, that ended so many days ago, by the clock of Postgres. Answers how many. */
export async function deleteOldRuns(
  db: Pick<Db, '$executeRaw' | '$queryRaw'>,
  days: number,
  limit: number,
): Promise<number> {
  // By their ids, which are as old as they are: nothing younger is read.
  const before = await firstIdOfDays(db, days)
  return db.$executeRaw`
    delete from job_runs where id in (select id from job_runs where id < ${before} order by id limit ${limit}::int)`
}
