import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, afterEach, before, test } from 'node:test'
import { z } from 'zod'
import { defineJob, enqueue, idInPayload, type Job, PermanentJobError } from '../kit.ts'
import { beat, freeJobsOfTheDead } from '../liveness.ts'
import { sweepQuarantine } from '../sweep-quarantine/job.ts'
import { enterJobWorld, type JobWorld, until } from '../test-world.ts'
import { listQuarantined, quarantine, release } from './quarantine.ts'
import { quarantineUnknown } from './sweep.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('quarantine')
})
after(() => world.leave())
afterEach(async () => {
  await world.context.db.$executeRaw`delete from graphile_worker._private_jobs`
  await world.context.db.$executeRaw`delete from quarantined_jobs`
  await world.context.db.$executeRaw`delete from worker_heartbeats`
})

const numbered = z.object({ id: idInPayload })

/** A job that fails until it is cured. */
function sick(name: string, error: () => Error, over: Partial<Job<typeof numbered>> = {}) {
  const state = { runs: 0, cured: false }
  const job = defineJob({
    name,
    what: 'Of a test.',
    payload: numbered,
    key: ({ id }) => id.toString(),
    lane: 'publish',
    retry: { attempts: 1 },
    run: async () => {
      state.runs += 1
      if (!state.cured) throw error()
    },
    ...over,
  })
  return { job, state }
}

const boom = () => new Error('boom')
const add = (job: Job<typeof numbered>, id: bigint) => enqueue(world.context.db, job, { id })
const quarantined = () => listQuarantined(world.context.db, 10)
const emptyQueue = async () => (await world.queue()).length === 0

/** Serves the queue with these jobs until it is empty. */
async function drain(...jobs: Job[]): Promise<void> {
  const { stop } = await world.work(jobs)
  await until(emptyQueue)
  await stop()
}

test('each kind of poison leaves the queue with its reason, as it lay there', async () => {
  const { db } = world.context
  const exhausted = sick('exhausted', boom)
  const permanent = sick('permanent', () => new PermanentJobError('never'))
  const died = sick('died', boom)
  await add(died.job, 3n)
  await db.$executeRaw`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '1 h', attempts = 1`
  await freeJobsOfTheDead(db, 30_000)
  await add(exhausted.job, 1n)
  await add(permanent.job, 2n)
  await db.$executeRaw`select graphile_worker.add_job('exhausted', '{"id": "seven"}'::json)`
  await drain(exhausted.job, permanent.job, died.job)
  const entries = await db.quarantinedJob.findMany({ orderBy: { code: 'asc' } })
  assert.deepEqual(
    entries.map(({ name, code, payload, key, priority, attempts }) => [name, code, payload, key, priority, attempts]),
    [
      ['exhausted', 'ATTEMPTS_EXHAUSTED', { id: '1' }, 'exhausted:1', -10, 1],
      ['died', 'WORKER_DIED', { id: '3' }, 'died:3', -10, 1],
      ['exhausted', 'INVALID_PAYLOAD', { id: 'seven' }, null, 0, 1],
      ['permanent', 'PERMANENT_FAILURE', { id: '2' }, 'permanent:2', -10, 1],
    ],
  )
  assert.deepEqual(entries.map(({ message }) => message).slice(0, 2), ['boom', 'the worker died in the last attempt'])
  assert.deepEqual([exhausted.state.runs, permanent.state.runs, died.state.runs], [1, 1, 0])
})

test('a permanent failure whose row says why is not quarantined; one that ran out of attempts is', async () => {
  const giveUp = async () => {}
  const permanent = sick('permanent', () => new PermanentJobError('never'), { giveUp })
  const exhausted = sick('exhausted', boom, { giveUp })
  await add(permanent.job, 1n)
  await add(exhausted.job, 1n)
  await drain(permanent.job, exhausted.job)
  assert.deepEqual(
    (await quarantined()).map(({ name }) => name),
    ['exhausted'],
  )
})

test('a released job runs again with all its attempts, once, however often it is released', async () => {
  const { job, state } = sick('curable', boom)
  await enqueue(world.context.db, job, { id: 4n }, { requestId: 'r-4', postponed: 9 })
  await drain(job)
  const [entry] = await quarantined()
  state.cured = true
  const outcomes = await Promise.all([1, 2, 3].map(() => release(world.context.db, entry!.id)))
  assert.deepEqual(outcomes.sort(), ['ALREADY_RELEASED', 'ALREADY_RELEASED', 'RELEASED'])
  const [waiting] = await world.context.db.$queryRaw<unknown[]>`
    select task_identifier as name, payload, jobs.attempts::int, jobs.max_attempts::int, jobs.key, jobs.priority::int
    from graphile_worker.jobs join graphile_worker._private_jobs using (id)`
  const payload = { id: '4', requestId: 'r-4' }
  assert.deepEqual(waiting, { name: 'curable', payload, attempts: 0, max_attempts: 1, key: 'curable:4', priority: -10 })
  await drain(job)
  assert.deepEqual([state.runs, (await quarantined()).length], [2, 0])
  assert.equal(await release(world.context.db, 999_999n), 'NOT_FOUND')
})

