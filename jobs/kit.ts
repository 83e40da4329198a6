import type { Tx } from '@halide/prisma/client.ts'
import { traceparent } from '@halide/telemetry/traces.ts'
import { z } from 'zod'
import type { JobContext } from './context.ts'
import type { PlanSettings } from './settings.ts'

/**
 * Jobs run in the order of their lane, oldest first: what a person waits for goes before what a person does not. A post that is
 * READY goes out before the next photo is begun: else it would wait twice in a long queue.
 */
export const lanes = { publish: -10, upload: 0, retry: 10, backfill: 20 } as const
export type Lane = keyof typeof lanes

export interface Job<P extends z.ZodType = z.ZodType> {
  /** snake_case; the task's name in the queue. */
  name: string
  /** What it does, in a sentence for operators. */
  what: string
  /** Ids only: `run` reads the rows again. */
  payload: P
  /** Enqueues that share a key collapse into one waiting run. */
  key?(payload: z.infer<P>): string
  lane: Lane
  retry: { attempts: number }
  /** Milliseconds that one run may take; then its signal is aborted and the attempt has failed. `defaultTimeLimitMs` unless given. */
  timeLimitMs?: number
  /** What a run has done is done for good, and the next one goes on from there: its time limit ends it as no failure. */
  resumes?: true
  /** Safe to run twice, and to be killed at any instruction. */
  run(payload: z.infer<P>, ctx: RunContext): Promise<void>
  /** What a run with this payload would touch as things are now; only where that can be told without doing it. Reads, and no more. */
  plan?(payload: z.infer<P>, ctx: PlanContext): Promise<PlannedAmount>
  /** Called when the last attempt failed, or the failure can never succeed. Safe to run twice, as `run` is. */
  giveUp?(payload: z.infer<P>, ctx: JobContext, reason: unknown): Promise<void>
}

/** A plan has a second: its statements are ended then. */
export interface PlanContext extends PlanSettings {
  db: Pick<Tx, '$queryRaw'>
}

export interface PlannedAmount {
  amount: number
  /** Such as `posts`; what `progress` counts. */
  unit: string
  /** Counting stopped there. */
  isAtLeast: boolean
}

/** How far a run is. */
export interface Progress {
  done: number
  /** Where it is known. */
  total: number | null
}

/** An admin who has a job run, and why; it goes with the job into its history. */
export interface AskedBy {
  adminId: bigint
  reason: string
}

export interface RunContext extends JobContext {
  /** Aborted when the worker is to stop, or the job's time is over. */
  signal: AbortSignal
  /** Counts from 1. */
  attempt: number
  /** Of the request that caused the job, where there was one: to hand on to the jobs that this one enqueues. */
  requestId?: string | undefined
  /** Says how far the run is; as often as it likes, since it costs nothing: the heartbeat tells the rest. */
  progress?(done: number, total?: number): void
}

export const defaultTimeLimitMs = 120_000

/** A failure that no retry can cure, such as a corrupt image. */
export class PermanentJobError extends Error {
  override name = 'PermanentJobError'
}

export function defineJob<P extends z.ZodType>(job: Job<P>): Job<P> {
  return job
}

/** A 64-bit id in a payload: JSON has no such number, so it travels as decimal digits. */
export const idInPayload = z.union([z.bigint(), z.string().regex(/^\d{1,19}$/)]).transform((id) => BigInt(id))

export interface EnqueueOptions {
  /** Milliseconds before which it does not run, by the clock of Postgres; 0 unless given. */
  delayMs?: number | undefined
  /** Of the request that caused the job: it stands in the job's log lines, so that both are found together. */
  requestId?: string | undefined
  /** How often it was put off because of an outage. */
  postponed?: number | undefined
  askedBy?: AskedBy | undefined
}

/**
 * Adds the job in the caller's transaction: it exists if and only if the rows it is about exist. Answers its number in the queue. Its
 * name is its flag as well, by which workers leave the jobs of a paused kind alone.
 */
export async function enqueue<P extends z.ZodType>(
  tx: Pick<Tx, '$queryRaw'>,
  job: Job<P>,
  payload: z.input<P>,
  { delayMs = 0, requestId, postponed, askedBy }: EnqueueOptions = {},
): Promise<bigint> {
  const parsed = job.payload.parse(payload) as z.infer<P>
  const envelope = { requestId, postponed, traceparent: traceparent(), askedBy }
  const body = JSON.stringify({ ...(parsed as object), ...envelope }, (_, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  const key = job.key ? `${job.name}:${job.key(parsed)}` : null
  const [added] = await tx.$queryRaw<[{ id: bigint }]>`
    select id from graphile_worker.add_job(
      ${job.name}, payload := ${body}::json, run_at := now() + ${delayMs}::float8 * interval '1 ms',
      max_attempts := ${job.retry.attempts}::int, job_key := ${key}::text, priority := ${lanes[job.lane]}::int,
      flags := array[${job.name}])`
  return added.id
}
