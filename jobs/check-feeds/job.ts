import { databaseTime } from '@halide/prisma/database-time.ts'
import { estimateRows } from '@halide/prisma/estimate-rows.ts'
import { firstIdAt } from '@halide/schema/ids.ts'
import { z } from 'zod'
import type { JobContext } from '../context.ts'
import { defineJob } from '../kit.ts'

/** Feeds looked at in one run (R4.7), and how many at once. */
const feeds = 100
const atOnce = 5

/** Posts of each that are looked at. */
const page = 20

/** Milliseconds that a post may take into the feeds of its readers. */
const allowanceMs = 60_000

/** Days for which the results are kept. */
const keptForDays = 7

type Deps = Pick<JobContext, 'db' | 'timeline'>

/**
 * Holds the feeds of readers who were here within a day, some at random, against the tables. A feed is stale that lacks the newest
 * post, older than a minute, of those whom its reader follows: so is one that is empty, or old, though they posted.
 */
export const checkFeeds = defineJob({
  name: 'check_feeds',
  what: '100 feeds of active readers against what SQL says.',
  payload: z.object({}),
  key: () => 'all',
  // Before the backlog: a long queue is when feeds go stale.
  lane: 'publish',
  retry: { attempts: 3 },
  async run(_, { db, timeline, signal, log, progress }) {
    const readers = await someActive({ db })
    const verdicts: Verdict[] = []
    for (let at = 0; at < readers.length; at += atOnce) {
      signal.throwIfAborted()
      const some = readers.slice(at, at + atOnce)
      verdicts.push(...(await Promise.all(some.map((reader) => judge({ db, timeline }, reader)))))
      progress?.(verdicts.length, readers.length)
    }
    const sum = (of: (verdict: Verdict) => number | boolean) =>
      verdicts.reduce((all, each) => all + Number(of(each)), 0)
    const stale = sum(({ isStale }) => isStale)
    const rate = readers.length === 0 ? 0 : stale / readers.length
    await db.$executeRaw`
      with noted as (
        insert into feed_checks (checked, stale, empty, missing, extra)
        values (${readers.length}::int, ${stale}::int, ${sum(({ isEmpty }) => isEmpty)}::int,
          ${sum(({ missing }) => missing)}::int, ${sum(({ extra }) => extra)}::int)
        on conflict do nothing
      ), forgotten as (
        delete from feed_checks where at < now() - ${keptForDays}::int * interval '1 day'
      )
      update load_state set feeds_checked = ${readers.length}::int, feed_stale_rate = ${rate}, feeds_checked_at = now()`
    const first = readers[verdicts.findIndex(({ isStale }) => isStale)]
    if (first !== undefined) log.warn({ stale, of: readers.length, for: first.toString() }, 'feeds are stale')
  },
})

/** At random, from random pages of a large table: it is not read whole. Sessions say who is active, as in warm-feeds/job.ts. */
async function someActive({ db }: Pick<Deps, 'db'>): Promise<bigint[]> {
  const percent = Math.min(100, 100 * ((500 * feeds) / Math.max(1, await estimateRows(db, 'sessions'))))
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    select id from (
      select distinct user_id as id from sessions tablesample system (${percent}::float4)
      where revoked_at is null and refreshed_at > now() - interval '1 day') as active
    order by random() limit ${feeds}::int`
  return rows.map(({ id }) => id)
}

/** What is wrong with the first page of a feed. */
interface Verdict {
  isStale: boolean
  /** It shows nothing, though there is something. */
  isEmpty: boolean
  /** Posts that it lacks, and posts that it has and should not. */
  missing: number
  extra: number
}

const good: Verdict = { isStale: false, isEmpty: false, missing: 0, extra: 0 }

/** Looks again before it says so: a post may have been deleted, or its author unfollowed, between feed and tables. */
async function judge(deps: Deps, reader: bigint): Promise<Verdict> {
  const isGood = ({ missing, extra }: Verdict) => missing + extra === 0
  return isGood(await look(deps, reader)) ? good : look(deps, reader)
}

async function look({ db, timeline }: Deps, reader: bigint): Promise<Verdict> {
  const feed = await timeline.homeFeed(reader, null, page)
  const below = firstIdAt(Math.floor(await databaseTime(db)) - allowanceMs)
  const rows = await db.$queryRaw<{ position: bigint }[]>`
    select post.position from follows join listed_posts(${reader}) as post on post.author_id = followee_id
    where follower_id = ${reader} and post.status = 'READY' and post.position < ${below}
    order by post.position desc limit ${page}::int`
  const [shown, due] = [positionsOf(feed), positionsOf(rows)]
  const missing = [...due].filter((position) => position >= lowest(feed) && !shown.has(position))
  const extra = [...shown].filter((position) => position < below && position >= lowest(rows) && !due.has(position))
  const isStale = missing.length > 0 && missing[0] === rows[0]?.position
  return { isStale, isEmpty: isStale && feed.length === 0, missing: missing.length, extra: extra.length }
}

const positionsOf = (posts: readonly { position: bigint }[]) => new Set(posts.map(({ position }) => position))

/** Below the last one of a full page nothing is said. */
function lowest(posts: readonly { position: bigint }[]): bigint {
  return posts.length === page ? posts.at(-1)!.position : 0n
}
