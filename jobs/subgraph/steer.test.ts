import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enqueue, PermanentJobError, type RunContext } from '../kit.ts'
import { until } from '../test-world.ts'
import { type Answer, jobsStage } from './test-stage.ts'

// What an admin does to jobs that wait, run or were given up.

const { enter, leave, deeds, done, chore, ask, mutate, plan, runs, lastAct, world, worker } = jobsStage('jobs-steered')
before(enter)
after(leave)

test('a paused kind is not begun, whoever enqueued it, until it is resumed', async () => {
  const { db } = world().context
  const { kind } = await mutate('pauseJobs', { kind: 'chore', reason: 'to look' }, 'kind { isPaused }')
  assert.equal(kind.isPaused, true)
  // Workers hear of it within a second.
  await new Promise((heard) => setTimeout(heard, 1_200))
  await enqueue(db, chore, { id: 20n })
  // As the clock does: without a flag.
  await db.$executeRaw`select graphile_worker.add_job('chore', '{"id":"21"}', max_attempts := 2)`
  await new Promise((passed) => setTimeout(passed, 500))
  assert.ok(!done.includes(20n) && !done.includes(21n))
  assert.equal((await ask('{ jobKind(name: "chore") { dueCount } }')).jobKind.dueCount, 2)
  await mutate('resumeJobs', { kind: 'chore', reason: 'looked' }, 'kind { isPaused }')
  assert.equal((await lastAct()).action, 'RESUME_JOBS')
  await until(async () => done.includes(20n) && done.includes(21n))
})

test('a waiting job is moved to another lane, made due, and cancelled', async () => {
  const { db } = world().context
  const ids = await Promise.all([30n, 31n].map((id) => enqueue(db, chore, { id }, { delayMs: 3_600_000 })))
  const { jobs } = await ask('{ jobs(kind: "chore", state: SCHEDULED) { edges { node { id number } } } }')
  const [cancelled, hurried] = ids.map(
    (id) => jobs.edges.find(({ node }: Answer) => node.number === String(id)).node.id,
  )
  const moved = await mutate('reprioritizeJob', { jobId: hurried, lane: 'PUBLISH', reason: 'first' }, 'job { lane }')
  assert.equal(moved.job.lane, 'PUBLISH')
  await mutate('retryJob', { jobId: hurried, reason: 'now' })
  await until(async () => done.includes(31n))
  const { job } = await mutate('cancelJob', { jobId: cancelled, reason: 'never' })
  assert.deepEqual(job, { id: cancelled, state: 'ENDED' })
  assert.equal((await lastAct()).jobId, cancelled)
  assert.equal((await runs('CANCELLED', 30)).length, 1)
  const { job: anew } = await mutate('retryJob', { jobId: cancelled, reason: 'after all' })
  assert.notEqual(anew?.id, cancelled)
  await until(async () => done.includes(30n))
})

test('a running job is cancelled within some heartbeats and does not come again', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  deeds.set(40n, async ({ signal }) => {
    begin()
    await new Promise((_, ended) => signal.addEventListener('abort', () => ended(signal.reason), { once: true }))
  })
  const { job } = await mutate('runJob', { confirmToken: await plan(40), reason: 'to be stopped' })
  await begun
  const { jobs } = await ask('{ jobs(kind: "chore", state: RUNNING) { edges { node { id worker } } } }')
  assert.deepEqual(jobs.edges, [{ node: { id: job.id, worker: worker().workerId } }])
  assert.deepEqual((await mutate('retryJob', { jobId: job.id, reason: 'x' })).userErrors, [
    { code: 'JOB_RUNNING', field: ['jobId'] },
  ])
  await mutate('cancelJob', { jobId: job.id, reason: 'stop' })
  await until(async () => (await runs('CANCELLED', 40)).length === 1)
  assert.deepEqual((await ask('{ jobs(kind: "chore") { edges { node { id } } } }')).jobs.edges, [])
  assert.ok(!done.includes(40n))
})

test('a cancellation outlives the worker that heard of it, and not its job', async () => {
  const { db } = world().context
  const untilAborted = ({ signal }: RunContext) =>
    new Promise<void>((_, ended) => signal.addEventListener('abort', () => ended(signal.reason), { once: true }))
  deeds.set(41n, untilAborted)
  // What a worker leaves that is killed while it ends the run: the job is free again, and still to be cancelled.
  await db.$transaction(async (tx) => {
    const id = await enqueue(tx, chore, { id: 41n })
    await tx.$executeRaw`insert into job_cancellations (job_id) values (${id}), (1)`
  })
  await until(async () => (await runs('CANCELLED', 41)).length === 1)
  await until(async () => (await db.jobCancellation.count()) === 0)
  assert.ok(!done.includes(41n))
})

