import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { z } from 'zod'
import { listPrices } from '../cost/prices.ts'
import { defineJob, enqueue, idInPayload, type Job, PermanentJobError, type RunContext } from '../kit.ts'
import { measureStorage } from '../measure-storage/job.ts'
import { pipeline } from '../pipeline.ts'
import type { RunningJobs } from '../run-jobs.ts'
import { defaultJobSettings } from '../settings.ts'
import { enterJobWorld, type JobWorld, until } from '../test-world.ts'
import { payloadFieldsOf } from './payload-fields.ts'
import { jobsSubgraph } from './subgraph.ts'

// What an admin sees of jobs and does to them, with a real worker on a real queue.

let world: JobWorld
let worker: RunningJobs
before(async () => {
  world = await enterJobWorld('jobs-subgraph')
  worker = await world.work([chore], { heartbeatMs: 100, pollMs: 50 })
})
after(async () => {
  await worker?.stop()
  await world?.leave()
})

const admin: Viewer = { userId: 1n, sessionId: 1n, role: 'ADMIN' }
const other: Viewer = { userId: 3n, sessionId: 3n, role: 'ADMIN' }
const strangers = [null, { userId: 2n, sessionId: 2n, role: 'USER' }, { userId: 2n, sessionId: 2n, role: 'MODERATOR' }]

/** What a chore does, by the number in its payload. */
const deeds = new Map<bigint, (run: RunContext) => Promise<void>>()
const done: bigint[] = []
const chore = defineJob({
  name: 'chore',
  what: 'Something to do.',
  payload: z.object({ id: idInPayload, note: z.string().optional() }),
  lane: 'backfill',
  retry: { attempts: 2 },
  plan: async ({ id }) => ({ amount: Number(id), unit: 'things', isAtLeast: false }),
  async run({ id }, ctx) {
    await deeds.get(id)?.(ctx)
    done.push(id)
  },
})
const kinds: readonly Job[] = [chore, ...pipeline]

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the query beside them
type Answer = any

function send(query: string, variables: Record<string, unknown> = {}, viewer: Viewer | null = admin) {
  const deps = {
    db: world.context.db,
    kinds,
    settings: defaultJobSettings,
    planSecret: 'a secret of this test, and no other',
    prices: listPrices,
  }
  return executeSubgraph(jobsSubgraph, deps, { query, variables, viewer })
}

