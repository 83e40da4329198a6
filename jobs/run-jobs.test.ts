import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { StorageFault } from '@halide/storage/faults.ts'
import { z } from 'zod'
import { defineJob, enqueue, idInPayload, type Job, PermanentJobError, type RunContext } from './kit.ts'
import { freeJobsOfTheDead } from './liveness.ts'
import { processPhoto } from './process-photo/job.ts'
import { toTaskList } from './run-job.ts'
import { openDoor } from './test-door.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from './test-world.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('run-jobs')
})
after(() => world.leave())
afterEach(() => world.context.db.$executeRaw`delete from graphile_worker._private_jobs`)

const numbered = z.object({ id: idInPayload })

/** A job that notes its runs and what it gave up on. */
function recorder(name: string, run: (ctx: RunContext) => Promise<void>, over: Partial<Job<typeof numbered>> = {}) {
  const runs: bigint[] = []
  const givenUp: unknown[] = []
  const job = defineJob({
    name,
    what: 'Of a test.',
    payload: numbered,
    lane: 'upload',
    retry: { attempts: 3 },
    run: ({ id }, ctx) => {
      runs.push(id)
      return run(ctx)
    },
    giveUp: async (_, __, reason) => void givenUp.push(reason),
    ...over,
  })
  return { job, runs, givenUp }
}

const add = (job: Job<typeof numbered>, id: bigint) => enqueue(world.context.db, job, { id })
/** When the only job is due; seconds since 1970. */
async function runAt(): Promise<number> {
  const [job] = await world.context.db.$queryRaw<{ due: number }[]>`
    select extract(epoch from run_at)::float as due from graphile_worker.jobs`
  return job!.due
}

const dueNow = () => world.context.db.$executeRaw`update graphile_worker._private_jobs set run_at = now()`

test('a job exists if and only if the transaction that enqueued it was committed', async () => {
  const { job, runs } = recorder('committed', async () => {})
  const { db } = world.context
  const rolledBack = db.$transaction(async (tx) => {
    await enqueue(tx, job, { id: 1n })
    throw new Error('no')
  })
  await assert.rejects(rolledBack)
  await db.$transaction((tx) => enqueue(tx, job, { id: 2n }))
  const { stop } = await world.work([job])
  await until(async () => runs.length > 0)
  await stop()
  assert.deepEqual(runs, [2n])
})

test('a failure is tried again, later and later, and given up once after the last attempt', async () => {
  const { job, runs, givenUp } = recorder('failing', async () => {
    throw new Error('not today')
  })
  await add(job, 7n)
  let due = await runAt()
  const { stop } = await world.work([job])
  for (let attempt = 1; attempt < 3; attempt += 1) {
    await until(async () => (await world.queue())[0]?.lastError && runs.length === attempt)
    const next = await runAt()
    assert.ok(next - due >= Math.exp(attempt), `attempt ${attempt} is followed by another ${next - due} s later`)
    assert.equal(givenUp.length, 0)
    await world.context.db.$executeRaw`update graphile_worker._private_jobs set run_at = now(), last_error = null`
    due = await runAt()
  }
  await until(async () => givenUp.length === 1 && (await world.queue()).length === 0)
  await stop()
  assert.deepEqual(runs, [7n, 7n, 7n])
})

test('while what it needs does not answer a job is put off, later and later, and keeps all its attempts', async () => {
  let answers = false
  const { job, runs, givenUp } = recorder('waiting', async () => {
    if (!answers) throw new StorageFault('UNAVAILABLE', 'every region')
  })
  await enqueue(world.context.db, job, { id: 8n }, { requestId: 'r8' })
  const { stop } = await world.work([job])
  for (let outage = 1; outage <= 5; outage += 1) {
    await until(async () => runs.length === outage && (await world.queue())[0]?.attempts === 0)
    const waitMs = (await runAt()) * 1000 - Date.now()
    const longest = 1000 * 2 ** (outage - 1)
    assert.ok(waitMs > longest / 2 - 500 && waitMs <= longest, `put off by ${waitMs} ms after ${outage} times`)
    await dueNow()
  }
  answers = true
  await until(async () => (await world.queue()).length === 0)
  await stop()
  assert.deepEqual([runs.length, givenUp.length], [6, 0])
})

