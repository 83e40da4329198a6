import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { pageKey, toConnection } from '@halide/subgraph-kit/index.ts'
import { crontabOf } from '../crontab.ts'
import { openEnvelope } from '../envelope.ts'
import { defaultTimeLimitMs, type Lane, lanes } from '../kit.ts'
import { type Done, type Fault, isFault } from './audit.ts'
import { type JobsContext, requireAdmin } from './context.ts'
import { feedChecks, feedHealth } from './feed-checks.ts'
import { findJob, findJobs } from './find-jobs.ts'
import { findKinds } from './find-kinds.ts'
import { findActs, findRun, findRuns, latestRuns } from './find-runs.ts'
import { payloadFieldsOf } from './payload-fields.ts'
import type { JobLane, Resolvers } from './resolvers.gen.ts'
import { planJob, runJob } from './run-by-hand.ts'
import {
  cancelJob,
  discardJob,
  discardJobs,
  type ManyDone,
  pauseJobs,
  reprioritizeJob,
  resumeJobs,
  retryJob,
  retryJobs,
} from './steer.ts'
import { costForecast, storageDays, storageReport } from './stored.ts'
import { loadSamples, measureLoadAgain, setLoad, systemLoad } from './system-load.ts'

const byId = <Row extends { id: bigint }>() => ({ cursorOf: ({ id }: Row) => id, nodeOf: (row: Row) => row })

export const resolvers: Resolvers = {
  Query: {
    jobKinds: (_, __, ctx) => admitted(ctx, () => findKinds(ctx)),
    jobKind: (_, { name }, ctx) => admitted(ctx, async () => (await findKinds(ctx, name))[0] ?? null),
    jobs: async (_, args, ctx) => {
      const { limit, after } = pageKey(requireAdmin(ctx).userId, args)
      return toConnection(await findJobs(ctx.db, args, limit, after), { ...args, ...byId() })
    },
    jobRuns: async (_, args, ctx) => {
      const { limit, after } = pageKey(requireAdmin(ctx).userId, args)
      return toConnection(await findRuns(ctx.db, args, limit, after), { ...args, ...byId() })
    },
    systemLoad: (_, __, ctx) => admitted(ctx, () => systemLoad(ctx.db)),
    loadSamples: (_, { minutes = 60, every = 1 }, ctx) => admitted(ctx, () => loadSamples(ctx.db, { minutes, every })),
    storageReport: (_, __, ctx) => admitted(ctx, () => storageReport(ctx)),
    storageDays: (_, { days = 90 }, ctx) => admitted(ctx, () => storageDays(ctx, days)),
    costForecast: (_, __, ctx) => admitted(ctx, () => costForecast(ctx)),
    feedHealth: (_, __, ctx) => admitted(ctx, () => feedHealth(ctx.db)),
    feedChecks: (_, { hours = 24, every = 1 }, ctx) => admitted(ctx, () => feedChecks(ctx.db, { hours, every })),
    operatorActs: async (_, args, ctx) => {
      const { limit, after } = pageKey(requireAdmin(ctx).userId, args)
      return toConnection(await findActs(ctx.db, limit, after), { ...args, ...byId() })
    },
  },
  Mutation: {
    planJob: async (_, { input }, ctx) => {
      const plan = await planJob(ctx, input.kind, input.payload ?? '{}')
      return 'code' in plan ? { plan: null, userErrors: [plan] } : { plan, userErrors: [] }
    },
    runJob: async (_, { input }, ctx) => ofJob(ctx, await runJob(ctx, input.confirmToken, input.reason)),
    pauseJobs: async (_, { input }, ctx) => ofKind(ctx, await pauseJobs(ctx, input.kind, input.reason)),
    resumeJobs: async (_, { input }, ctx) => ofKind(ctx, await resumeJobs(ctx, input.kind, input.reason)),
    cancelJob: async (_, { input }, ctx) => ofJob(ctx, await cancelJob(ctx, input.jobId, input.reason)),
    retryJob: async (_, { input }, ctx) => ofJob(ctx, await retryJob(ctx, input.jobId, input.reason)),
    reprioritizeJob: async (_, { input: { jobId, lane, reason } }, ctx) =>
      ofJob(ctx, await reprioritizeJob(ctx, jobId, lane.toLowerCase() as Lane, reason)),
    overrideLoad: async (_, { input }, ctx) => ofLoad(ctx, await setLoad(ctx, input)),
    clearLoadOverride: async (_, { input }, ctx) => ofLoad(ctx, await measureLoadAgain(ctx, input.reason)),
    discardJob: async (_, { input }, ctx) => ofJob(ctx, await discardJob(ctx, input.jobId, input.reason)),
    retryJobs: async (_, { input }, ctx) => ofMany(await retryJobs(ctx, input, input.reason)),
    discardJobs: async (_, { input }, ctx) => ofMany(await discardJobs(ctx, input, input.reason)),
  },
  JobKind: {
    name: ({ job }) => job.name,
    description: ({ job }) => job.what,
    lane: ({ job }) => laneName(job.lane),
    maxAttempts: ({ job }) => job.retry.attempts,
    timeLimitSeconds: ({ job }) => Math.ceil((job.timeLimitMs ?? defaultTimeLimitMs) / 1_000),
    resumes: ({ job }) => job.resumes === true,
    payloadFields: ({ job }) => payloadFieldsOf(job),
    schedule: ({ job }) => crontabOf(job.name),
    lastRun: async ({ job }, _, ctx) => (await findRuns(ctx.db, { kind: job.name }, 1, null))[0] ?? null,
    isPaused: ({ counts }) => counts.isPaused,
    dueCount: ({ counts }) => counts.due,
    scheduledCount: ({ counts }) => counts.scheduled,
    runningCount: ({ counts }) => counts.running,
    quarantinedCount: ({ counts }) => counts.quarantined,
    oldestDueSeconds: ({ counts }) => counts.oldestDueSeconds,
    medianSeconds: ({ counts }) => counts.medianSeconds,
  },
  Job: {
    __resolveReference: ({ id }, ctx) => admitted(ctx, () => byGlobalId('job', id, (found) => findJob(ctx.db, found))),
    id: ({ id }) => encodeId('job', id),
    number: ({ id }) => id.toString(),
    payload: ({ payload }) => JSON.stringify(openEnvelope(payload).own),
    lane: ({ priority }) => laneOf(priority),
    requestId: ({ payload }) => openEnvelope(payload).requestId ?? null,
    askedBy: ({ payload }) => user(openEnvelope(payload).askedBy?.adminId),
    reason: ({ payload }) => openEnvelope(payload).askedBy?.reason ?? null,
    runs: ({ id }, _, ctx) => latestRuns(ctx.db, id),
  },
  JobRun: {
    __resolveReference: ({ id }, ctx) => admitted(ctx, () => byGlobalId('run', id, (found) => findRun(ctx.db, found))),
    id: ({ id }) => encodeId('run', id),
    jobId: ({ jobId }) => encodeId('job', jobId),
    payload: ({ payload }) => JSON.stringify(payload),
    progress: ({ done, total }) => (done === null ? null : { done, total }),
    seconds: ({ startedAt, endedAt }) => (endedAt.getTime() - startedAt.getTime()) / 1_000,
    askedBy: ({ askedBy }) => user(askedBy),
  },
  OperatorAct: {
    __resolveReference: ({ id }, ctx) =>
      admitted(ctx, () =>
        byGlobalId('operation', id, async (found) => (await findActs(ctx.db, 1, null, found))[0] ?? null),
      ),
    id: ({ id }) => encodeId('operation', id),
    admin: ({ adminId }) => user(adminId),
    jobId: ({ jobId }) => (jobId === null ? null : encodeId('job', jobId)),
    detail: ({ detail }) => JSON.stringify(detail),
  },
}