async function ask(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<Answer> {
  const { data, errors } = await send(query, variables, viewer)
  assert.equal(errors, undefined)
  return data
}

async function mutate(name: string, input: object, fields = 'job { id state }', viewer = admin): Promise<Answer> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`
  return (await ask(query, { input }, viewer))[name]
}

async function plan(id: number): Promise<string> {
  const { plan, userErrors } = await mutate(
    'planJob',
    { kind: 'chore', payload: `{"id":"${id}"}` },
    'plan { confirmToken }',
  )
  assert.deepEqual(userErrors, [])
  return plan.confirmToken
}

async function runs(outcome: string, id: number): Promise<Answer[]> {
  const { jobRuns } = await ask(
    `query ($outcome: JobOutcome) { jobRuns(kind: "chore", outcome: $outcome) {
      edges { node { id jobId payload attempt outcome error seconds worker reason progress { done total } askedBy { id } } } } }`,
    { outcome },
  )
  const found = jobRuns.edges.map(({ node }: { node: { payload: string } }) => node)
  return found.filter(({ payload }: { payload: string }) => JSON.parse(payload).id === String(id))
}

async function lastAct(): Promise<Answer> {
  const { operatorActs } = await ask(
    '{ operatorActs(first: 1) { edges { node { action kind jobId reason admin { id } detail } } } }',
  )
  return operatorActs.edges[0].node
}

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
  assert.equal(await world.context.db.operatorAct.count(), 0)
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
  assert.equal(run.worker, worker.workerId)
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

test('a paused kind is not begun, whoever enqueued it, until it is resumed', async () => {
  const { db } = world.context
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
  const { db } = world.context
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
  assert.deepEqual(jobs.edges, [{ node: { id: job.id, worker: worker.workerId } }])
  assert.deepEqual((await mutate('retryJob', { jobId: job.id, reason: 'x' })).userErrors, [
    { code: 'JOB_RUNNING', field: ['jobId'] },
  ])
  await mutate('cancelJob', { jobId: job.id, reason: 'stop' })
  await until(async () => (await runs('CANCELLED', 40)).length === 1)
  assert.deepEqual((await ask('{ jobs(kind: "chore") { edges { node { id } } } }')).jobs.edges, [])
  assert.ok(!done.includes(40n))
})

test('a cancellation outlives the worker that heard of it, and not its job', async () => {
  const { db } = world.context
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
    const [{ id }] = await world.context.db.$queryRaw<[{ id: bigint }]>`
      select id from graphile_worker.jobs where task_identifier = 'chore' and locked_at is not null`
    await world.context.db.$executeRaw`insert into job_cancellations (job_id) values (${id})`
    throw new Error('too late')
  })
  await enqueue(world.context.db, chore, { id: 42n })
  await until(async () => (await runs('CANCELLED', 42)).length === 1)
  assert.deepEqual(await runs('RETRIED', 42), [])
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
  await world.context.db.$executeRaw`update job_runs set ended_at = started_at + interval '18 seconds' where done = 9`
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
  const { db } = world.context
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
  for (const id of ids) await enqueue(world.context.db, chore, { id: BigInt(id) })
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

test('a load level is set by hand, until it is taken back, and both are in the audit', async () => {
  const set = 'systemLoad { level measuredLevel override { level reason admin { id } } }'
  const { systemLoad } = await mutate('overrideLoad', { level: 'CRITICAL', minutes: 10, reason: 'an event' }, set)
  assert.partialDeepStrictEqual(systemLoad, {
    level: 'CRITICAL',
    measuredLevel: 'NORMAL',
    override: { reason: 'an event', admin: { id: 'user_1' } },
  })
  assert.partialDeepStrictEqual(await lastAct(), { action: 'OVERRIDE_LOAD', kind: null, jobId: null })
  const again = await mutate('clearLoadOverride', { reason: 'over' }, set)
  assert.deepEqual(again.systemLoad, { level: 'NORMAL', measuredLevel: 'NORMAL', override: null })
  const refused = await mutate('overrideLoad', { level: 'HIGH', minutes: 2_000, reason: 'x' }, set)
  assert.deepEqual(refused.userErrors, [{ code: 'INVALID', field: ['minutes'] }])
})

test('what is stored, what it costs and what is saved is told as it was counted last', async () => {
  const { db } = world.context
  const report = `storageReport { share objects bytes monthlyCost bytesIn30Days bytesInAYear
    parts { purpose format tier region objects bytes monthlyCost } savings { optimisation monthlyBefore monthlyAfter once } }`
  assert.equal((await ask(`{ ${report} costForecast { before } }`)).storageReport, null)
  const object = { state: 'LIVE', md5: Buffer.alloc(16), contentType: 'image/jpeg', inPrimary: true } as const
  const gib = 1024 ** 3
  await db.storedObject.createMany({
    data: [
      { ...object, key: 'originals/1/1/1', byteSize: gib },
      { ...object, key: 'originals/1/1/2', byteSize: gib, storageClass: 'STANDARD_IA', inBackup: true },
    ],
  })
  for (const bytes of [0, gib]) {
    await db.$executeRaw`update objects set byte_size = ${bytes}::int where key = 'originals/1/1/1'`
    await measureStorage.run({}, { ...world.context, signal: new AbortController().signal, attempt: 1 })
  }
  const { storageReport, storageDays, costForecast } = await ask(
    `{ ${report} storageDays { day objects bytes monthlyCost } costForecast { people uploadsADay originalBytes before after
      drivers { driver before after } savings { optimisation before after } } }`,
  )
  const [warm, cold] = [listPrices.STANDARD.gibMonth, listPrices.STANDARD_IA.gibMonth]
  const part = { purpose: 'originals', format: 'image/jpeg', objects: 1, bytes: gib }
  assert.deepEqual(storageReport, {
    ...{ share: 1, objects: 3, bytes: 3 * gib, monthlyCost: warm + 2 * cold, bytesIn30Days: 3 * gib },
    bytesInAYear: 3 * gib + (3 * gib * 365) / 30,
    parts: [
      { ...part, tier: 'STANDARD', region: 'PRIMARY', monthlyCost: warm },
      { ...part, tier: 'STANDARD_IA', region: 'PRIMARY', monthlyCost: cold },
      { ...part, tier: 'STANDARD_IA', region: 'BACKUP', monthlyCost: cold },
    ],
    savings: [
      { optimisation: 'TIERED', monthlyBefore: 3 * warm, monthlyAfter: warm + 2 * cold, once: 0 },
      { optimisation: 'DUE', monthlyBefore: warm + 2 * cold, monthlyAfter: warm + 2 * cold, once: 0 },
    ],
  })
  const [today, ...others] = storageDays
  assert.deepEqual(others, [])
  assert.partialDeepStrictEqual(today, { objects: 3, bytes: 3 * gib })
  assert.match(today.day, /^\d{4}-\d\d-\d\d$/)
  assert.partialDeepStrictEqual(costForecast, { uploadsADay: 2 / 30, originalBytes: gib })
  const near = (is: number, should: number) => assert.ok(Math.abs(is - should) < 1e-6, `${is} is not ${should}`)
  for (const when of ['before', 'after'])
    near(
      costForecast[when],
      costForecast.drivers.reduce((sum: number, driver: Answer) => sum + driver[when], 0),
    )
  near(costForecast.savings[0].before, costForecast.before)
  near(costForecast.savings.at(-1).after, costForecast.after)
})

test('what check_feeds found is told, and what it found before', async () => {
  const { db } = world.context
  assert.equal((await ask('{ feedHealth { at } }')).feedHealth, null)
  await db.$executeRaw`
    insert into feed_checks (at, checked, stale, empty, missing, extra)
    select now() - n * interval '1 hour', 100, n, 1, n, 0 from generate_series(0, 200) n`
  const fields = 'checked stale empty staleRate missing extra'
  const { feedHealth, all, some } = await ask(
    `{ feedHealth { ${fields} } all: feedChecks(hours: 300) { stale } some: feedChecks(hours: 10, every: 4) { staleRate } }`,
  )
  assert.deepEqual(feedHealth, { checked: 100, stale: 0, empty: 1, staleRate: 0, missing: 0, extra: 0 })
  assert.deepEqual([all.length, all[0].stale, all.at(-1).stale], [168, 167, 0])
  assert.deepEqual(
    some.map(({ staleRate }: Answer) => staleRate),
    [0.08, 0.04, 0],
  )
})

test('nothing changes or deletes what an admin did', async () => {
  const { db } = world.context
  await assert.rejects(db.operatorAct.updateMany({ data: { reason: 'other' } }), /only added to/)
  await assert.rejects(db.operatorAct.deleteMany(), /only added to/)
})