test('a failure that no retry cures is given up at once, and the job is gone', async () => {
  const { job, runs, givenUp } = recorder('hopeless', async () => {
    throw new PermanentJobError('never')
  })
  await add(job, 1n)
  const { stop } = await world.work([job])
  await until(async () => (await world.queue()).length === 0)
  await stop()
  assert.deepEqual([runs.length, givenUp.length], [1, 1])
})

test('a worker that cannot note how jobs ended says so, and is not silently idle', async () => {
  const { databaseUrl } = await openDoor(world.database.url, 'last_error', 'breaks')
  const { job } = recorder('never_noted', async () => {
    await delay(Math.random() * 300)
    throw new Error('not today')
  })
  for (let id = 1n; id <= 6n; id++) await add(job, id)
  const running = await world.work([job], { databaseUrl, concurrency: 6 })
  await assert.rejects(running.ended)
})

for (const [what, words, then] of [
  ['that never learned the ids of its tasks', 'insert into "graphile_worker"._private_tasks', 'breaks'],
  ['whose connections died unheard', 'update "graphile_worker"._private_jobs', 'is silent'],
] as const) {
  test(`a worker ${what} says so, and is not silently idle`, async () => {
    const { databaseUrl, mend } = await openDoor(world.database.url, words, then)
    const { job } = recorder('never_fetched', async () => {})
    const { ended, stop } = await world.work([job], { databaseUrl, heartbeatMs: 50, deadAfterMs: 500 })
    await assert.rejects(ended, /the queue has ended/)
    mend()
    await stop()
  })
}

test('a worker that has nothing to do, or a long job, is not taken for one that cannot fetch', async () => {
  const { job, runs } = recorder('long', async () => delay(1_500))
  const { ended, stop } = await world.work([job], { concurrency: 1, heartbeatMs: 50, deadAfterMs: 500 })
  await Promise.race([ended, delay(1_000)])
  await add(job, 1n)
  await Promise.race([ended, until(async () => runs.length === 1 && (await world.queue()).length === 0)])
  await stop()
})

test('a job that hangs and heeds no signal ends in its time', async () => {
  let signal: AbortSignal | undefined
  const { job, givenUp } = recorder(
    'hanging',
    (ctx) => {
      signal = ctx.signal
      return new Promise(() => {})
    },
    { timeLimitMs: 200, retry: { attempts: 1 } },
  )
  await add(job, 1n)
  const { stop } = await world.work([job])
  await until(async () => givenUp.length === 1)
  await stop()
  assert.equal(signal?.aborted, true)
  assert.match(String(givenUp[0]), /no end within 200 ms/)
})

test('a long walk that its time limit ends goes on in another run, with all its attempts', async () => {
  const left = ['a', 'b', 'c']
  const { job, runs, givenUp } = recorder(
    'walking',
    async ({ signal }) => {
      left.pop()
      while (left.length > 0) {
        await delay(20)
        signal.throwIfAborted()
      }
    },
    { timeLimitMs: 100, resumes: true, retry: { attempts: 1 }, key: ({ id }) => id.toString() },
  )
  await add(job, 1n)
  const { stop } = await world.work([job])
  await until(async () => runs.length === 3 && (await world.queue()).length === 0)
  await stop()
  assert.equal(givenUp.length, 0)
})

