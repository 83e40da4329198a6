import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { pipeline } from '../pipeline.ts'
import { until } from '../test-world.ts'
import { payloadFieldsOf } from './payload-fields.ts'
import { jobsStage } from './test-stage.ts'

// What an admin sees of jobs and has run.

const { enter, leave, deeds, done, send, ask, mutate, plan, runs, lastAct, world, worker } = jobsStage('jobs-subgraph')
before(enter)
after(leave)

const other: Viewer = { userId: 3n, sessionId: 3n, role: 'ADMIN' }
const strangers = [null, { userId: 2n, sessionId: 2n, role: 'USER' }, { userId: 2n, sessionId: 2n, role: 'MODERATOR' }]

test('whoever is no admin is shown nothing and does nothing', async () => {
  const page = '{ pageInfo { hasNextPage } }'
  const queries = [
    'jobKinds { name }',
    'jobKind(name: "chore") { name }',
    `jobs ${page}`,
    `jobRuns ${page}`,
    `operatorActs ${page}`,
    'systemLoad { level }',
    'loadSamples { at }',
    'storageReport { bytes }',
    'storageDays { bytes }',
    'costForecast { before }',
    'feedHealth { at }',
    'feedChecks { at }',
  ]
  const acts = ['cancelJob', 'retryJob', 'discardJob'].map(
    (act) => `${act}(input: { jobId: "job_1", reason: "x" }) { userErrors { code } }`,
  )
  const onKinds = ['pauseJobs', 'resumeJobs', 'retryJobs', 'discardJobs'].map(
    (act) => `${act}(input: { kind: "chore", reason: "x" }) { userErrors { code } }`,
  )
  const mutations = [
    ...acts,
    ...onKinds,
    'planJob(input: { kind: "chore" }) { userErrors { code } }',
    'runJob(input: { confirmToken: "x", reason: "x" }) { userErrors { code } }',
    'overrideLoad(input: { level: HIGH, minutes: 1, reason: "x" }) { userErrors { code } }',
    'clearLoadOverride(input: { reason: "x" }) { userErrors { code } }',
    'reprioritizeJob(input: { jobId: "job_1", lane: RETRY, reason: "x" }) { userErrors { code } }',
  ]
  for (const viewer of strangers) {
    const code = viewer ? 'FORBIDDEN' : 'UNAUTHENTICATED'
    for (const query of [
      ...queries.map((field) => `{ ${field} }`),
      ...mutations.map((field) => `mutation { ${field} }`),
    ]) {
      const { errors } = await send(query, {}, viewer as Viewer | null)
      assert.deepEqual(
        errors?.map(({ extensions }) => extensions.code),
        [code],
        query,
      )
    }
  }
  assert.equal(await world().context.db.operatorAct.count(), 0)
})

test('a job is planned, run once however often its token is used, and watched to its end', async () => {
  const { plan: planned } = await mutate(
    'planJob',
    { kind: 'chore', payload: '{"id":"7","unknown":1}' },
    'plan { kind description payload touches { amount unit isAtLeast } estimatedSeconds warnings confirmToken }',
  )
  const { confirmToken, ...told } = planned
  assert.deepEqual(told, {
    ...{
      kind: 'chore',
      description: 'Something to do.',
      payload: '{"id":"7"}',
      touches: { amount: 7, unit: 'things', isAtLeast: false },
    },
    ...{ estimatedSeconds: null, warnings: [] },
  })
  assert.deepEqual(done, [])
  const { job } = await mutate('runJob', { confirmToken, reason: ' because ' }, 'job { id askedBy { id } reason }')
  const again = await mutate('runJob', { confirmToken, reason: 'twice' })
  assert.equal(again.job?.id ?? job.id, job.id)
  await until(async () => (await runs('DONE', 7)).length > 0)
  const [run, ...others] = await runs('DONE', 7)
  assert.deepEqual(others, [])
  assert.partialDeepStrictEqual(run, {
    jobId: job.id,
    attempt: 1,
    error: null,
    reason: 'because',
    askedBy: { id: 'user_1' },
  })
  assert.equal(run.worker, worker().workerId)
  assert.deepEqual(done, [7n])
  assert.deepEqual(await lastAct(), {
    ...{ action: 'RUN_JOB', kind: 'chore', jobId: job.id, reason: 'because', admin: { id: 'user_1' } },
    detail: JSON.stringify({ payload: '{"id":"7"}' }),
  })
  const { jobKind } = await ask(
    '{ jobKind(name: "chore") { medianSeconds lastRun { id } payloadFields { name type isRequired } } }',
  )
  assert.ok(jobKind.medianSeconds >= 0)
  assert.equal(jobKind.lastRun.id, run.id)
  assert.deepEqual(jobKind.payloadFields, [
    { name: 'id', type: 'string', isRequired: true },
    { name: 'note', type: 'string', isRequired: false },
  ])
})

