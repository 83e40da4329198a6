import { sql, type Tx } from '@halide/prisma/client.ts'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { userError } from '@halide/subgraph-kit/index.ts'
import { openEnvelope } from '../envelope.ts'
import { writeRuns } from '../history.ts'
import { enqueue, type Lane, lanes } from '../kit.ts'
import { putBack } from '../quarantine/quarantine.ts'
import { act, type Done, type Fault, isFault } from './audit.ts'
import type { JobsContext } from './context.ts'
import { type FoundJob, findJob } from './find-jobs.ts'
import { noSuchKind } from './run-by-hand.ts'

const noSuchJob = userError('JOB_NOT_FOUND', 'jobId', 'There is no such job, or it has ended.')
const noneInQuarantine = userError('JOB_NOT_FOUND', null, 'None of these lies in quarantine.')
const itRuns = userError('JOB_RUNNING', 'jobId', 'It is running just now.')

export function pauseJobs(ctx: JobsContext, kind: string, reason: string): Promise<Done | Fault> {
  return act(ctx, 'PAUSE_JOBS', reason, async (tx) => {
    if (!isKind(ctx, kind)) return noSuchKind
    await tx.$executeRaw`insert into paused_jobs (kind) values (${kind}) on conflict do nothing`
    // What the clock enqueues has no flag, by which workers leave a paused kind alone.
    await tx.$executeRaw`
      update graphile_worker._private_jobs set flags = jsonb_build_object(${kind}::text, true)
      where flags is null and locked_at is null
        and task_id = (select id from graphile_worker._private_tasks where identifier = ${kind})`
    return { kind }
  })
}

export function resumeJobs(ctx: JobsContext, kind: string, reason: string): Promise<Done | Fault> {
  return act(ctx, 'RESUME_JOBS', reason, async (tx) => {
    if (!isKind(ctx, kind)) return noSuchKind
    await tx.$executeRaw`delete from paused_jobs where kind = ${kind}`
    return { kind }
  })
}

export function cancelJob(ctx: JobsContext, jobId: string, reason: string): Promise<Done | Fault> {
  return onJob(ctx, 'CANCEL_JOB', jobId, reason, async (tx, { id, kind, state, attempts }) => {
    if (state === 'RUNNING') {
      await tx.$executeRaw`insert into job_cancellations (job_id) values (${id}) on conflict do nothing`
      return { kind, detail: { state } }
    }
    if (state === 'QUARANTINED' || state === 'ENDED') return noSuchJob
    const taken = await tx.$queryRaw<{ payload: unknown }[]>`
      delete from graphile_worker._private_jobs where id = ${id} and locked_at is null returning payload`
    if (!taken[0]) return itRuns
    await noteEnd(tx, { id, kind, payload: taken[0].payload, attempts })
    return { kind, detail: { state } }
  })
}

export function discardJob(ctx: JobsContext, jobId: string, reason: string): Promise<Done | Fault> {
  return onJob(ctx, 'DISCARD_JOB', jobId, reason, async (tx, { id, kind, state }) => {
    if ((await discard(tx, [id])) === 0) return noSuchJob
    return { kind, detail: { state } }
  })
}

export function retryJob(ctx: JobsContext, jobId: string, reason: string): Promise<Done | Fault> {
  return onJob(ctx, 'RETRY_JOB', jobId, reason, async (tx, found) => {
    const { id, kind, state } = found
    if (state === 'RUNNING') return itRuns
    const job = ctx.kinds.find(({ name }) => name === kind)
    if (!job) return noSuchKind
    if (found.quarantineCode) {
      const [jobId] = await putBack(tx, [id])
      return jobId === undefined ? noSuchJob : { kind, detail: { state }, jobId }
    }
    if (state === 'ENDED') {
      const { own, requestId } = openEnvelope(found.payload)
      const askedBy = { adminId: ctx.viewer!.userId, reason: reason.trim() }
      return { kind, detail: { state }, jobId: await enqueue(tx, job, own as never, { requestId, askedBy }) }
    }
    await tx.$executeRaw`delete from job_cancellations where job_id = ${id}`
    const moved = await tx.$executeRaw`
      update graphile_worker._private_jobs
      set run_at = now(), attempts = 0, max_attempts = ${job.retry.attempts}::int, updated_at = now()
      where id = ${id} and locked_at is null`
    if (moved === 0) return itRuns
    await tx.$executeRaw`select pg_notify('jobs:insert', '{"r":0,"count":1}')`
    return { kind, detail: { state } }
  })
}

/** Of one act: it is one transaction, and stands whole in the audit. */
const mostAtOnce = 500

