import { enterJobWorld } from '@halide/jobs/test-world.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { bytesOf } from '@halide/timeline/test-redis.ts'
import type { Bench, Finding } from './finding.ts'
import { type Act, actsAt } from './growth/acts.ts'
import { exponentOf } from './growth/exponent.ts'
import { enterPlace, type Place } from './growth/place.ts'
import { watchPlans } from './growth/plans.ts'
import { planted } from './growth/plant.ts'
import { quantile } from './quantile.ts'

// Whether Halide slows down as people come: the same acts among 10³, 10⁴, 10⁵ and 10⁶ people, each planted whole, in turns. What an act
// takes is measured in time and in pages that Postgres looks at: the latter do not depend on what else the machine does.
// `npm run bench -- growth`; it takes about 8 GB of disk meanwhile. `GROWTH_PEOPLE=1000,10000` is for a smaller one.

/** What may come of a thousand times as many people: a tree over them is twice as deep. */
const goal = { most: 2 }

function sizes(): number[] {
  return (process.env.GROWTH_PEOPLE ?? '1000,10000,100000,1000000').split(',').map(Number)
}

interface Curve {
  name: string
  unit: string
  /** People, and what one act took there. */
  points: [people: number, value: number][]
}

const bench: Bench = async ({ short, say }) => {
  const jobs = await enterJobWorld('growth')
  const places: Place[] = []
  try {
    const curves: Curve[] = []
    for (const people of short ? [100, 1_000] : sizes()) {
      const start = performance.now()
      const place = await enterPlace(people, short ? 50 : 500)
      places.push(place)
      const seconds = ((performance.now() - start) / 1_000).toFixed(1)
      say(`${people} people, planted in ${seconds} s; an author with ${place.author.followers} followers`)
    }
    curves.push(await curveOf(places, 'Postgres, all tables with indexes, a person', 'bytes', bytesOfRows))
    curves.push(await curveOf(places, 'Redis, a warm feed', 'bytes', bytesOfFeeds))
    const plans = await watchPlans(places.at(-1)!, (place) => actsAt(place, jobs.context))
    curves.push(...(await measure(places, (place) => actsAt(place, jobs.context), short ? 2 : 20)))
    for (const { name, unit, points } of curves)
      say(`${name}, ${unit}: ${points.map(([people, value]) => `${people} ${value.toPrecision(3)}`).join(', ')}`)
    const walks = plans.filter(({ walked }) => walked.length > 0)
    for (const { act, statement, walked } of walks) say(`${act} walks through ${walked.join(', ')}: ${statement}`)
    return [...curves.map(findingOf), plansFinding(plans.length, walks.length)]
  } finally {
    await Promise.all(places.map((place) => place.leave()))
    await jobs.leave()
  }
}

export default bench

async function curveOf(places: Place[], name: string, unit: string, look: (place: Place) => Promise<number>) {
  const points: Curve['points'] = []
  for (const place of places) points.push([place.people, await look(place)])
  return { name, unit, points }
}

/** In rounds of all places, so that what else the machine does meets each alike. */
async function measure(places: Place[], acts: (place: Place) => Act[], rounds: number): Promise<Curve[]> {
  const measured = places.map((place) => ({
    place,
    acts: acts(place).map((act) => ({ act, times: [] as number[], pages: [] as number[] })),
  }))
  for (let round = 0; round < rounds; round += 1) {
    for (const [at] of measured[0]!.acts.entries()) {
      for (const { place, acts } of measured) {
        const { act, times, pages } = acts[at]!
        const runs: (() => Promise<unknown>)[] = []
        for (let n = 0; n < act.times; n += 1) runs.push(await act.prepare())
        await forgetPages(place)
        for (const run of runs) {
          const start = performance.now()
          await run()
          times.push((performance.now() - start) / (act.per ?? 1))
        }
        pages.push((await pagesOf(place)) / act.times / (act.per ?? 1))
      }
    }
  }
  const curve = (at: number, name: string, unit: string, of: 'times' | 'pages'): Curve => ({
    name,
    unit,
    points: measured.map(({ place, acts }) => [place.people, quantile(acts[at]![of], 0.5)]),
  })
  return measured[0]!.acts.flatMap(({ act }, at) => [
    curve(at, act.name, 'ms', 'times'),
    curve(at, act.name, 'pages of Postgres', 'pages'),
  ])
}

async function forgetPages({ db }: Place): Promise<void> {
  await db.$queryRaw`select pg_stat_statements_reset(0, (select oid from pg_database where datname = current_database()), 0)::text`
}

/** Looked at by all statements since, in memory or not. */
async function pagesOf({ db }: Place): Promise<number> {
  const [{ pages }] = await db.$queryRaw<[{ pages: number }]>`
    select sum(shared_blks_hit + shared_blks_read)::float8 pages from pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat_statements%'`
  return pages
}

async function bytesOfRows({ db, people }: Place): Promise<number> {
  const [{ bytes }] = await db.$queryRaw<[{ bytes: number }]>`
    select sum(pg_total_relation_size(name::regclass))::float8 bytes from unnest(${planted}::text[]) name`
  return bytes / people
}

/** Fills the feeds that are read and written later. */
async function bytesOfFeeds({ db, cache, timeline, author, readers }: Place): Promise<number> {
  const followers = await db.$queryRaw<
    { id: bigint }[]
  >`select follower_id id from follows where followee_id = ${author.id}`
  const all = [...new Set([...followers.map(({ id }) => id), ...readers])]
  await timeline.warm(all, new AbortController().signal)
  const bytes = await Promise.all(all.map((id) => bytesOf(cache.redis, redisKeys.feed(id))))
  return bytes.reduce((sum, each) => sum + each, 0) / all.length
}

function findingOf({ name, unit, points }: Curve): Finding {
  const [first, last] = [points[0]!, points.at(-1)!]
  return {
    what: `${name}, among ${last[0]} people (exponent ${exponentOf(points).toFixed(2)})`,
    value: last[1],
    unit,
    against: `among ${first[0]}`,
    peer: first[1],
    goal,
  }
}

function plansFinding(statements: number, walks: number): Finding {
  return {
    what: 'statements of these acts that walk through a table that grows',
    value: walks,
    unit: 'statements',
    against: 'all that were planned',
    peer: statements,
    goal: { most: 0 },
  }
}
