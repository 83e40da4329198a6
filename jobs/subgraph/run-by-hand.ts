import { randomUUID } from 'node:crypto'
import { open, seal } from '@halide/schema/seal.ts'
import { userError } from '@halide/subgraph-kit/index.ts'
import { z } from 'zod'
import { enqueue, type Job, type PlannedAmount } from '../kit.ts'
import { act, type Done, type Fault } from './audit.ts'
import { type JobsContext, requireAdmin } from './context.ts'
import { findKinds } from './find-kinds.ts'
import type { JobPlan } from './resolvers.gen.ts'

/** Long enough to read a plan; things change. */
const planLifetimeMs = 5 * 60_000

/** Milliseconds that a plan may count. */
const countingMs = 1_000

/** As Postgres says it: `query_canceled`. */
const statementTimedOut = '57014'

const Plan = z.object({
  id: z.string(),
  adminId: z.string(),
  kind: z.string(),
  payload: z.unknown(),
  expiresAt: z.number(),
})

/** Says what running a job would mean; the token names who may run it, what and until when. */
export async function planJob(ctx: JobsContext, kind: string, text: string): Promise<JobPlan | Fault> {
  const { userId } = requireAdmin(ctx)
  const [found] = await findKinds(ctx, kind)
  if (!found) return noSuchKind
  const { job, counts } = found
  const payload = readPayload(job, text)
  if ('code' in payload) return payload
  const { own } = payload
  const touches = await amountOf(job, job.payload.parse(own), ctx)
  const plan = {
    id: randomUUID(),
    adminId: userId.toString(),
    kind,
    payload: own,
    expiresAt: Date.now() + planLifetimeMs,
  } satisfies z.infer<typeof Plan>
  return {
    kind,
    description: job.what,
    payload: JSON.stringify(own),
    touches,
    estimatedSeconds: touches && counts.secondsEach ? touches.amount * counts.secondsEach : counts.medianSeconds,
    warnings: [...warningsOf(job, counts), ...(job.plan && !touches ? [tooMuch] : [])],
    confirmToken: seal('job-plan', plan, ctx.planSecret),
  }
}

/** Null where the job cannot tell, or not within `countingMs`. */
async function amountOf(job: Job, payload: unknown, { db, settings }: JobsContext): Promise<PlannedAmount | null> {
  if (!job.plan) return null
  try {
    return await db.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('statement_timeout', ${`${countingMs}ms`}, true)`
      return job.plan!(payload, { ...settings, db: tx })
    })
  } catch (error) {
    const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } }
    if (meta?.driverAdapterError?.cause?.originalCode === statementTimedOut) return null
    throw error
  }
}

/** Enqueues what was planned, once, and answers the job's number. */
export async function runJob(ctx: JobsContext, token: string, reason: string): Promise<Done | Fault> {
  const { userId: adminId } = requireAdmin(ctx)
  const plan = Plan.safeParse(open('job-plan', token, ctx.planSecret)).data
  const job = plan && ctx.kinds.find(({ name }) => name === plan.kind)
  if (!job || plan.adminId !== adminId.toString() || plan.expiresAt < Date.now()) return planExpired
  const before = () => ctx.db.operatorAct.findUnique({ where: { tokenId: plan.id } })
  return (
    (await doneOf(before)) ??
    (await enqueueOnce(ctx, job, plan, reason).catch(async (error: unknown) => {
      // The same token at the same moment: the other one did it.
      const done = await doneOf(before)
      if (done) return done
      throw error
    }))
  )
}

function enqueueOnce(ctx: JobsContext, job: Job, plan: z.infer<typeof Plan>, reason: string): Promise<Done | Fault> {
  const { requestId, viewer } = ctx
  return act(ctx, 'RUN_JOB', reason, async (tx) => {
    const askedBy = { adminId: viewer!.userId, reason: reason.trim() }
    const jobId = await enqueue(tx, job, plan.payload, { requestId, askedBy })
    return { kind: job.name, jobId, detail: { payload: JSON.stringify(plan.payload) }, tokenId: plan.id }
  })
}

async function doneOf(
  before: () => Promise<{ kind: string | null; jobId: bigint | null } | null>,
): Promise<Done | null> {
  const act = await before()
  return act?.jobId ? { kind: act.kind, jobId: act.jobId } : null
}

/** The payload as it will be enqueued: checked, and with no field that the job does not know. */
function readPayload(job: Job, text: string): { own: unknown } | Fault {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return userError('INVALID', 'payload', 'This is not JSON.')
  }
  const parsed = job.payload.safeParse(given)
  if (!parsed.success) return userError('INVALID', 'payload', z.prettifyError(parsed.error))
  const plain = JSON.stringify(parsed.data, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  return { own: JSON.parse(plain) }
}

function warningsOf(
  { key }: Job,
  { isPaused, running, quarantined }: { isPaused: boolean; running: number; quarantined: number },
): string[] {
  return [
    isPaused && 'This kind is paused: the job waits until it is resumed.',
    running > 0 && `${running} of this kind ${running === 1 ? 'runs' : 'run'} just now: this one runs beside.`,
    quarantined > 0 && `${quarantined} of this kind ${quarantined === 1 ? 'lies' : 'lie'} in quarantine.`,
    key !== undefined && 'One with the same payload that waits already is replaced by this one.',
  ].filter((warning) => warning !== false)
}

export const noSuchKind = userError('JOB_KIND_NOT_FOUND', 'kind', 'There is no such kind of job.')
const tooMuch = 'What it would touch cannot be counted within a second.'
const planExpired = userError('PLAN_EXPIRED', 'confirmToken', 'Plan again: this token is not yours, or too old.')
