import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { operations } from '../operation-cases.ts'
import type { Person } from '../person.ts'
import { startWorld } from '../world.ts'
import { allInOne, type Beside, createBeside } from './beside.ts'
import { type Callers, startCallers } from './callers.ts'
import type { Bench, Finding } from './finding.ts'
import { plantFeed } from './plant-feed.ts'
import { cpuSecondsOf } from './processes.ts'
import { medianOf } from './quantile.ts'

// A page of the home feed with each subgraph in a process of its own, with all of them in the gateway's, of which there is a copy for each core, with
// one such process alone, and from the same resolvers in one schema without federation: requests per second, and CPU of all processes but the stores. All
// are asked in turns, on the same stores.

const first = 20
const homeFeed = operations.find(({ name }) => name === 'HomeFeed')!
const byId = JSON.stringify({ documentId: homeFeed.id, variables: { first } })
const byText = JSON.stringify({ query: homeFeed.body, variables: { first } })
const separate = ['gateway', 'user', 'post', 'feed', 'engagement', 'jobs'] as const

interface Door extends Beside {
  body: string
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
    const together = await beside.start(allInOne, availableParallelism())
    const one = await beside.start(allInOne, 1)
    const unfederated = await beside.start('e2e/bench/unfederated/main.ts')
    const doors = {
      http: { url: world.graphqlUrl, body: byId, pids: separate.map((name) => world.pid(name)!) },
      together: { ...together, body: byId },
      one: { ...one, body: byId },
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

function findingsOf({
  http,
  together,
  one,
  unfederated,
}: Record<'http' | 'together' | 'one' | 'unfederated', Measured>): Finding[] {
  const perCore = `HomeFeed, first: ${first}, all in one process for each core`
  const alone = `HomeFeed, first: ${first}, all in one process`
  const separately = 'a process for each subgraph, HTTP between them'
  const peers = [
    { what: perCore, ours: together, against: separately, peer: http, goal: { least: 1.25 } },
    { what: alone, ours: one, against: separately, peer: http },
    {
      what: alone,
      ours: one,
      against: 'one schema without federation behind Apollo Server',
      peer: unfederated,
      goal: { least: 0.6 },
    },
  ]
  return peers.flatMap(({ what, ours, against, peer, goal }): Finding[] => [
    {
      what: `${what}: requests per second`,
      value: ours.perSecond,
      unit: '/s',
      against,
      peer: peer.perSecond,
      ...(goal && { goal }),
    },
    { what: `${what}: CPU a request`, value: ours.cpu, unit: 'ms', against, peer: peer.cpu },
  ])
}

function headersOf(reader: Person): Record<string, string> {
  return { authorization: `Bearer ${reader.accessToken}` }
}
