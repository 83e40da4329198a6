import { EventEmitter } from 'node:events'
import { hostname } from 'node:os'
import { type Db, openDb } from '@halide/prisma/client.ts'
import type { Logger as Log } from '@halide/telemetry/log.ts'
import { Logger, type ParsedCronItem, run, type Worker, type WorkerEvents } from 'graphile-worker'
import type { JobContext } from './context.ts'
import { createHistory } from './history.ts'
import { type Job, lanes } from './kit.ts'
import {
  beat,
  farewell,
  freeJobsOfTheDead,
  type Identity,
  type LivenessSettings,
  livenessSettings,
} from './liveness.ts'
import type { JobMetrics } from './metrics.ts'
import { watchPauses } from './pauses.ts'
import { cancel, type RunningRuns, toTaskList } from './run-job.ts'

export interface RunOptions extends Partial<LivenessSettings> {
  context: JobContext
  metrics: JobMetrics
  jobs: readonly Job[]
  /** None unless given. */
  crontab?: ParsedCronItem[]
  /** Of Postgres itself: the queue listens, which a PgBouncer in transaction mode does not pass on. */
  databaseUrl: string
  /** Jobs at once. */
  concurrency: number
  /** Milliseconds between two looks at the queue; a job that is enqueued wakes a worker at once. */
  pollMs?: number
  /** Milliseconds that running jobs get to end when the worker stops; 5,000 unless given. */
  graceMs?: number
}

export interface RunningJobs {
  workerId: string
  /** How many run right now of what somebody waits for: in the lanes `publish` and `upload`. */
  runningForPeople(): number
  /** Rejects when the queue cannot be served any more, such as after the loss of Postgres: the process is to end and be started anew. */
  ended: Promise<void>
  /** Takes no more jobs. Those that run get `graceMs` to end, and are then handed to other workers. */
  stop(): Promise<void>
}

/** Serves the queue in this process, with a heartbeat, and an eye on the workers that have none any more. */
export async function runJobs(options: RunOptions): Promise<RunningJobs> {
  const { context, metrics, jobs, crontab = [], databaseUrl, concurrency, pollMs = 1_000, graceMs = 5_000 } = options
  const { heartbeatMs, deadAfterMs } = { ...livenessSettings, ...options }
  const { log } = context
  // Of its own: what becomes of jobs is written, and the heart beats, also while jobs hold every connection of the process.
  const queueDb = openDb({ url: databaseUrl, maxConnections: 2, minIdle: 0 })

  const events: WorkerEvents = new EventEmitter()
  const { promise: poolCreated, resolve: onPool } = Promise.withResolvers<string>()
  events.once('pool:create', ({ workerPool }) => onPool(workerPool.id))
  // A pool that cannot note how a job ended shuts itself down, and may wait for that for ever: nobody would serve the queue.
  const { promise: gaveUp, resolve: giveUp } = Promise.withResolvers<void>()
  events.once('pool:gracefulShutdown', () => giveUp())
  const askingSince = noteWhoAsks(events)
  const history = createHistory(queueDb, log)
  const pauses = await watchPauses(queueDb)
  const running: RunningRuns = new Map()
  const runner = await run({
    // Without a batcher, however small its delay, a stop does not wait until the last jobs are marked as done or failed.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0, gracefulShutdownAbortTimeout: graceMs } },
    connectionString: databaseUrl,
    taskList: toTaskList(jobs, { ctx: context, queueDb, metrics, history, running, pauses }),
    parsedCronItems: crontab,
    concurrency,
    forbiddenFlags: pauses.kinds,
    // Each running job may hold one to be fetched and ended, and one more listens.
    maxPoolSize: concurrency + 2,
    pollInterval: pollMs,
    noHandleSignals: true,
    events,
    logger: toQueueLogger(log),
  })
  let stopping = false
  let serving = true
  runner.promise
    .catch(() => {})
    .finally(() => {
      serving = false
    })
  const ended = Promise.race([runner.promise, gaveUp]).then(() => {
    if (!stopping) throw new Error('the queue has ended')
    return runner.promise
  })
  ended.catch(() => {})
  const self: Identity = {
    workerId: await poolCreated,
    host: hostname(),
    pid: process.pid,
    jobs: jobs.map(({ name }) => name),
  }

  async function beatOnce(): Promise<void> {
    for (const jobId of await findCancelled(queueDb, [...running.keys()])) {
      const run = running.get(jobId)
      if (run) cancel(run)
    }
    const told = [...running].flatMap(([jobId, { progress }]) => (progress ? [[jobId, progress] as const] : []))
    if (!(await beat(queueDb, self, deadAfterMs, Object.fromEntries(told)))) return
    // Postgres hears the heart, so it is the queue's own connections or state that are beyond help.
    if (Math.min(...askingSince.values()) < performance.now() - deadAfterMs) {
      log.error('the queue gives no answer to who asks for a job')
      giveUp()
    }
    const dead = await freeJobsOfTheDead(queueDb, deadAfterMs)
    if (dead.length === 0) return
    metrics.freed(dead.length)
    log.warn({ dead }, 'freed the jobs of dead workers')
  }

  let silent = false
  let beating = Promise.resolve()
  const beatOn = () => {
    beating = beatOnce()
      .catch((error: unknown) => log.error({ err: error }, 'heartbeat failed'))
      .then(() => {
        if (!silent) timer = setTimeout(beatOn, heartbeatMs)
      })
  }
  let timer: NodeJS.Timeout | undefined
  beatOn()
  await beating

  return {
    workerId: self.workerId,
    runningForPeople: () => [...running.values()].filter(({ priority }) => priority <= lanes.upload).length,
    ended,
    async stop() {
      if (stopping) return
      stopping = true
      try {
        // The heart beats on until the last job has ended. A runner that ended by itself says so in `ended`.
        if (serving) await runner.stop()
      } finally {
        silent = true
        clearTimeout(timer)
        await beating
        pauses.stop()
        await history.stop()
        await farewell(queueDb, self)
        await queueDb.$disconnect()
      }
    },
  }
}

/**
 * Of these jobs, those that an admin has cancelled. A cancellation stays until its job has left the queue, so that whoever runs it in place of a
 * worker that died hears of it too.
 */
async function findCancelled(db: Pick<Db, '$queryRaw'>, running: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    with ended as (
      delete from job_cancellations
      where not exists (select from graphile_worker._private_jobs as jobs where jobs.id = job_id)
    )
    select job_id as id from job_cancellations where job_id = any(${running}::text[]::bigint[])`
  return rows.map(({ id }) => id.toString())
}

/**
 * Since when each idle worker has been asking for a job without an answer, be it that there is none; by `performance.now()`. One that
 * asks for ever is alive and useless: over a connection that died unheard, or after graphile-worker (0.18) failed to look up the ids of its
 * tasks, which it does once and whose failure it remembers.
 */
function noteWhoAsks(events: WorkerEvents): ReadonlyMap<Worker, number> {
  const since = new Map<Worker, number>()
  events.on('worker:getJob:start', ({ worker }) => {
    if (!since.has(worker)) since.set(worker, performance.now())
  })
  events.on('worker:getJob:empty', ({ worker }) => since.delete(worker))
  events.on('job:start', ({ worker }) => since.delete(worker))
  return since
}

/** The queue's own log. What becomes of jobs is logged in run-job.ts, so that here only its troubles count. */
function toQueueLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const ofJob = meta !== undefined && ('failure' in meta || 'success' in meta)
    const lines = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const
    log[ofJob ? 'trace' : lines[level]]({ scope }, message)
  })
}
