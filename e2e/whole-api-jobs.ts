import assert from 'node:assert/strict'
import { until } from './until.ts'
import { type Cast, type Page, pageInfo, userErrors } from './whole-api-pages.ts'

// What the journey of whole-api.test.ts asks about jobs, for admins, of whom ben is one by then.

const run =
  'id jobId kind payload attempt outcome error startedAt endedAt seconds worker progress { done total } requestId askedBy { handle } reason'
const job = `id number kind state payload lane attempts maxAttempts runAt createdAt worker progress { done total } error quarantineCode requestId
  askedBy { handle } reason runs { ${run} }`
const kind = `name description lane maxAttempts timeLimitSeconds resumes payloadFields { name type isRequired } schedule
  lastRun { id } isPaused dueCount scheduledCount runningCount quarantinedCount oldestDueSeconds medianSeconds`
const list = (field: string, node: string) => `${field} { edges { cursor node { ${node} } } ${pageInfo} }`

export async function jobs({ world, ada, ben }: Cast): Promise<void> {
  type Plan = { plan: { confirmToken: string; touches: { unit: string } } }
  const planned = await ben.mutate<Plan>(
    'planJob',
    { kind: 'warm_feeds' },
    `plan { kind description payload touches { amount unit isAtLeast } estimatedSeconds warnings confirmToken } ${userErrors}`,
  )
  assert.equal(planned.plan.touches.unit, 'readers')
  type Run = { job: { id: string; askedBy: { handle: string } } }
  const { confirmToken } = planned.plan
  const started = await ben.mutate<Run>('runJob', { confirmToken, reason: 'a journey' }, `job { ${job} } ${userErrors}`)
  type Seen = { jobRuns: Page<{ id: string; jobId: string; askedBy: { handle: string } }> }
  const runs = `{ ${list('jobRuns(kind: "warm_feeds")', run)} }`
  const ofJourney = async () =>
    (await ben.gql<Seen>(runs)).jobRuns.edges.find(({ node }) => node.jobId === started.job.id)?.node
  await until(async () => (await ofJourney()) !== undefined)
  assert.equal((await ofJourney())?.askedBy.handle, 'ben')

  await everyKind({ world, ada, ben })

  await world.sql(
    `select graphile_worker.add_job('thaw_original', '{"photoId": "1"}', run_at := now() + interval '1 day')`,
  )
  type Found = {
    jobKinds: { name: string }[]
    jobKind: { schedule: string }
    jobs: Page<{ id: string; state: string }>
  }
  const query = `{ jobKinds { ${kind} } jobKind(name: "tier_storage") { schedule }
    ${list('jobs(kind: "thaw_original")', job)} ${list('operatorActs', 'id action admin { handle } kind jobId detail reason requestId createdAt')} }`
  const found = await ben.gql<Found>(query)
  assert.ok(found.jobKinds.some(({ name }) => name === 'process_photo'))
  assert.equal(found.jobKind.schedule, '0 2 * * *')
  const { id: jobId, state } = found.jobs.edges[0]?.node ?? assert.fail()
  assert.equal(state, 'SCHEDULED')
  const reason = 'a journey'
  await ben.mutate('reprioritizeJob', { jobId, lane: 'UPLOAD', reason }, `job { lane } ${userErrors}`)
  await ben.mutate('cancelJob', { jobId, reason }, `job { state } ${userErrors}`)
  for (const act of ['pauseJobs', 'resumeJobs'])
    await ben.mutate(act, { kind: 'thaw_original', reason }, `kind { isPaused } ${userErrors}`)
  const gone = await ben.send(
    `mutation { discardJob(input: { jobId: "job_zz", reason: "x" }) { job { id } ${userErrors} } }`,
  )
  assert.match(JSON.stringify(gone), /JOB_NOT_FOUND/)
  for (const act of ['retryJobs', 'discardJobs']) {
    const type = act === 'retryJobs' ? 'RetryJobsInput' : 'DiscardJobsInput'
    const none = await ben.send(
      `mutation ($input: ${type}!) { ${act}(input: $input) { jobCount leftCount ${userErrors} } }`,
      { input: { kind: 'thaw_original', reason } },
    )
    assert.match(JSON.stringify(none), /JOB_NOT_FOUND/)
  }
  const retried = await ben.mutate<Run>('retryJob', { jobId, reason }, `job { id } ${userErrors}`)

  const byId = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Job { kind } ... on JobRun { kind } } }'
  const ids = [retried.job.id, (await ofJourney())!.id]
  assert.equal((await ben.gql<{ nodes: { id: string }[] }>(byId, { ids })).nodes[1]?.id, ids[1])
  assert.match(JSON.stringify((await ada.send(query)).errors), /FORBIDDEN/)

  const lane = 'lane waiting due running oldestSeconds'
  const loaded = `level measuredLevel load levelSince queueLevel queueLevelSince queueDepth lanes { ${lane} } workers wantedWorkers qualityDebt feedStaleRate
    feedsCheckedAt measuredAt override { level reason admin { handle } until } processes { process kind load parts seenAt }`
  type Overridden = { systemLoad: { level: string; override: { admin: { handle: string } } } }
  const { systemLoad } = await ben.mutate<Overridden>(
    'overrideLoad',
    { level: 'HIGH', minutes: 1, reason },
    `systemLoad { ${loaded} } ${userErrors}`,
  )
  assert.equal(systemLoad.level, 'HIGH')
  assert.equal(systemLoad.override.admin.handle, 'ben')
  await ben.mutate('clearLoadOverride', { reason }, `systemLoad { level } ${userErrors}`)
  type Measured = {
    systemLoad: { level: string; override: null; processes: { kind: string }[] }
    loadSamples: object[]
  }
  const samples = `loadSamples(minutes: 5) { at level load queueLevel queueDepth lanes { ${lane} } workers wantedWorkers
    qualityDebt feedStaleRate }`
  const measured = await ben.gql<Measured>(`{ systemLoad { ${loaded} } ${samples} }`)
  assert.equal(measured.systemLoad.override, null)
  assert.ok(measured.systemLoad.processes.some(({ kind }) => kind === 'worker'))
  assert.ok(measured.loadSamples.length > 0)

  const counted = await ben.mutate<Plan>('planJob', { kind: 'measure_storage' }, `plan { confirmToken } ${userErrors}`)
  await ben.mutate('runJob', { confirmToken: counted.plan.confirmToken, reason }, `job { id } ${userErrors}`)
  type Stored = {
    storageReport: { objects: number; parts: { purpose: string }[] } | null
    storageDays: object[]
    costForecast: { uploadsADay: number }
  }
  const check = 'at checked stale empty staleRate missing extra'
  const look = () =>
    ben.gql<Stored>(`{
      storageReport { measuredAt share objects bytes monthlyCost bytesIn30Days bytesInAYear
        parts { purpose format tier region objects bytes monthlyCost } savings { optimisation monthlyBefore monthlyAfter once } }
      storageDays { day measuredAt objects bytes monthlyCost }
      costForecast { people uploadsADay originalBytes followsAPerson likesAPost requestsAPerson imagesAPerson months before after
        drivers { driver before after } savings { optimisation before after } }
      feedHealth { ${check} } feedChecks(hours: 1) { ${check} } }`)
  await until(async () => (await look()).storageReport?.parts.some(({ purpose }) => purpose === 'renditions') === true)
  const stored = await look()
  assert.ok(stored.storageDays.length > 0)
  assert.ok(stored.costForecast.uploadsADay > 0)
}

