import { until } from '@halide/jobs/test-world.ts'
import type { Person } from '../person.ts'

export interface Plan {
  token: string
  /** Such as `3 posts`; null where the job cannot tell. */
  touches: string | null
}

export interface SeenJob {
  id: string
  number: string
  state: string
  error: string | null
  quarantineCode: string | null
  progress: { done: number } | null
  runs: Run[]
}

interface Run {
  outcome: string
  endedAt: string
  progress: { done: number } | null
}

const patienceSeconds = 45

/** It has ended, and its run is written down half a second later. */
const ended = { number: '', state: 'ENDED', error: null, quarantineCode: null, progress: null, runs: [] }

/** Jobs as an admin has them through the gateway. */
export function adminOf(person: Person, reason: string) {
  async function seen(jobId: string, withRuns = true): Promise<SeenJob> {
    const runs = withRuns ? 'runs { outcome endedAt progress { done } }' : ''
    const { node } = await person.gql<{ node: SeenJob | null }>(
      `query ($id: ID!) { node(id: $id) { ... on Job { id number state error quarantineCode progress { done } ${runs} } } }`,
      { id: jobId },
    )
    return node ?? { ...ended, id: jobId }
  }
  const onJob = async (name: string, jobId: string) =>
    (await person.mutate<{ job: { id: string } }>(name, { jobId, reason }, 'job { id }')).job.id

  return {
    person,
    seen,
    async plan(kind: string, payload: string): Promise<Plan> {
      type Planned = {
        plan: { touches: { amount: number; unit: string; isAtLeast: boolean } | null; confirmToken: string }
      }
      const fields = 'plan { touches { amount unit isAtLeast } confirmToken }'
      const { plan } = await person.mutate<Planned>('planJob', { kind, payload }, fields)
      const { touches } = plan
      return {
        token: plan.confirmToken,
        touches: touches && `${touches.amount}${touches.isAtLeast ? '+' : ''} ${touches.unit}`,
      }
    },
    async run(confirmToken: string): Promise<string> {
      const { job } = await person.mutate<{ job: { id: string } }>('runJob', { confirmToken, reason }, 'job { id }')
      return job.id
    },
    cancel: (jobId: string) => onJob('cancelJob', jobId),
    retry: (jobId: string) => onJob('retryJob', jobId),
    async pause(kind: string): Promise<void> {
      await person.mutate('pauseJobs', { kind, reason }, 'kind { name }')
    },
    async resume(kind: string): Promise<void> {
      await person.mutate('resumeJobs', { kind, reason }, 'kind { name }')
    },
    /** Waits until a job is in one of these states. */
    async untilState(jobId: string, ...states: string[]): Promise<SeenJob> {
      return until(async () => {
        const job = await seen(jobId, false)
        return states.includes(job.state) && job
      }, patienceSeconds)
    },
    /** Waits until a run of it has ended so. */
    untilRun: (jobId: string, outcome: string): Promise<Run> =>
      until(async () => (await seen(jobId)).runs.find((run) => run.outcome === outcome), patienceSeconds),
    /** Waits until it is done; what was put off, or handed over, is done by another job of its kind. */
    async untilDone(kind: string, jobId: string): Promise<Run> {
      const ofKind = `query ($kind: String) { jobRuns(kind: $kind, outcome: DONE, first: 5) {
        edges { node { outcome endedAt progress { done } } } } }`
      return until(async () => {
        const { runs } = await seen(jobId)
        const [handedOn] = runs.filter(({ outcome }) => outcome === 'POSTPONED' || outcome === 'HANDED_OVER')
        if (!handedOn) return runs.find(({ outcome }) => outcome === 'DONE')
        const { jobRuns } = await person.gql<{ jobRuns: { edges: { node: Run }[] } }>(ofKind, { kind })
        return jobRuns.edges.map(({ node }) => node).find(({ endedAt }) => endedAt > handedOn.endedAt)
      }, patienceSeconds)
    },
  }
}

export type Admin = ReturnType<typeof adminOf>

/** Codes with which a stranger is refused who tries to do what an admin does. */
export async function triesOf(stranger: Person, kind: string, payload: string, token: string, jobId: string) {
  const tries: Record<string, object> = {
    planJob: { kind, payload },
    runJob: { confirmToken: token, reason: 'x' },
    pauseJobs: { kind, reason: 'x' },
    cancelJob: { jobId, reason: 'x' },
    retryJob: { jobId, reason: 'x' },
  }
  return Promise.all(
    Object.entries(tries).map(async ([name, input]) => {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`
      const query = `mutation ($input: ${type}) { ${name}(input: $input) { userErrors { code } } }`
      const { errors } = await stranger.send(query, { input })
      return errors?.[0]?.extensions?.code ?? `${name} went through`
    }),
  )
}
