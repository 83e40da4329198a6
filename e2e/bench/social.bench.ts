import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '@halide/local/demo-photos/random.ts'
import { makeSecrets } from '@halide/local/secrets.ts'
import pMap from 'p-map'
import { smallPhoto } from '../photos.ts'
import { startWorld } from '../world.ts'
import type { Bench, Finding } from './finding.ts'
import { type Operation, type Outcome, openLoop } from './open-loop.ts'
import { cpuSecondsOfEach, parentOf } from './processes.ts'
import { quantile } from './quantile.ts'
import { makeGraph, readGraph } from './social/graph.ts'
import { mixOf } from './social/operations.ts'
import { plantPeople, signMembersIn } from './social/people.ts'

// A load that is not ours: who knows whom is a graph of the Network Repository (R. A. Rossi, N. K. Ahmed, "The Network Data Repository with
// Interactive Graph Analytics and Visualization", AAAI 2015, networkrepository.com), and what they do is DeathStarBench's social network.
// `SOCIAL_GRAPH=<socfb-Reed98.edges> npm run bench -- social`. Rates rise until one is not held.

const seconds = 30
const rates = [5, 10, 20, 30, 40, 50, 65, 80, 100, 130, 160, 200]
/** At which latencies are compared with their limits. */
const statedRate = 20

/** R1.9. */
const readLimitMs = 500
const readyLimitMs = 45_000

interface Stage {
  rate: number
  outcomes: Outcome[]
  /** Milliseconds from asking for an upload to the post being READY. */
  readyMs: number[]
  unready: number
  /** Processors that each process kept busy. */
  busy: Map<string, number>
}

const bench: Bench = async ({ short, say }) => {
  const file = process.env.SOCIAL_GRAPH
  const graph = file ? readGraph(file) : short ? makeGraph(40, 200) : makeGraph()
  const secrets = await makeSecrets()
  const world = await startWorld({ secrets, durable: true })
  try {
    await plantPeople(world, graph)
    const random = seededRandom(1)
    const photos = await Promise.all(Array.from({ length: short ? 1 : 8 }, (_, seed) => smallPhoto(seed)))
    const { graphqlUrl } = world
    say(`${graph.name}: ${graph.people} people, ${graph.friendships.length} friendships`)

    const [{ pid }] = (await world.sql<{ pid: number }>('select pg_backend_pid() pid')) as [{ pid: number }]
    const names = ['gateway', 'user', 'post', 'feed', 'engagement', 'jobs', 'media', 'worker'] as const
    const stores = ['redis', 's3-primary', 's3-backup'] as const
    const roots = new Map([...names, ...stores].map((name) => [name as string, world.pid(name)!]))
    roots.set('postgres', parentOf(pid)).set('the load itself', process.pid)

    async function stage(rate: number, during: number): Promise<Stage> {
      // An access token is good for 15 minutes.
      const operations = mixOf({ graphqlUrl, members: await signMembersIn(world, secrets), photos, random })
      const [{ since }] = (await world.sql<{ since: string }>('select next_id() since')) as [{ since: string }]
      const before = cpuSecondsOfEach(roots)
      const start = performance.now()
      const outcomes = await openLoop({ rate, seconds: during, operations, random })
      const after = cpuSecondsOfEach(roots)
      const took = (performance.now() - start) / 1_000
      const busy = new Map([...after].map(([name, used]) => [name, (used - before.get(name)!) / took]))
      return { rate, outcomes, busy, ...(await untilReady(since)) }
    }

    /** The times that the posts since then took, when all are READY, or 60 s later. */
    async function untilReady(since: string): Promise<Pick<Stage, 'readyMs' | 'unready'>> {
      for (let looks = 0; ; looks += 1) {
        const posts = await world.sql<{ ms: number | null }>(
          'select ((position >> 23) - (id >> 23))::float8 ms from posts where id > $1',
          [since],
        )
        const unready = posts.filter(({ ms }) => ms === null).length
        if (unready === 0 || looks === 60) return { unready, readyMs: posts.flatMap(({ ms }) => ms ?? []) }
        await sleep(1_000)
      }
    }

    await openEveryFeed(
      mixOf({ graphqlUrl, members: await signMembersIn(world, secrets), photos, random }),
      short ? 10 : graph.people,
    )
    const stages: Stage[] = []
    for (const rate of short ? [10] : rates) {
      const done = await stage(rate, short ? 2 : seconds)
      stages.push(done)
      for (const line of describe(done)) say(line)
      if (!isHeld(done)) break
    }
    return findingsOf(stages)
  } finally {
    await world.stop()
  }
}