test('a token of another admin, a payload that is none, a kind that is not and a reason that is missing are told apart', async () => {
  const token = await plan(8)
  const codes = async (name: string, input: object, fields?: string, viewer?: Viewer) =>
    (await mutate(name, input, fields, viewer)).userErrors.map(({ code }: { code: string }) => code)
  assert.deepEqual(await codes('runJob', { confirmToken: token, reason: 'x' }, undefined, other), ['PLAN_EXPIRED'])
  assert.deepEqual(await codes('runJob', { confirmToken: `${token}x`, reason: 'x' }), ['PLAN_EXPIRED'])
  assert.deepEqual(await codes('runJob', { confirmToken: token, reason: ' ' }), ['INVALID'])
  for (const payload of ['{', '{}', '{"id":"x"}', '[]', 'null'])
    assert.deepEqual(await codes('planJob', { kind: 'chore', payload }, 'plan { kind }'), ['INVALID'], payload)
  assert.deepEqual(await codes('planJob', { kind: 'none' }, 'plan { kind }'), ['JOB_KIND_NOT_FOUND'])
  assert.deepEqual(await codes('pauseJobs', { kind: 'none', reason: 'x' }, 'kind { name }'), ['JOB_KIND_NOT_FOUND'])
  assert.deepEqual(await codes('cancelJob', { jobId: 'job_zzzz', reason: 'x' }), ['JOB_NOT_FOUND'])
  assert.ok(!done.includes(8n))
})

test('how far a run is stands with its job, then with the run, and tells how long the next one will take', async () => {
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>()
  deeds.set(45n, async ({ progress }) => {
    progress!(3, 9)
    await held
    progress!(9, 9)
  })
  const { job } = await mutate('runJob', { confirmToken: await plan(45), reason: 'to watch' })
  const running =
    'query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Job { state progress { done total } } } }'
  const look = async () => (await ask(running, { ids: [{ __typename: 'Job', id: job.id }] }))._entities[0]
  await until(async () => (await look()).progress)
  assert.deepEqual(await look(), { state: 'RUNNING', progress: { done: 3, total: 9 } })
  goOn()
  await until(async () => (await runs('DONE', 45)).length === 1)
  assert.deepEqual((await runs('DONE', 45))[0].progress, { done: 9, total: 9 })
  assert.equal((await look()).progress, null)
  await world().context.db.$executeRaw`update job_runs set ended_at = started_at + interval '18 seconds' where done = 9`
  const { plan: next } = await mutate('planJob', { kind: 'chore', payload: '{"id":"4"}' }, 'plan { estimatedSeconds }')
  assert.equal(next.estimatedSeconds, 8)
})

test('every kind that can tells beforehand what it would touch, and none for long', async () => {
  for (const kind of pipeline.filter(({ plan }) => plan)) {
    const { name } = kind
    const required = payloadFieldsOf(kind).filter(({ isRequired }) => isRequired)
    const given = Object.fromEntries(required.map(({ name, type }) => [name, type === 'string' ? '1' : 0]))
    const planned = await mutate(
      'planJob',
      { kind: name, payload: JSON.stringify(given) },
      'plan { touches { amount isAtLeast } warnings }',
    )
    assert.deepEqual(planned.userErrors, [], name)
    assert.equal(planned.plan.touches?.isAtLeast, false, name)
  }
  const { db } = world().context
  await db.$executeRaw`insert into post_view_batches (post_id, views) select n, 1 from generate_series(1, 100002) n`
  const views = async () =>
    (await mutate('planJob', { kind: 'fold_views' }, 'plan { touches { amount isAtLeast } warnings }')).plan
  assert.deepEqual((await views()).touches, { amount: 100_000, isAtLeast: true })
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`lock table post_view_batches in access exclusive mode`
    const { touches, warnings } = await views()
    assert.equal(touches, null)
    assert.match(warnings.join(), /within a second/)
  })
})

test('a job that fails is tried again, and both runs are in the history', async () => {
  let tries = 0
  deeds.set(60n, async () => {
    if (++tries === 1) throw new Error('not yet')
  })
  await mutate('runJob', { confirmToken: await plan(60), reason: 'x' })
  await until(async () => (await runs('DONE', 60)).length === 1)
  const [failed] = await runs('RETRIED', 60)
  assert.partialDeepStrictEqual(failed, { attempt: 1, error: 'not yet' })
})

test('nothing changes or deletes what an admin did', async () => {
  const { db } = world().context
  await assert.rejects(db.operatorAct.updateMany({ data: { reason: 'other' } }), /only added to/)
  await assert.rejects(db.operatorAct.deleteMany(), /only added to/)
})
