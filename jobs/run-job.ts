import type { Db } from '@halide/prisma/client.ts'
import { traced } from '@halide/telemetry/traces.ts'
import type { JobHelpers, TaskList } from 'graphile-worker'
import type { JobContext } from './context.ts'
import { type OpenedEnvelope, openEnvelope } from './envelope.ts'
import type { History } from './history.ts'
import { defaultTimeLimitMs, enqueue, type Job, PermanentJobError, type Progress, type RunContext } from './kit.ts'
import { workerDied } from './liveness.ts'
import type { JobMetrics } from './metrics.ts'
import { delayAfterOutage, isOutage } from './outage.ts'
import type { Pauses } from './pauses.ts'
import { type QuarantineCode, quarantine } from './quarantine/quarantine.ts'

export type Outcome = 'done' | 'retried' | 'postponed' | 'given_up' | 'handed_over' | 'cancelled'

export type QueueDb = Pick<Db, '$queryRaw' | '$executeRaw'>

/** Milliseconds in which a run may wind up after its signal was aborted; then the attempt ends without it. */
const windUpMs = 2_000

export interface TaskParts {
  ctx: JobContext
  /** What becomes of a job is written through it, and the jobs themselves cannot exhaust it. */
  queueDb: QueueDb
  metrics: JobMetrics
  history: Pick<History, 'ended'>
  running: RunningRuns
  pauses: Pick<Pauses, 'kinds'>
}

/** The runs of this worker, by their job's number: each ends when its controller is aborted. */
export type RunningRuns = Map<string, RunningRun>

export interface RunningRun {
  ending: AbortController
  /** Of the job, not of its kind: see `lanes`. */
  priority: number
  /** Null until the job says something. */
  progress: Progress | null
}

/** The queue's task for each job. Throws when two jobs share a name: each name has exactly one handler. */
export function toTaskList(jobs: readonly Job[], parts: TaskParts): TaskList {
  const tasks: TaskList = {}
  for (const job of jobs) {
    if (Object.hasOwn(tasks, job.name)) throw new Error(`two jobs are named ${job.name}`)
    tasks[job.name] = (payload, helpers) => runTask(job, payload, helpers, parts)
  }
  return tasks
}

async function runTask(
  job: Job,
  payload: unknown,
  helpers: JobHelpers,
  { ctx, queueDb, metrics, history, running, pauses }: TaskParts,
): Promise<void> {
  const start = performance.now()
  const startedAt = new Date()
  const { id: jobId, attempts: attempt, locked_by: worker } = helpers.job
  const envelope = openEnvelope(payload)
  const { requestId, traceparent = null } = envelope
  const log = ctx.log.child({ job: job.name, jobId, attempt, requestId })
  const ending = new AbortController()
  const run: RunningRun = { ending, priority: helpers.job.priority, progress: null }
  running.set(jobId, run)
  const progress = (done: number, total?: number) => {
    run.progress = { done, total: total ?? null }
  }
  let failure: unknown
  const outcome = await traced(
    job.name,
    { 'halide.job_id': jobId, 'halide.attempt': attempt, 'halide.request_id': requestId },
    () =>
      runJob(
        job,
        payload,
        { ...ctx, log },
        { helpers, envelope, db: queueDb, ending, isPaused: pauses.kinds().includes(job.name), progress },
      ),
    { kind: 'CONSUMER', causedBy: traceparent },
  ).catch((error: unknown): Outcome => {
    failure = error
    return 'retried'
  })
  running.delete(jobId)
  const seconds = (performance.now() - start) / 1_000
  metrics.ran(job.name, outcome, seconds)
  const error = failure === undefined ? null : messageOf(failure)
  const endedAt = new Date(startedAt.getTime() + seconds * 1_000)
  const { done = null, total = null } = run.progress ?? {}
  history.ended({ jobId, kind: job.name, envelope, attempt, outcome, error, startedAt, endedAt, worker, done, total })
  // graphile-worker sets the next attempt of a job that throws: e^attempts seconds later.
  if (failure !== undefined) throw failure
  log.debug({ outcome, seconds }, 'job ended')
}

/** An admin has this run end. */
class Cancelled extends Error {
  override name = 'Cancelled'
}

export function cancel({ ending }: RunningRun): void {
  ending.abort(new Cancelled('cancelled by an admin'))
}

/** A job as the queue handed it to this worker. */
interface Held {
  helpers: JobHelpers
  envelope: OpenedEnvelope
  db: QueueDb
  /** Of this run: by an admin, by its time limit, or because the worker stops. */
  ending: AbortController
  isPaused: boolean
  progress: NonNullable<RunContext['progress']>
}

