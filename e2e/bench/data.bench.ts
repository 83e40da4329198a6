import assert from 'node:assert/strict'
import { findCommentsOf } from '@halide/engagement/find-comments.ts'
import { findPosts as findEngagement } from '@halide/engagement/find-posts.ts'
import { findAvatars } from '@halide/post/avatars.ts'
import { findPhotosOf, findPosts } from '@halide/post/visible-posts.ts'
import { anyOf, type Db, openDb, sql } from '@halide/prisma/client.ts'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import { visiblePosts } from '@halide/timeline/statements.ts'
import { findUsers } from '@halide/user/visible-users.ts'
import pg from 'pg'
import type { Bench, Finding } from './finding.ts'
import { type Page, plantPages } from './plant-pages.ts'
import { medianOf } from './quantile.ts'

// The reads of a home feed page of twenty, each against the same statement prepared and sent by `pg` alone, and by Prisma's `$queryRaw`. In
// production a page is read by four subgraphs: here one process has them all, so its CPU by read is what their statements cost beyond Postgres.

const inFlight = 16

type Read = (db: Db, page: Page) => Promise<unknown>

const reads: Record<string, Read> = {
  'visible posts of the feed': (db, { viewerId, positions }) => visiblePosts(db, viewerId, positions),
  'posts by id': (db, page) => findPosts(db, page.postIds, viewerOf(page)),
  'photos with sizes': (db, page) => findPhotosOf(db, page.postIds),
  avatars: (db, page) => findAvatars(db, page.authorIds, viewerOf(page)),
  'users by id': (db, page) => findUsers(db, sql`person.id = ${anyOf(page.authorIds)}`, viewerOf(page)),
  'what is found at posts': (db, page) => findEngagement(db, page.postIds, viewerOf(page)),
  'first comments': (db, page) => findCommentsOf(db, page.postIds, 3, null, viewerOf(page)),
}

function viewerOf({ viewerId }: Page) {
  return { userId: viewerId, sessionId: 0n, role: 'USER' } as const
}

/** Reads a second, and milliseconds of this process's CPU for each. */
interface Pace {
  rate: number
  cpu: number
}

const bench: Bench = async ({ short, say }) => {
  const size = short ? { people: 100, posts: 1_000, pages: 16 } : { people: 2_000, posts: 20_000, pages: 64 }
  const [rounds, calls] = short ? [1, 64] : [9, 400]
  const recorder = recordStatements()
  const database = await createTestDatabase()
  const pages = await plantPages(database.db, size)
  const db = openDb({ url: database.url, maxConnections: inFlight })
  const peer = new pg.Pool({ connectionString: database.url, max: inFlight })
  const findings: Finding[] = []
  const whole = { ours: 0, pg: 0, prisma: 0 }
  try {
    for (const [what, read] of Object.entries(reads)) {
      const statements = await recorder.during(pages.map((page) => () => read(db, page)))
      const ways = {
        ours: (at: number) => read(db, pages[at % pages.length]!),
        pg: (at: number) => peer.query({ name: what, ...statements[at % pages.length]! }),
        prisma: (at: number) => {
          const { text, values } = statements[at % pages.length]!
          return db.$queryRawUnsafe(text, ...values)
        },
      }
      const paces = await takeTurns(ways, calls, rounds)
      for (const way of ['ours', 'pg', 'prisma'] as const) whole[way] += paces[way].cpu
      const told = Object.entries(paces).map(
        ([way, { rate, cpu }]) => `${way} ${rate.toFixed(0)}/s ${cpu.toFixed(3)} ms`,
      )
      say(`${what}: ${told.join(', ')}`)
      const { ours, pg: peers } = paces
      findings.push({ ...byPg, what, value: ours.rate, unit: '/s', peer: peers.rate, goal: { least: 0.8 } })
    }
  } finally {
    await peer.end()
    await db.$disconnect()
    await database.drop()
  }
  const cpu = { what: 'all of these, CPU', unit: 'ms', value: whole.ours }
  return [
    ...findings,
    { ...cpu, ...byPg, peer: whole.pg, goal: { most: 1.25 } },
    { ...cpu, against: 'Prisma `$queryRaw`', peer: whole.prisma, goal: { most: 0.6 } },
  ]
}

const byPg = { against: '`pg`, prepared' }

export default bench

/** Each way at a time, round after round; the median of each. What is asked for the first time is compiled and prepared, and not counted. */
async function takeTurns<Way extends string>(
  ways: Record<Way, (at: number) => Promise<unknown>>,
  calls: number,
  rounds: number,
): Promise<Record<Way, Pace>> {
  const names = Object.keys(ways) as Way[]
  const paces = names.map((): Pace[] => [])
  for (let round = -1; round < rounds; round++) {
    for (const [at, way] of names.entries()) {
      const taken = await pace(calls, ways[way])
      if (round >= 0) paces[at]!.push(taken)
    }
  }
  const median = (of: readonly Pace[]) => ({
    rate: medianOf(of.map(({ rate }) => rate)),
    cpu: medianOf(of.map(({ cpu }) => cpu)),
  })
  return Object.fromEntries(names.map((way, at) => [way, median(paces[at]!)])) as Record<Way, Pace>
}

async function pace(calls: number, call: (at: number) => Promise<unknown>): Promise<Pace> {
  let next = 0
  const caller = async () => {
    while (next < calls) await call(next++)
  }
  const [start, before] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: inFlight }, caller))
  const { user, system } = process.cpuUsage(before)
  return { rate: (calls * 1_000) / (performance.now() - start), cpu: (user + system) / 1_000 / calls }
}

interface Statement {
  text: string
  values: unknown[]
}

/** Listens on what `pg` is given, of connections that are made from now on. */
function recordStatements() {
  let sent: Statement[] | null = null
  const { query } = pg.Client.prototype
  Object.assign(pg.Client.prototype, {
    query(...args: [Statement, ...unknown[]]) {
      if (typeof args[0] === 'object') sent?.push({ text: args[0].text, values: args[0].values })
      return Reflect.apply(query, this, args)
    },
  })
  return {
    /** The statement of each piece of work. */
    async during(works: (() => Promise<unknown>)[]): Promise<Statement[]> {
      const statements: Statement[] = []
      for (const work of works) {
        const sentNow: Statement[] = []
        sent = sentNow
        await work()
        assert.equal(sentNow.length, 1, 'one statement')
        statements.push(sentNow[0]!)
      }
      sent = null
      return statements
    },
  }
}
