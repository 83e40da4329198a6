import { setTimeout as sleep } from 'node:timers/promises'
import { fanOutBatch } from '@halide/jobs/fan-out-post/batch.ts'
import { defineJob, type Job, lanes } from '@halide/jobs/kit.ts'
import type { RunOptions } from '@halide/jobs/run-jobs.ts'
import { defaultFanOut } from '@halide/jobs/settings.ts'
import { enterJobWorld } from '@halide/jobs/test-world.ts'
import type { Db } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { concurrentJobs, startBareWorker } from './bare-worker.ts'
import { enterFanOutStage } from './fan-out-stage.ts'
import type { Bench } from './finding.ts'
import { inTurns } from './in-turns.ts'

// Jobs a second of a worker with all that it does for each (history, heartbeat, metrics, pauses, cancellations, limits of time), beside
// graphile-worker alone on the same Postgres, as its own performance test runs it: jobs that do nothing, and batches of a fan-out, of which the bare
// one has its followers at hand and only writes to Redis. Timed from the first job's begin until the worker has noted all and stopped.
// That test fetches 500 jobs at once. Ours does not: a job of a faster lane would wait for all of them, workers with nothing to do would look
// on, and a pause would come too late. So what it costs to note and watch each job is also held against one that fetches as ours does.

/** From the last job's begin until all have ended. */
const mostMs = 60_000

/** As graphile-worker's `job_spec`. */
type Spec = Record<string, unknown>

const bench: Bench = async ({ short, say }) => {
  const { rounds, noOps, batches, followers } = short
    ? { rounds: 1, noOps: 300, batches: 6, followers: 50 }
    : { rounds: 5, noOps: 20_000, batches: 120, followers: defaultFanOut.followersABatch - 1 }
  const world = await enterJobWorld('bench-jobs')
  const { db } = world.context
  const stage = await enterFanOutStage(db, followers)
  let begin = () => {}

  /** Answers jobs a second. */
  async function rateOf(name: string, specs: Spec[], start: () => Promise<{ stop(): Promise<void> }>): Promise<number> {
    await enqueueAll(db, specs)
    let [begun, left] = [0, specs.length]
    const allBegun = new Promise<void>((resolve) => {
      begin = () => {
        begun ||= performance.now()
        left -= 1
        if (left === 0) resolve()
      }
    })
    const before = process.cpuUsage()
    const worker = await start()
    await allBegun
    // Stopped with jobs under way, a bare worker has been seen to leave four of them locked, and not to end.
    const begunAll = performance.now()
    while ((await world.queue()).length > 0) {
      if (performance.now() - begunAll > mostMs) throw new Error(`${name}: jobs are left in the queue`)
      await sleep(5)
    }
    await worker.stop()
    const seconds = (performance.now() - begun) / 1_000
    const { user, system } = process.cpuUsage(before)
    const microseconds = Math.round((user + system) / specs.length)
    say(`${name.padEnd(20)} ${(specs.length / seconds).toFixed(1)} a second, ${microseconds} µs of this process each`)
    return specs.length / seconds
  }

  const noOp = defineJob({
    name: 'no_op',
    what: 'Nothing.',
    payload: z.object({ id: z.number() }),
    lane: 'upload',
    retry: { attempts: 3 },
    run: async () => begin(),
  })
  const batch: typeof fanOutBatch = {
    ...fanOutBatch,
    run: (...given) => {
      begin()
      return fanOutBatch.run(...given)
    },
  }
  const bareTasks = {
    bare_no_op: () => begin(),
    bare_batch: (payload: unknown) => {
      begin()
      return stage.push(payload as { author: number; position: string })
    },
  }

  try {
    const ids = Array.from({ length: noOps }, (_, id) => ({ id }))
    const bareNoOps = ids.map((payload) => ({ identifier: 'bare_no_op', payload }))
    const ours = (job: Job, settings: Partial<RunOptions>) => () => world.work([job], { pollMs: 1_000, ...settings })
    const bare = (settings: { concurrency: number; jobsAhead?: number }) => () =>
      startBareWorker(world.database.url, bareTasks, settings)
    const empty = await inTurns(rounds, {
      halide: () =>
        rateOf(
          'no-op',
          ids.map((id) => specOf(noOp, id)),
          ours(noOp, { concurrency: concurrentJobs }),
        ),
      bare: () => rateOf('no-op, bare', bareNoOps, bare({ concurrency: concurrentJobs })),
      oneByOne: () => rateOf('no-op, one by one', bareNoOps, bare({ concurrency: concurrentJobs, jobsAhead: -1 })),
    })
    const fanOut = await inTurns(rounds, {
      halide: async () => {
        const posts = await stage.publish(batches)
        return rateOf(
          'fan-out batch',
          posts.map(({ postId }) => specOf(batch, { postId: String(postId), afterFollowerId: '0' })),
          ours(batch, { context: { ...world.context, ...stage.parts }, concurrency: stage.authors }),
        )
      },
      bare: async () => {
        const posts = await stage.publish(batches)
        return rateOf(
          'fan-out batch, bare',
          posts.map(({ author, position }) => ({
            identifier: 'bare_batch',
            payload: { author, position: String(position) },
          })),
          bare({ concurrency: stage.authors }),
        )
      },
    })
    await expectHistory(db, { [noOp.name]: noOps * (rounds + 1), [batch.name]: batches * (rounds + 1) })
    const common = { unit: 'a second', goal: { least: 0.9 } }
    const doingNothing = { what: 'jobs that do nothing', value: empty.halide, ...common }
    return [
      { ...doingNothing, against: "graphile-worker's performance test, 500 fetched at once", peer: empty.bare },
      { ...doingNothing, against: 'graphile-worker, each fetched when its turn comes', peer: empty.oneByOne },
      {
        what: `fan-out batches of ${followers.toLocaleString('en')}`,
        value: fanOut.halide,
        against: "the same writes to Redis in graphile-worker's performance test",
        peer: fanOut.bare,
        ...common,
      },
    ]
  } finally {
    await stage.leave()
    await world.leave()
  }
}
export default bench

/** As `enqueue` adds it. */
function specOf<P extends z.ZodType>(job: Job<P>, payload: z.input<P>): Spec {
  return {
    identifier: job.name,
    payload,
    ...(job.key && { job_key: `${job.name}:${job.key(job.payload.parse(payload))}` }),
    max_attempts: job.retry.attempts,
    priority: lanes[job.lane],
    flags: [job.name],
  }
}

/** In one statement, as graphile-worker's performance test does it; and what earlier jobs have left is swept up. */
async function enqueueAll(db: Db, specs: readonly Spec[]): Promise<void> {
  await db.$executeRaw`
    select 1 from graphile_worker.add_jobs(
      array(select json_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(specs)}::json)))`
  await db.$executeRawUnsafe('vacuum analyze graphile_worker._private_jobs')
}

/** A worker that noted less would have been faster. */
async function expectHistory(db: Db, runs: Readonly<Record<string, number>>): Promise<void> {
  for (const [kind, expected] of Object.entries(runs)) {
    const noted = await db.jobRun.count({ where: { kind, outcome: 'DONE' } })
    if (noted !== expected) throw new Error(`of ${expected} runs of ${kind} the history has ${noted}`)
  }
}
