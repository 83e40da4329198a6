import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import type { Viewer } from '@halide/schema/passport.ts'
import { fullCards } from '../full-cards.ts'
import { operations } from '../operation-cases.ts'
import type { Person } from '../person.ts'
import { startWorld, type World } from '../world.ts'
import { allInOne, createBeside } from './beside.ts'
import { type Answered, type Call, type Callers, startCallers } from './callers.ts'
import type { Bench, Finding } from './finding.ts'
import { type OwnProcess, startProcess } from './own-process.ts'
import { startPeers } from './peers.ts'
import { plantFeed } from './plant-feed.ts'
import { cpuSecondsOf } from './processes.ts'
import { medianOf, quantile } from './quantile.ts'
import { recordCalls } from './record-calls.ts'

// What a page of the home feed costs at the public door, beside the same subgraphs behind other gateways, the same calls without a gateway, and
// the same page fetched by hand. Every other gateway, and who asks, is a process of its own; they take turns. Halide is asked twice: with a process for
// each subgraph, which are the very ones behind the other gateways, and as `npm start` runs it.

const first = 20
const served = ['gateway', 'user', 'post', 'feed', 'engagement'] as const
const homeFeed = operations.find(({ name }) => name === 'HomeFeed')!

const pages = {
  'HomeFeed, registered': { query: homeFeed.body, documentId: homeFeed.id },
  'full card': { query: fullCards, documentId: undefined },
}

const bench: Bench = async ({ short, say }) => {
  const size = short ? { rounds: 1, requests: 20, callers: 2 } : { rounds: 5, requests: 400, callers: 8 }
  const world = await startWorld()
  const callers = startCallers()
  const beside = createBeside(world)
  const others: OwnProcess[] = []
  const start = async (program: string, settings: object) => {
    const started = await startProcess(new URL(program, import.meta.url), settings)
    others.push(started)
    return started
  }
  try {
    const reader = await world.person('ben')
    await plantFeed(world, reader)
    await world.quiet()
    const peers = await startPeers(world)
    others.push(...Object.values(peers))
    const together = await beside.start(allInOne, availableParallelism())
    const findings: Finding[] = []
    for (const [what, page] of Object.entries(pages)) {
      const variables = { first }
      const byText = JSON.stringify({ query: page.query, variables })
      const own = page.documentId ? JSON.stringify({ documentId: page.documentId, variables }) : byText
      const recorded = await recordCalls(world, (url) => answerOf({ url, headers: headersOf(reader), body: own }))
      say(`${what}: ${recorded.calls.length} calls of subgraphs, ${recorded.answer.length} bytes`)
      const floor = await start('floor.ts', {
        ...recorded,
        gatewaySecret: world.gatewaySecret,
        viewer: viewerOf(reader),
      })
      const doors = {
        halide: { url: world.graphqlUrl, pid: world.pid('gateway')!, body: own },
        together: { url: together.url, pid: together.pids[0]!, body: own },
        hive: { ...peers.hive, body: byText },
        mercurius: { ...peers.mercurius, body: byText },
        floor: { ...floor, body: own },
      }
      for (const { url, body } of Object.values(doors))
        assert.deepEqual(await dataOf({ url, headers: headersOf(reader), body }), JSON.parse(recorded.answer).data, url)
      const measured = await measureInTurns(world, callers, doors, reader, size)
      const { byProcess } = measured.halide
      const all = Object.values(byProcess).reduce((sum, ms) => sum + ms, 0)
      say(`${what}, CPU ms: ${JSON.stringify(byProcess)}, together ${all.toFixed(1)}`)
      findings.push(...findingsOf(`${what}, first: ${first}`, measured))
    }
    findings.push(...(await againstByHand(world, together.url, callers, reader, start, size)))
    return findings
  } finally {
    await callers.stop()
    for (const { stop } of others) await stop()
    await beside.stop()
    await world.stop()
  }
}
export default bench

const ways = { together: 'all in one process for each core', apart: 'a process for each subgraph' }

interface Measured {
  perSecond: number
  p50: number
  p99: number
  cpuMs: number
  /** Of our own: CPU ms a request of each process that serves it. */
  byProcess: Record<string, number>
}

type Doors = Record<'halide' | 'together' | 'hive' | 'mercurius' | 'floor', { url: string; pid: number; body: string }>

