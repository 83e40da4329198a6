import type { Db } from '@halide/prisma/client.ts'
import { fanOutBatch } from '../fan-out-post/batch.ts'
import { fanOutPost } from '../fan-out-post/job.ts'
import type { Job, RunContext } from '../kit.ts'
import { makeViral } from '../make-viral/job.ts'
import { moveCelebrity } from '../move-celebrity/job.ts'
import { markFollowers } from '../move-celebrity/mark-followers.ts'
import { notifyFollowers } from '../notify-followers/job.ts'
import { prewarmPost } from '../prewarm-post/job.ts'
import { refreshFeed } from '../refresh-feed/job.ts'
import { retractPost } from '../retract-post/job.ts'
import { warmFeeds } from '../warm-feeds/job.ts'

const jobs: readonly Job[] = [
  fanOutPost,
  fanOutBatch,
  makeViral,
  prewarmPost,
  notifyFollowers,
  retractPost,
  refreshFeed,
  moveCelebrity,
  markFollowers,
  warmFeeds,
]

export interface WaitingJob {
  id: bigint
  name: string
  payload: Record<string, unknown>
}

/** The queue's own rows, run one at a time, in whatever order and as often as the oracle likes. */
export interface OracleQueue {
  waiting(): Promise<WaitingJob[]>
  /** Runs a job, and only then takes it off the queue: as a worker that may be killed between the two. */
  run(job: WaitingJob, then?: 'finish' | 'die'): Promise<void>
  /** Until nothing waits. */
  drain(): Promise<void>
}

export function createQueue(db: Db, ctx: RunContext): OracleQueue {
  const handlers = new Map(jobs.map((job) => [job.name, job]))
  const queue: OracleQueue = {
    waiting: () =>
      db.$queryRaw<WaitingJob[]>`
        select j.id, t.identifier name, j.payload
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        order by j.id`,
    async run({ id, name, payload }, then = 'finish') {
      const job = handlers.get(name)!
      // Taken off its key first, as a worker does by locking it: what is enqueued meanwhile is a job of its own.
      await db.$executeRaw`update graphile_worker._private_jobs set key = null where id = ${id} and key is not null`
      await job.run(job.payload.parse(payload), ctx)
      if (then === 'finish') await db.$queryRaw`select id from graphile_worker.complete_jobs(array[${id}]::bigint[])`
    },
    async drain() {
      for (let left = await queue.waiting(); left.length > 0; left = await queue.waiting()) {
        for (const job of left) await queue.run(job)
      }
    },
  }
  return queue
}
