import type { JobHelpers, TaskList } from 'graphile-worker'
import type { JobContext } from './context.ts'
import { defaultTimeLimitMs, enqueue, type Job, PermanentJobError } from './kit.ts'
import type { JobMetrics } from './metrics.ts'
import { delayAfterOutage, isOutage } from './outage.ts'

export type Outcome = 'done' | 'retried' | 'postponed' | 'given_up' | 'handed_over'

/** Milliseconds in which a run may wind up after its signal was aborted; then the attempt ends without it. */
const windUpMs = 2_000

/** The queue's task for each job. Throws when two jobs share a name: each name has exactly one handler. */
export function toTaskList(jobs: readonly Job[], ctx: JobContext, metrics: JobMetrics): TaskList {
  const tasks: TaskList = {}
  for (const job of jobs) {
    if (Object.hasOwn(tasks, job.name)) throw new Error(`two jobs are named ${job.name}`)
    tasks[job.name] = async (payload: unknown, helpers: JobHelpers) => {
      const start = performance.now()
      const requestId = requestIdOf(payload)
      const log = ctx.log.child({ job: job.name, jobId: helpers.job.id, attempt: helpers.job.attempts, requestId })
      const outcome: Outcome | { failure: unknown } = await runJob(
        job,
        payload,
        { ...ctx, log },
        helpers,
        requestId,
      ).catch((failure: unknown) => ({ failure }))
      const seconds = (performance.now() - start) / 1_000
      metrics.ran(job.name, typeof outcome === 'string' ? outcome : 'retried', seconds)
      // graphile-worker sets the next attempt of a job that throws: e^attempts seconds later.
      if (typeof outcome !== 'string') throw outcome.failure
      log.debug({ outcome, seconds }, 'job ended')
    }
  }
  return tasks
}

function requestIdOf(payload: unknown): string | undefined {
  const { requestId } = (payload ?? {}) as { requestId?: unknown }
  return typeof requestId === 'string' ? requestId : undefined
}

function postponedOf(payload: unknown): number {
  const { postponed } = (payload ?? {}) as { postponed?: unknown }
  return typeof postponed === 'number' ? postponed : 0
}

async function runJob(
  job: Job,
  given: unknown,
  ctx: JobContext,
  helpers: JobHelpers,
  requestId: string | undefined,
): Promise<Outcome> {
  const parsed = job.payload.safeParse(given)
  if (!parsed.success) {
    // Nobody can be told: the payload does not say whose job it is.
    ctx.log.error({ payload: given, err: parsed.error }, 'job dropped: its payload is not one of this job')
    return 'given_up'
  }
  const payload = parsed.data
  const { attempts: attempt, max_attempts: attempts } = helpers.job
  const stopping = helpers.abortSignal
  // One attempt more than were allowed is what liveness grants a job whose worker died in the last one: only to give up. A job that
  // lost its key was enqueued anew while it ran: then the new one does the work.
  if (attempt > job.retry.attempts && job.key && helpers.job.key === null) return 'handed_over'
  if (attempt > job.retry.attempts) return giveUp(job, payload, ctx, new Error('the worker died in the last attempt'))
  try {
    await withinTime(job.timeLimitMs ?? defaultTimeLimitMs, stopping, (signal) =>
      job.run(payload, { ...ctx, signal, attempt, requestId }),
    )
    return 'done'
  } catch (error) {
    if (stopping.aborted) {
      // The job did not fail, this worker ends. A fresh one takes its place at once and with all its attempts.
      await enqueue(ctx.db, job, payload, { requestId })
      return 'handed_over'
    }
    const postponed = postponedOf(given)
    if (isOutage(error, postponed)) {
      ctx.log.warn({ err: error, postponed }, 'job postponed: what it needs does not answer')
      const delayMs = delayAfterOutage(error, postponed)
      await enqueue(ctx.db, job, payload, { requestId, delayMs, postponed: postponed + 1 })
      return 'postponed'
    }
    if (!(error instanceof PermanentJobError) && attempt < attempts) {
      ctx.log.warn({ err: error }, 'job failed, will be tried again')
      throw error
    }
    // A worker that was paused may have lost its job to another, which has attempts left.
    if (!(error instanceof PermanentJobError) && !(await isHeld(ctx, helpers))) throw error
    return giveUp(job, payload, ctx, error)
  }
}

/** When `giveUp` itself fails, the job stays in the queue: as long as attempts are left it is tried again, then it is seen as failed. */
async function giveUp(job: Job, payload: unknown, ctx: JobContext, reason: unknown): Promise<Outcome> {
  ctx.log.error({ err: reason, payload }, 'job given up')
  await job.giveUp?.(payload, ctx, reason)
  if (reason instanceof PermanentJobError) return 'given_up'
  // Left in the queue without attempts, so that an operator sees it and can try it again.
  throw reason
}

async function isHeld({ db }: JobContext, { job }: JobHelpers): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from graphile_worker.jobs where id = ${job.id}::bigint and locked_by = ${job.locked_by}`
  return rows.length === 1
}

/** Runs with a signal that is aborted after `limitMs` or by `stopping`. What does not heed the signal is left behind. */
async function withinTime(
  limitMs: number,
  stopping: AbortSignal,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const end = new AbortController()
  const { promise: leftBehind, reject } = Promise.withResolvers<never>()
  let windUp: NodeJS.Timeout | undefined
  const abort = (reason: unknown) => {
    end.abort(reason)
    windUp ??= setTimeout(() => reject(reason), windUpMs)
  }
  const limit = setTimeout(() => abort(new Error(`no end within ${limitMs} ms`)), limitMs)
  const stop = () => abort(stopping.reason)
  stopping.addEventListener('abort', stop, { once: true })
  if (stopping.aborted) stop()
  try {
    await Promise.race([run(end.signal), leftBehind])
  } finally {
    clearTimeout(limit)
    clearTimeout(windUp)
    stopping.removeEventListener('abort', stop)
  }
}