export interface Many {
  kind?: string | null | undefined
  jobIds?: readonly string[] | null | undefined
}

export interface ManyDone {
  jobCount: number
  leftCount: number
}

export function retryJobs(ctx: JobsContext, which: Many, reason: string): Promise<ManyDone | Fault> {
  return onMany(ctx, 'RETRY_JOBS', which, reason, async (tx, ids) => (await putBack(tx, ids)).length)
}

export function discardJobs(ctx: JobsContext, which: Many, reason: string): Promise<ManyDone | Fault> {
  return onMany(ctx, 'DISCARD_JOBS', which, reason, discard)
}

/** On what lies in quarantine: of a kind, or of these. */
async function onMany(
  ctx: JobsContext,
  action: Parameters<typeof act>[1],
  { kind = null, jobIds }: Many,
  reason: string,
  work: (tx: Tx, ids: bigint[]) => Promise<number>,
): Promise<ManyDone | Fault> {
  if ((kind === null) === (jobIds == null)) return userError('INVALID', 'kind', 'Either a kind or jobs.')
  if ((jobIds?.length ?? 0) > mostAtOnce) return userError('INVALID', 'jobIds', `Up to ${mostAtOnce}.`)
  const ids = (jobIds ?? []).flatMap((id) => decodeId('job', id) ?? [])
  let counts = { jobCount: 0, leftCount: 0 }
  const done = await act(ctx, action, reason, async (tx) => {
    if (kind !== null && !isKind(ctx, kind)) return noSuchKind
    const lie = sql`from quarantined_jobs where released_at is null and (name = ${kind} or id = any(${ids}::bigint[]))`
    const rows = await tx.$queryRaw<{ id: bigint }[]>`select id ${lie} order by id limit ${mostAtOnce}::int for update`
    const found = rows.map(({ id }) => id)
    if (found.length === 0) return noneInQuarantine
    const jobCount = await work(tx, found)
    const [{ left }] = await tx.$queryRaw<[{ left: number }]>`select count(*)::int as left ${lie}`
    counts = { jobCount, leftCount: left }
    return { kind, detail: { jobIds: found.map((id) => encodeId('job', id)), ...counts } }
  })
  return isFault(done) ? done : counts
}

export function reprioritizeJob(ctx: JobsContext, jobId: string, lane: Lane, reason: string): Promise<Done | Fault> {
  return onJob(ctx, 'REPRIORITIZE_JOB', jobId, reason, async (tx, { id, kind, state, priority }) => {
    if (state === 'QUARANTINED' || state === 'ENDED') return noSuchJob
    const moved = await tx.$executeRaw`
      update graphile_worker._private_jobs set priority = ${lanes[lane]}::int where id = ${id} and locked_at is null`
    return moved === 0 ? itRuns : { kind, detail: { lane, priorityBefore: priority } }
  })
}

async function onJob(
  ctx: JobsContext,
  action: Parameters<typeof act>[1],
  globalId: string,
  reason: string,
  work: (tx: Tx, job: FoundJob) => Promise<Done | Fault>,
): Promise<Done | Fault> {
  return act(ctx, action, reason, async (tx) => {
    const id = decodeId('job', globalId)
    const found = id === null ? null : await findJob(tx, id)
    if (!found) return noSuchJob
    return withJob(await work(tx, found), found.id)
  })
}

function withJob(done: Done | Fault, jobId: bigint): Done | Fault {
  return 'code' in done ? done : { jobId, ...done }
}

function isKind({ kinds }: JobsContext, name: string): boolean {
  return kinds.some((job) => job.name === name)
}

/** A job that ends without a run. */
function noteEnd(tx: Tx, ...ended: readonly Pick<FoundJob, 'id' | 'kind' | 'payload' | 'attempts'>[]): Promise<void> {
  const at = new Date()
  const nothing = { error: null, worker: null, done: null, total: null, startedAt: at, endedAt: at }
  return writeRuns(
    tx,
    ended.map(({ id, kind, payload, attempts }) => {
      return {
        ...nothing,
        jobId: id.toString(),
        kind,
        envelope: openEnvelope(payload),
        attempt: attempts,
        outcome: 'cancelled',
      }
    }),
  )
}

/** Out of the quarantine for good. Answers how many were there. */
async function discard(tx: Tx, ids: readonly bigint[]): Promise<number> {
  const discarded = await tx.$queryRaw<Pick<FoundJob, 'id' | 'kind' | 'payload' | 'attempts'>[]>`
    update quarantined_jobs set released_at = now() where id = any(${[...ids]}::bigint[]) and released_at is null
    returning id, name as kind, payload, attempts`
  await noteEnd(tx, ...discarded)
  return discarded.length
}
