import assert from 'node:assert/strict'
import { executeSubgraph, type Viewer } from '@halide/subgraph-kit/index.ts'
import { z } from 'zod'
import { listPrices } from '../cost/prices.ts'
import { defineJob, idInPayload, type Job, type RunContext } from '../kit.ts'
import { pipeline } from '../pipeline.ts'
import type { RunningJobs } from '../run-jobs.ts'
import { defaultJobSettings } from '../settings.ts'
import { enterJobWorld, type JobWorld } from '../test-world.ts'
import { jobsSubgraph } from './subgraph.ts'

export const admin: Viewer = { userId: 1n, sessionId: 1n, role: 'ADMIN' }

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the query beside them
export type Answer = any

/** The subgraph as an admin asks it, and a real worker on a real queue that runs chores; both are there from `enter` on. */
export function jobsStage(bucket: string) {
  let world: JobWorld
  let worker: RunningJobs

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

  return {
    deeds,
    done,
    chore,
    kinds,
    send,
    ask,
    mutate,
    plan,
    runs,
    lastAct,
    world: () => world,
    worker: () => worker,
    async enter() {
      world = await enterJobWorld(bucket)
      worker = await world.work([chore], { heartbeatMs: 100, pollMs: 50 })
    },
    async leave() {
      await worker?.stop()
      await world?.leave()
    },
  }
}