export default bench

/** As often as there are people, so that most feeds are warm and every process has seen the operations. */
async function openEveryFeed(operations: readonly Operation[], times: number): Promise<void> {
  await pMap(Array.from({ length: times }), () => operations[0]!.run(), { concurrency: 4 })
  await operations[1]!.run()
  await operations[2]!.run()
}

function isHeld({ outcomes, readyMs, unready }: Stage): boolean {
  return (
    outcomes.every(({ fault }) => fault === null) &&
    unready === 0 &&
    isWithin(timesOf(outcomes, 'home feed'), readLimitMs) &&
    isWithin(timesOf(outcomes, 'profile'), readLimitMs) &&
    isWithin(readyMs, readyLimitMs)
  )
}

function isWithin(times: readonly number[], limitMs: number): boolean {
  return times.length === 0 || quantile(times, 0.99) <= limitMs
}

function timesOf(outcomes: readonly Outcome[], operation: string): number[] {
  return outcomes.filter((outcome) => outcome.operation === operation).map(({ ms }) => ms)
}

function describe(stage: Stage): string[] {
  const { rate, outcomes, readyMs, unready, busy } = stage
  const quantiles = (times: readonly number[]) =>
    [0.5, 0.9, 0.99, 0.999].map((share) => Math.round(quantile(times, share))).join(' / ')
  const operations = ['home feed', 'profile', 'post'].map((name) => {
    const times = timesOf(outcomes, name)
    return `  ${name}: ${times.length}, p50 / p90 / p99 / p99.9 ${quantiles(times)} ms`
  })
  const faults = Object.entries(Object.groupBy(outcomes, ({ fault }) => fault ?? ''))
    .filter(([code]) => code !== '')
    .map(([code, of]) => `${of!.length} × ${code}`)
  const shares = [...busy].sort((a, b) => b[1] - a[1]).map(([name, share]) => `${name} ${share.toFixed(2)}`)
  const all = [...busy.values()].reduce((sum, share) => sum + share, 0)
  return [
    `${rate} operations a second, ${outcomes.length} in all: ${isHeld(stage) ? 'held' : 'not held'}`,
    ...operations,
    `  from createUpload to READY: ${quantiles(readyMs)} ms, ${unready} not in time`,
    `  faults: ${faults.join(', ') || 'none'}`,
    `  processors busy, of ${all.toFixed(2)}: ${shares.join(', ')}`,
  ]
}

function findingsOf(stages: readonly Stage[]): Finding[] {
  const stated = stages.find(({ rate }) => rate === statedRate) ?? stages.at(-1)!
  const at = `at ${stated.rate} operations a second`
  const p99 = (operation: string) => quantile(timesOf(stated.outcomes, operation), 0.99)
  const held = stages.filter(isHeld).at(-1)
  const last = stages.at(-1)!
  return [
    {
      what: `a page of the home feed, p99 ${at}`,
      value: p99('home feed'),
      unit: 'ms',
      against: 'the limit of a read',
      peer: readLimitMs,
      goal: { most: 1 },
    },
    {
      what: `a profile, p99 ${at}`,
      value: p99('profile'),
      unit: 'ms',
      against: 'the limit of a read',
      peer: readLimitMs,
      goal: { most: 1 },
    },
    {
      what: `from createUpload to READY, p99 ${at}`,
      value: quantile(stated.readyMs, 0.99),
      unit: 'ms',
      against: 'the limit under load',
      peer: readyLimitMs,
      goal: { most: 1 },
    },
    {
      what: 'operations of the mix held',
      value: held?.rate ?? 0,
      unit: 'a second',
      against: held === last ? 'the highest rate tried' : 'the rate that was not held',
      peer: last.rate,
    },
  ]
}