function admitted<T>(ctx: JobsContext, find: () => Promise<T>): Promise<T> {
  requireAdmin(ctx)
  return find()
}

async function byGlobalId<Row>(
  kind: 'job' | 'run' | 'operation',
  globalId: string,
  find: (id: bigint) => Promise<Row | null>,
): Promise<Row | null> {
  const id = decodeId(kind, globalId)
  return id === null ? null : find(id)
}

async function ofJob({ db }: JobsContext, done: Done | Fault) {
  if (isFault(done)) return { job: null, userErrors: [done] }
  return {
    job: done.jobId === undefined ? null : ((await findJob(db, done.jobId)) ?? done.job ?? null),
    userErrors: [],
  }
}

function ofMany(done: ManyDone | Fault) {
  return 'code' in done ? { jobCount: 0, leftCount: 0, userErrors: [done] } : { ...done, userErrors: [] }
}

async function ofKind(ctx: JobsContext, done: Done | Fault) {
  if (isFault(done)) return { kind: null, userErrors: [done] }
  return { kind: (await findKinds(ctx, done.kind ?? ''))[0] ?? null, userErrors: [] }
}

async function ofLoad({ db }: JobsContext, done: Done | Fault) {
  if (isFault(done)) return { systemLoad: null, userErrors: [done] }
  return { systemLoad: await systemLoad(db), userErrors: [] }
}

function user(id: bigint | string | null | undefined) {
  return id == null ? null : { id: encodeId('user', BigInt(id)) }
}

function laneName(lane: Lane): JobLane {
  return lane.toUpperCase() as JobLane
}

function laneOf(priority: number | null): JobLane | null {
  const lane = (Object.keys(lanes) as Lane[]).find((name) => lanes[name] === priority)
  return lane ? laneName(lane) : null
}