async function measureInTurns(
  world: World,
  callers: Callers,
  doors: Doors,
  reader: Person,
  size: { rounds: number; requests: number; callers: number },
): Promise<Record<keyof Doors, Measured>> {
  const seen = Object.fromEntries(Object.keys(doors).map((name) => [name, [] as Measured[]]))
  for (let round = 0; round <= size.rounds; round++) {
    await reader.signInAgain()
    for (const [name, { url, pid, body }] of Object.entries(doors)) {
      const call = { url, headers: headersOf(reader), body }
      const load = { call, callers: size.callers, requests: size.requests }
      // Who has waited for its turn has lost its place in memory and caches.
      await callers.ask({ ...load, requests: Math.ceil(size.requests / 4) })
      const pids = [pid, ...served.slice(1).map((process) => world.pid(process)!)]
      const before = pids.map((each) => cpuSecondsOf([each]))
      const answered = await callers.ask(load)
      const ms = pids.map((each, at) => ((cpuSecondsOf([each]) - before[at]!) * 1_000) / size.requests)
      const byProcess = Object.fromEntries(served.map((process, at) => [process, Number(ms[at]!.toFixed(2))]))
      if (round > 0) seen[name]!.push({ ...figuresOf(answered), cpuMs: ms[0]!, byProcess })
    }
  }
  const median = (all: Measured[], key: 'perSecond' | 'p50' | 'p99' | 'cpuMs') => medianOf(all.map((each) => each[key]))
  return Object.fromEntries(
    Object.entries(seen).map(([name, all]) => [
      name,
      {
        perSecond: median(all, 'perSecond'),
        p50: median(all, 'p50'),
        p99: median(all, 'p99'),
        cpuMs: median(all, 'cpuMs'),
        byProcess: all.at(-1)!.byProcess,
      },
    ]),
  ) as Record<keyof Doors, Measured>
}

function figuresOf(answered: Answered) {
  return {
    perSecond: answered.latencies.length / answered.seconds,
    p50: quantile(answered.latencies, 0.5),
    p99: quantile(answered.latencies, 0.99),
  }
}

function findingsOf(
  what: string,
  { halide, together, hive, mercurius, floor }: Record<keyof Doors, Measured>,
): Finding[] {
  const peers = [
    { against: 'Hive Gateway', peer: hive, goal: { least: 2 } },
    { against: 'Mercurius with jit', peer: mercurius, goal: { least: 1.25 } },
    { against: 'the same calls without GraphQL', peer: floor, goal: { least: 0.4 } },
  ]
  const perSecond = (how: string, ours: Measured) =>
    peers.map(({ against, peer, goal }) => ({
      ...{ what: `${what}${how}: requests per second`, value: ours.perSecond, unit: '/s' },
      ...{ against, peer: peer.perSecond, goal },
    }))
  return [
    ...perSecond('', halide),
    ...perSecond(`, ${ways.together}`, together),
    ...peers.map(({ against, peer }) => ({
      ...{ what: `${what}: p99`, value: halide.p99, unit: 'ms' },
      ...{ against, peer: peer.p99 },
    })),
    ...peers.map(({ against, peer }) => ({
      ...{ what: `${what}: CPU of the gateway`, value: halide.cpuMs, unit: 'ms' },
      ...{ against, peer: peer.cpuMs },
    })),
  ]
}

/** One caller, who waits: what a page takes. */
async function againstByHand(
  world: World,
  togetherUrl: string,
  callers: Callers,
  reader: Person,
  start: (program: string, settings: object) => Promise<OwnProcess>,
  size: { rounds: number; requests: number },
): Promise<Finding[]> {
  const { databaseUrl, redisUrl, mediaUrl } = world
  const { userId: viewerId } = viewerOf(reader)
  const hand = await start('by-hand.ts', { databaseUrl, redisUrl, mediaUrl, viewerId, first })
  const body = JSON.stringify({ query: fullCards, variables: { first } })
  const urls = { together: togetherUrl, apart: world.graphqlUrl, hand: hand.url }
  const names = Object.keys(urls) as (keyof typeof urls)[]
  const ask = (url: string) => dataOf({ url, headers: headersOf(reader), body })
  for (const name of names) assert.deepEqual(await ask(urls[name]), await ask(hand.url), `${name}: it is the same page`)
  const seen = { together: [] as number[], apart: [] as number[], hand: [] as number[] }
  for (let round = 0; round <= size.rounds; round++) {
    await reader.signInAgain()
    for (const name of names) {
      const call = { url: urls[name], headers: headersOf(reader), body }
      const answered = await callers.ask({ call, callers: 1, requests: size.requests })
      if (round > 0) seen[name].push(quantile(answered.latencies, 0.5))
    }
  }
  return (['together', 'apart'] as const).map((name) => ({
    what: `full card, first: ${first}, ${ways[name]}: p50 of one caller`,
    value: medianOf(seen[name]),
    unit: 'ms',
    against: 'by hand: one Redis call, three statements',
    peer: medianOf(seen.hand),
    goal: { most: 3 },
  }))
}

function headersOf(reader: Person): Record<string, string> {
  return { authorization: `Bearer ${reader.accessToken}` }
}

/** Whom the reader's access token names. */
function viewerOf(reader: Person): Viewer {
  const { sub, sid, role } = JSON.parse(Buffer.from(reader.accessToken!.split('.')[1]!, 'base64url').toString())
  return { userId: sub, sessionId: sid, role }
}

async function answerOf({ url, headers, body }: Call): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return response.text()
}

async function dataOf(call: Call): Promise<unknown> {
  const { data, errors } = JSON.parse(await answerOf(call))
  assert.equal(errors, undefined, `${call.url}: ${JSON.stringify(errors)}`)
  return data
}
