import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type RunningProcess, untilReady } from '@halide/local/managed-process.ts'
import { nodeProgram } from '@halide/local/node-program.ts'
import { claimPorts } from '@halide/local/ports.ts'
import { services } from '@halide/local/services.ts'
import { operations } from '../operation-cases.ts'
import type { Person } from '../person.ts'
import { startWorld, type World } from '../world.ts'
import { type Callers, startCallers } from './callers.ts'
import type { Bench, Finding } from './finding.ts'
import { plantFeed } from './plant-feed.ts'
import { cpuSecondsOf } from './processes.ts'
import { medianOf } from './quantile.ts'

// A page of the home feed with each subgraph in a process of its own, with all of them in the gateway's, and from the same resolvers in one schema
// without federation: requests per second, and CPU of all processes but the stores. All three are asked in turns, on the same stores.

const first = 20
const homeFeed = operations.find(({ name }) => name === 'HomeFeed')!
const byId = JSON.stringify({ documentId: homeFeed.id, variables: { first } })
const byText = JSON.stringify({ query: homeFeed.body, variables: { first } })
const separate = ['gateway', 'user', 'post', 'feed', 'engagement', 'jobs'] as const

interface Door {
  url: string
  body: string
  pids: readonly number[]
}

interface Measured {
  perSecond: number
  /** Milliseconds a request. */
  cpu: number
}

const bench: Bench = async ({ short, say }) => {
  const size = short ? { rounds: 1, requests: 20, atOnce: 2 } : { rounds: 7, requests: 600, atOnce: 8 }
  const world = await startWorld()
  const callers = startCallers()
  const beside = createBeside(world)
  try {
    const reader = await world.person('ben')
    await plantFeed(world, reader)
    await world.quiet()
    const together = await beside.start('all-in-one/main.ts')
    const unfederated = await beside.start('e2e/bench/unfederated/main.ts')
    const doors = {
      http: { url: world.graphqlUrl, body: byId, pids: separate.map((name) => world.pid(name)!) },
      together: { ...together, body: byId },
      unfederated: { ...unfederated, body: byText },
    }
    await answerTheSame(doors, reader)
    const measured = await measureInTurns(doors, { callers, reader, ...size })
    for (const [name, { perSecond, cpu }] of Object.entries(measured))
      say(`${name}: ${perSecond.toFixed(0)} /s, ${cpu.toFixed(2)} ms of CPU each`)
    return findingsOf(measured)
  } finally {
    await callers.stop()
    await beside.stop()
    await world.stop()
  }
}
export default bench

/** Programs that take a gateway's place beside the one of a world, on its stores: with all that a gateway with subgraphs in it is told. */
function createBeside({ settings }: World) {
  const folder = mkdtempSync(join(tmpdir(), 'halide-bench-'))
  const running: RunningProcess[] = []
  const releases: (() => void)[] = []
  return {
    async start(main: string): Promise<Pick<Door, 'url' | 'pids'>> {
      const { ports, release } = await claimPorts(1)
      releases.push(release)
      const own = { ...settings, subgraphsInProcess: true, ports: { ...settings.ports, gateway: ports[0]! } }
      const { env, isReady } = services(own).find(({ name }) => name === 'gateway')!
      const spec = nodeProgram({ name: main, main, env, isReady })
      const started = await launch(spec, join(folder, `${running.length}.log`))
      running.push(started)
      await untilReady(spec, started)
      return { url: `http://127.0.0.1:${ports[0]}/graphql`, pids: [started.pid] }
    },
    async stop(): Promise<void> {
      for (const { stop } of running) await stop()
      for (const release of releases) release()
      rmSync(folder, { recursive: true })
    },
  }
}

async function answerTheSame(doors: Record<string, Door>, reader: Person): Promise<void> {
  const answers = Object.entries(doors).map(async ([name, { url, body }]) => {
    const headers = { 'content-type': 'application/json', ...headersOf(reader) }
    const response = await fetch(url, { method: 'POST', headers, body })
    const answer = (await response.json()) as { data?: { homeFeed: { edges: unknown[] } }; errors?: unknown }
    assert.equal(answer.errors, undefined, `${name}: ${JSON.stringify(answer.errors)}`)
    assert.equal(answer.data?.homeFeed.edges.length, first, name)
    return answer.data
  })
  const [one, ...others] = await Promise.all(answers)
  for (const other of others) assert.deepEqual(other, one)
}

interface Turns {
  callers: Callers
  reader: Person
  rounds: number
  requests: number
  atOnce: number
}

async function measureInTurns<Name extends string>(
  doors: Record<Name, Door>,
  { callers, reader, rounds, requests, atOnce }: Turns,
): Promise<Record<Name, Measured>> {
  const seen = Object.fromEntries(Object.keys(doors).map((name) => [name, []])) as unknown as Record<Name, Measured[]>
  for (let round = 0; round <= rounds; round++) {
    await reader.signInAgain()
    for (const [name, { url, body, pids }] of Object.entries(doors) as [Name, Door][]) {
      const before = cpuSecondsOf(pids)
      const call = { url, headers: headersOf(reader), body }
      const { seconds } = await callers.ask({ call, requests, callers: atOnce })
      const cpu = ((cpuSecondsOf(pids) - before) * 1_000) / requests
      // The first warms up.
      if (round > 0) seen[name].push({ perSecond: requests / seconds, cpu })
    }
  }
  const median = (all: readonly Measured[]): Measured => ({
    perSecond: medianOf(all.map(({ perSecond }) => perSecond)),
    cpu: medianOf(all.map(({ cpu }) => cpu)),
  })
  return Object.fromEntries(
    (Object.entries(seen) as [Name, Measured[]][]).map(([name, all]) => [name, median(all)]),
  ) as Record<Name, Measured>
}

function findingsOf({ http, together, unfederated }: Record<'http' | 'together' | 'unfederated', Measured>): Finding[] {
  const what = `HomeFeed, first: ${first}, all in one process`
  const peers = [
    { against: 'a process for each subgraph, HTTP between them', peer: http, least: 1.25 },
    { against: 'one schema without federation behind Apollo Server', peer: unfederated, least: 0.6 },
  ]
  return peers.flatMap(({ against, peer, least }): Finding[] => [
    {
      what: `${what}: requests per second`,
      value: together.perSecond,
      unit: '/s',
      against,
      peer: peer.perSecond,
      goal: { least },
    },
    { what: `${what}: CPU a request`, value: together.cpu, unit: 'ms', against, peer: peer.cpu },
  ])
}

function headersOf(reader: Person): Record<string, string> {
  return { authorization: `Bearer ${reader.accessToken}` }
}