async function runJob(job: Job, given: unknown, ctx: JobContext, held: Held): Promise<Outcome> {
  const { requestId, postponed, askedBy: asker } = held.envelope
  const askedBy = asker && { ...asker, adminId: BigInt(asker.adminId) }
  const parsed = job.payload.safeParse(given)
  if (!parsed.success) {
    // Nobody can be told: the payload does not say whose job it is.
    ctx.log.error({ payload: given, err: parsed.error }, 'job given up: its payload is not one of this job')
    return toQuarantine(job, held, 'INVALID_PAYLOAD', parsed.error)
  }
  const payload = parsed.data
  if (held.isPaused) {
    // It came without its flag: from the clock, or by hand. With it, it waits.
    await enqueue(held.db, job, payload, { requestId, askedBy, postponed })
    return 'handed_over'
  }
  const { attempts: attempt, max_attempts: attempts, key, last_error: lastError } = held.helpers.job
  const stopping = held.helpers.abortSignal
  // One attempt more than were allowed is granted only to give up: by liveness, or by sweep_quarantine. A job that lost its key was
  // enqueued anew while it ran: then the new one does the work.
  if (attempt > job.retry.attempts && job.key && key === null) return 'handed_over'
  if (attempt > job.retry.attempts) return giveUp(job, payload, ctx, held, new Error(lastError ?? workerDied))
  try {
    await withinTime(job.timeLimitMs ?? defaultTimeLimitMs, stopping, held.ending, (signal) =>
      job.run(payload, { ...ctx, signal, attempt, requestId, progress: held.progress }),
    )
    return 'done'
  } catch (error) {
    // Also where this worker has not heard of it yet: the job is not to come again.
    if (held.ending.signal.reason instanceof Cancelled || (await isCancelled(held))) return 'cancelled'
    if (stopping.aborted) {
      // The job did not fail, this worker ends. A fresh one takes its place at once and with all its attempts.
      await enqueue(held.db, job, payload, { requestId, askedBy })
      return 'handed_over'
    }
    if (job.resumes && error instanceof TimeIsUp) {
      await enqueue(held.db, job, payload, { requestId, askedBy })
      return 'handed_over'
    }
    if (isOutage(error, postponed)) {
      ctx.log.warn({ err: error, postponed }, 'job postponed: what it needs does not answer')
      const delayMs = delayAfterOutage(error, postponed)
      await enqueue(held.db, job, payload, { requestId, askedBy, delayMs, postponed: postponed + 1 })
      return 'postponed'
    }
    if (!(error instanceof PermanentJobError) && attempt < attempts) {
      ctx.log.warn({ err: error }, 'job failed, will be tried again')
      throw error
    }
    // A worker that was paused may have lost its job to another, which has attempts left.
    if (!(error instanceof PermanentJobError) && !(await isHeld(held))) throw error
    return giveUp(job, payload, ctx, held, error)
  }
}

/** When `giveUp` itself fails, the job stays in the queue: without attempts until sweep_quarantine grants one more. */
async function giveUp(job: Job, payload: unknown, ctx: JobContext, held: Held, reason: unknown): Promise<Outcome> {
  ctx.log.error({ err: reason, payload }, 'job given up')
  await job.giveUp?.(payload, ctx, reason)
  if (!(reason instanceof PermanentJobError)) {
    const died = reason instanceof Error && reason.message === workerDied
    return toQuarantine(job, held, died ? 'WORKER_DIED' : 'ATTEMPTS_EXHAUSTED', reason)
  }
  // The row says why, and trying again is for whoever changes the row.
  return job.giveUp ? 'given_up' : toQuarantine(job, held, 'PERMANENT_FAILURE', reason)
}

async function toQuarantine(job: Job, { helpers, db }: Held, code: QuarantineCode, reason: unknown): Promise<Outcome> {
  return (await quarantine(db, helpers.job, job, { code, message: messageOf(reason) })) ? 'given_up' : 'handed_over'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function isCancelled({ db, helpers: { job } }: Held): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`select from job_cancellations where job_id = ${job.id}::bigint`
  return rows.length === 1
}

async function isHeld({ db, helpers: { job } }: Held): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from graphile_worker.jobs where id = ${job.id}::bigint and locked_by = ${job.locked_by}`
  return rows.length === 1
}

class TimeIsUp extends Error {
  override name = 'TimeIsUp'
}

/** Runs with the signal of `ending`, which is aborted after `limitMs` and with `stopping` too. What does not heed it is left behind. */
async function withinTime(
  limitMs: number,
  stopping: AbortSignal,
  ending: AbortController,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { signal } = ending
  const { promise: leftBehind, reject } = Promise.withResolvers<never>()
  let windUp: NodeJS.Timeout | undefined
  const startWindUp = () => {
    windUp = setTimeout(() => reject(signal.reason), windUpMs)
  }
  const stop = () => ending.abort(stopping.reason)
  const limit = setTimeout(() => ending.abort(new TimeIsUp(`no end within ${limitMs} ms`)), limitMs)
  if (signal.aborted) startWindUp()
  else signal.addEventListener('abort', startWindUp, { once: true })
  stopping.addEventListener('abort', stop, { once: true })
  if (stopping.aborted) stop()
  try {
    await Promise.race([run(signal), leftBehind])
  } finally {
    clearTimeout(limit)
    clearTimeout(windUp)
    signal.removeEventListener('abort', startWindUp)
    stopping.removeEventListener('abort', stop)
  }
}