test('the same work is in quarantine once, with its latest reason', async () => {
  const reasons = [boom(), new Error('bang')]
  const { job } = sick('repeated', () => reasons.shift()!)
  for (let time = 0; time < 2; time += 1) {
    await add(job, 5n)
    await drain(job)
  }
  assert.deepEqual(
    (await quarantined()).map(({ message }) => message),
    ['bang'],
  )
})

test('a worker that has lost its job to another does not quarantine it', async () => {
  const { job } = sick('lost', boom)
  const { db } = world.context
  await add(job, 6n)
  await db.$executeRaw`update graphile_worker._private_jobs set locked_by = 'other', locked_at = now()`
  const [{ id }] = await db.$queryRaw<[{ id: bigint }]>`select id from graphile_worker.jobs`
  const reason = { code: 'ATTEMPTS_EXHAUSTED', message: 'late' } as const
  assert.equal(await quarantine(db, { id: String(id), locked_by: 'me' }, job, reason), false)
  assert.deepEqual([(await world.queue()).length, (await quarantined()).length], [1, 0])
})

test('a job whose giving up failed is given up again by the sweep', async () => {
  let answers = false
  const { job } = sick('stuck', boom, {
    giveUp: async () => {
      if (!answers) throw new Error('nobody can be told')
    },
  })
  await add(job, 7n)
  const { stop } = await world.work([job, sweepQuarantine])
  await until(async () => (await world.queue())[0]?.lastError)
  assert.equal((await quarantined()).length, 0)
  answers = true
  await enqueue(world.context.db, sweepQuarantine, {})
  await until(emptyQueue)
  await stop()
  const [entry] = await quarantined()
  assert.deepEqual([entry?.name, entry?.code, entry?.attempts], ['stuck', 'ATTEMPTS_EXHAUSTED', 1])
})

test('a name that no worker knows is quarantined when it has waited long enough, one that any worker knows is not', async () => {
  const { db } = world.context
  await beat(db, { workerId: 'w', host: 'here', pid: 1, jobs: ['known'] }, 30_000)
  for (const name of ['known', 'left_over']) {
    await db.$executeRaw`select graphile_worker.add_job(${name}, '{"of": 1}'::json, job_key := ${name})`
  }
  assert.equal(await quarantineUnknown(db, new Date(Date.now() - 60_000), 10), 0)
  assert.equal(await quarantineUnknown(db, new Date(Date.now() + 60_000), 10), 1)
  const [entry] = await quarantined()
  assert.deepEqual([entry?.name, entry?.code, entry?.payload], ['left_over', 'UNKNOWN_JOB', { of: 1 }])
  assert.deepEqual(
    (await world.queue()).map(({ name }) => name),
    ['known'],
  )
})

test('old entries end, whether released or not', async () => {
  const { db } = world.context
  await db.$executeRaw`
    insert into quarantined_jobs (id, name, payload, priority, attempts, max_attempts, code, message, quarantined_at, released_at)
    select n, 'old', '{}', 0, 1, 1, 'PERMANENT_FAILURE', '', now() - (n * interval '1 day'), case when n % 2 = 0 then now() end
    from generate_series(88, 93) n`
  await sweepQuarantine.run({}, { ...world.context, signal: new AbortController().signal, attempt: 1 })
  assert.deepEqual(
    (await db.quarantinedJob.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id),
    [88n, 89n],
  )
})

test('an operator lists and releases from the command line', async () => {
  const { job } = sick('forgotten', boom)
  await add(job, 8n)
  await drain(job)
  const [entry] = await quarantined()
  const run = (...args: string[]) => {
    const env = { DATABASE_URL: world.database.url, NODE_NO_WARNINGS: '1' }
    const { status, stdout } = spawnSync(process.execPath, [`${import.meta.dirname}/main.ts`, ...args], { env })
    return [status, stdout.toString()] as const
  }
  const [listed, lines] = run()
  assert.equal(listed, 0)
  assert.match(
    lines,
    new RegExp(`^${entry!.id}  .*forgotten {"id":"8"}  ATTEMPTS_EXHAUSTED after 1 attempts\n    boom\n`),
  )
  assert.deepEqual(run('release', String(entry!.id)), [0, `${entry!.id}  RELEASED\n`])
  assert.deepEqual(run('release', String(entry!.id), '12'), [1, `${entry!.id}  ALREADY_RELEASED\n12  NOT_FOUND\n`])
  assert.equal(run('free')[0], 64)
  assert.equal((await world.queue()).length, 1)
})
