import { databaseTime } from '@halide/prisma/database-time.ts'
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
  async run(_, { db, timeline, signal, log }) {
    const readers = await someActive({ db })
    const stale: bigint[] = []
    for (let at = 0; at < readers.length; at += atOnce) {
      signal.throwIfAborted()
      const some = readers.slice(at, at + atOnce)
      const verdicts = await Promise.all(some.map((reader) => isStale({ db, timeline }, reader)))
      stale.push(...some.filter((_, i) => verdicts[i]))
    }
    const rate = readers.length === 0 ? 0 : stale.length / readers.length
    await db.$executeRaw`
      update load_state set feeds_checked = ${readers.length}::int, feed_stale_rate = ${rate}, feeds_checked_at = now()`
    if (stale.length > 0)
      log.warn({ stale: stale.length, of: readers.length, for: stale[0]?.toString() }, 'feeds are stale')
  },
})

/** At random, from random pages of a large table: it is not read whole. Sessions say who is active, as in warm-feeds/job.ts. */
async function someActive({ db }: Pick<Deps, 'db'>): Promise<bigint[]> {
  const [{ rows: estimate } = { rows: 0 }] = await db.$queryRaw<{ rows: number }[]>`
    select greatest(reltuples, 0)::float8 as rows from pg_class where oid = 'sessions'::regclass`
  const percent = Math.min(100, 100 * ((500 * feeds) / Math.max(1, estimate)))
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    select id from (
      select distinct user_id as id from sessions tablesample system (${percent}::float4)
      where revoked_at is null and refreshed_at > now() - interval '1 day') as active
    order by random() limit ${feeds}::int`
  return rows.map(({ id }) => id)
}

/** Looks again before it says so: a post may have been deleted, or its author unfollowed, between feed and tables. */
async function isStale(deps: Deps, reader: bigint): Promise<boolean> {
  return (await lacksNewest(deps, reader)) && (await lacksNewest(deps, reader))
}

async function lacksNewest({ db, timeline }: Deps, reader: bigint): Promise<boolean> {
  const shown = await timeline.homeFeed(reader, null, page)
  const below = firstIdAt(Math.floor(await databaseTime(db)) - allowanceMs)
  const [newest] = await db.$queryRaw<{ position: bigint }[]>`
    select post.position from follows join listed_posts(${reader}) as post on post.author_id = followee_id
    where follower_id = ${reader} and post.status = 'READY' and post.position < ${below}
    order by post.position desc limit 1`
  if (!newest) return false
  // A full page of newer posts says nothing of it.
  const last = shown.at(-1)
  if (shown.length === page && last && last.position > newest.position) return false
  return !shown.some(({ position }) => position === newest.position)
}