test('photos pass a job that hangs', async () => {
  const { job, runs, givenUp } = recorder('poison', () => new Promise(() => {}))
  await add(job, 1n)
  const { stop } = await world.work([job, processPhoto], { graceMs: 100 })
  await until(async () => runs.length === 1)
  const { postId } = await world.post(await makePhoto(40, 30))
  await until(async () => (await world.context.db.post.findUniqueOrThrow({ where: { id: postId } })).status === 'READY')
  assert.deepEqual([runs.length, givenUp.length], [1, 0])
  await stop()
})

test('a worker that stops hands its running job to others, with all its attempts', async () => {
  let started = 0
  const { job, givenUp } = recorder(
    'long',
    ({ signal }) => {
      started += 1
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
    { retry: { attempts: 1 }, key: ({ id }) => id.toString() },
  )
  await add(job, 1n)
  const { stop } = await world.work([job], { graceMs: 100 })
  await until(async () => started === 1)
  await stop()
  assert.equal(givenUp.length, 0)
  assert.deepEqual(
    (await world.queue()).map(({ name, attempts }) => [name, attempts]),
    [['long', 0]],
  )
})

test('a run whose job was enqueued anew meanwhile, and whose worker died, is not given up on: the new one will do it', async () => {
  const { job, runs, givenUp } = recorder('superseded', async () => {}, { key: ({ id }) => id.toString() })
  const { db } = world.context
  await add(job, 1n)
  await db.$executeRaw`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '1 h', attempts = 1`
  await add(job, 1n)
  await freeJobsOfTheDead(db, 30_000)
  const { stop } = await world.work([job])
  await until(async () => (await world.queue()).length === 0)
  await stop()
  assert.deepEqual([runs.length, givenUp.length], [1, 0])
})

test('a job that was killed with its worker in its last attempt is given up on without another run', async () => {
  const { job, runs, givenUp } = recorder('killer', async () => {})
  const { db } = world.context
  await add(job, 1n)
  await db.$executeRaw`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '1 h', attempts = 3`
  await freeJobsOfTheDead(db, 30_000)
  const { stop } = await world.work([job])
  await until(async () => givenUp.length === 1)
  await stop()
  assert.equal(runs.length, 0)
})

test('a payload that is none of its job is not tried for ever', async () => {
  const { job, runs } = recorder('picky', async () => {})
  await world.context.db.$executeRaw`select graphile_worker.add_job('picky', '{"id": "seven"}'::json)`
  const { stop } = await world.work([job])
  await until(async () => (await world.queue()).length === 0)
  await stop()
  assert.equal(runs.length, 0)
})

test('the id of the request goes with the job, and on to those that it enqueues', async () => {
  const ids: (string | undefined)[] = []
  const second = recorder('second_hop', async ({ requestId }) => void ids.push(requestId))
  const { job } = recorder('first_hop', async ({ db, requestId }) => {
    ids.push(requestId)
    await enqueue(db, second.job, { id: 2n }, { requestId })
  })
  await enqueue(world.context.db, job, { id: 1n }, { requestId: 'r-1' })
  const { stop } = await world.work([job, second.job])
  await until(async () => ids.length === 2)
  await stop()
  assert.deepEqual(ids, ['r-1', 'r-1'])
})

test('enqueues with one key collapse into one waiting run', async () => {
  const { job, runs } = recorder('collapsing', async () => {}, { key: ({ id }) => id.toString() })
  for (let time = 0; time < 3; time += 1) await add(job, 5n)
  assert.equal((await world.queue()).length, 1)
  await dueNow()
  const { stop } = await world.work([job])
  await until(async () => (await world.queue()).length === 0)
  await stop()
  assert.deepEqual(runs, [5n])
})

test('two jobs of one name do not start', () => {
  const { job } = recorder('twin', async () => {})
  const metrics = { ran: () => {}, freed: () => {} }
  const parts = {
    ctx: world.context,
    queueDb: world.context.db,
    metrics,
    history: { ended: () => {} },
    running: new Map(),
    pauses: { kinds: () => [] },
  }
  assert.throws(() => toTaskList([job, { ...job }], parts), /two jobs are named twin/)
})