test('a run that fails before its worker hears that it is cancelled is not tried again', async () => {
  deeds.set(42n, async () => {
    const [{ id }] = await world().context.db.$queryRaw<[{ id: bigint }]>`
      select id from graphile_worker.jobs where task_identifier = 'chore' and locked_at is not null`
    await world().context.db.$executeRaw`insert into job_cancellations (job_id) values (${id})`
    throw new Error('too late')
  })
  await enqueue(world().context.db, chore, { id: 42n })
  await until(async () => (await runs('CANCELLED', 42)).length === 1)
  assert.deepEqual(await runs('RETRIED', 42), [])
})

test('a job that was given up is shown with its reason, and put back or discarded', async () => {
  let broken = true
  for (const id of [50n, 51n])
    deeds.set(id, async () => {
      if (broken) throw new PermanentJobError('broken for good')
    })
  for (const id of [50, 51]) await mutate('runJob', { confirmToken: await plan(id), reason: 'see' })
  const given = async () =>
    (await ask('{ jobs(state: QUARANTINED) { edges { node { id payload quarantineCode error runs { outcome } } } } }'))
      .jobs.edges
  await until(async () => (await given()).length === 2 && (await given())[1].node.runs.length === 1)
  const [{ node: second }, { node: first }] = await given()
  assert.deepEqual(first, {
    ...{ id: first.id, payload: '{"id":"50"}', quarantineCode: 'PERMANENT_FAILURE', error: 'broken for good' },
    runs: [{ outcome: 'GIVEN_UP' }],
  })
  broken = false
  await mutate('retryJob', { jobId: first.id, reason: 'mended' })
  await until(async () => done.includes(50n))
  const { job } = await mutate('discardJob', { jobId: second.id, reason: 'not wanted' })
  assert.equal(job.state, 'ENDED')
  assert.deepEqual(await given(), [])
  assert.equal((await lastAct()).action, 'DISCARD_JOB')
  assert.deepEqual((await mutate('discardJob', { jobId: second.id, reason: 'x' })).userErrors, [
    { code: 'JOB_NOT_FOUND', field: ['jobId'] },
  ])
})

test('many that were given up are put back or discarded by one act, which the audit has whole', async () => {
  let broken = true
  const ids = Array.from({ length: 8 }, (_, i) => 70 + i)
  for (const id of ids)
    deeds.set(BigInt(id), async () => {
      if (broken) throw new PermanentJobError('broken for a while')
    })
  for (const id of ids) await enqueue(world().context.db, chore, { id: BigInt(id) })
  const given = async () => (await ask('{ jobs(state: QUARANTINED) { edges { node { id } } } }')).jobs.edges
  await until(async () => (await given()).length === ids.length)
  broken = false
  const [first, second] = (await given()).map(({ node }: Answer) => node.id)
  const fields = 'jobCount leftCount'
  const refused = async (input: object) =>
    (await mutate('discardJobs', { ...input, reason: 'x' }, fields)).userErrors[0].code
  assert.equal(await refused({}), 'INVALID')
  assert.equal(await refused({ kind: 'chore', jobIds: [first] }), 'INVALID')
  assert.equal(await refused({ jobIds: Array.from({ length: 501 }, () => first) }), 'INVALID')
  assert.equal(await refused({ kind: 'none' }), 'JOB_KIND_NOT_FOUND')
  assert.equal(await refused({ kind: 'fold_views' }), 'JOB_NOT_FOUND')
  const gone = await mutate('discardJobs', { jobIds: [first, second, 'job_zzzz'], reason: 'not wanted' }, fields)
  assert.deepEqual(gone, { jobCount: 2, leftCount: 0, userErrors: [] })
  assert.equal((await runs('CANCELLED', 77)).length, 1)
  const back = await mutate('retryJobs', { kind: 'chore', reason: 'mended' }, fields)
  assert.deepEqual(back, { jobCount: 6, leftCount: 0, userErrors: [] })
  await until(async () => ids.slice(0, 6).every((id) => done.includes(BigInt(id))))
  assert.ok(!done.includes(76n) && !done.includes(77n))
  const { action, kind, jobId, detail } = await lastAct()
  assert.deepEqual([action, kind, jobId, JSON.parse(detail).jobIds.length], ['RETRY_JOBS', 'chore', null, 6])
})