/** Every kind is planned, for admins alone; what is about nothing in particular is run, and watched to its end. `npm run jobs:drill` does the rest. */
async function everyKind({ ada, ben }: Cast): Promise<void> {
  type Kind = { name: string; payloadFields: { name: string; type: string; isRequired: boolean }[] }
  const { jobKinds } = await ben.gql<{ jobKinds: Kind[] }>(
    '{ jobKinds { name payloadFields { name type isRequired } } }',
  )
  const plan = `mutation ($input: PlanJobInput!) { planJob(input: $input) { plan { confirmToken } ${userErrors} } }`
  const begun = await Promise.all(
    jobKinds.map(async ({ name, payloadFields }) => {
      const required = payloadFields.filter(({ isRequired }) => isRequired)
      const payload = Object.fromEntries(required.map(({ name, type }) => [name, type === 'string' ? '1' : 0]))
      const input = { kind: name, payload: JSON.stringify(payload) }
      assert.equal((await ada.send(plan, { input })).errors?.[0]?.extensions?.code, 'FORBIDDEN', name)
      const planned = await ben.mutate<{ plan: { confirmToken: string } }>('planJob', input, 'plan { confirmToken }')
      if (required.length > 0) return []
      const run = { confirmToken: planned.plan.confirmToken, reason: 'a journey' }
      return [(await ben.mutate<{ job: { id: string } }>('runJob', run, 'job { id }')).job.id]
    }),
  )
  const ids = begun.flat()
  assert.ok(ids.length > 20)
  const ended = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Job { runs { outcome } } } }'
  await until(async () => {
    const { nodes } = await ben.gql<{ nodes: ({ runs: { outcome: string }[] } | null)[] }>(ended, { ids })
    // One that has just ended is nowhere, until its run is written down.
    return nodes.every((job) => job?.runs.some(({ outcome }) => outcome === 'DONE'))
  })
}
