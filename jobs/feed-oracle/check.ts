import assert from 'node:assert/strict'
import type { Db } from '@halide/prisma/client.ts'
import type { Timeline } from '@halide/timeline/timeline.ts'

/** What a reader's feed must be, as plainly as SQL can say it. Newest first. */
export async function oracleFeed(db: Db, reader: bigint): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ position: bigint }[]>`
    select position from posts
    where exists (select from users where id = ${reader} and deleted_at is null)
      and author_id in (select followee_id from follows where follower_id = ${reader})
      and author_id in (select id from users where deleted_at is null)
      and status = 'READY' and deleted_at is null
    order by position desc`
  return rows.map(({ position }) => position)
}

/**
 * The whole feed, page by page. With one more than the page asked for, as the API does, so that `hasNextPage` is checked too: a
 * page that says there is no more is the last, and one that says there is has a next.
 */
export async function pageThrough(timeline: Timeline, reader: bigint, size: number): Promise<bigint[]> {
  const all: bigint[] = []
  for (;;) {
    const page = (await timeline.homeFeed(reader, all.at(-1) ?? null, size + 1)).map(({ position }) => position)
    all.push(...page.slice(0, size))
    if (page.length <= size) return all
  }
}

/** Strictly falling: no post twice, none out of order. */
export function assertOrder(feed: readonly bigint[]): void {
  for (let i = 1; i < feed.length; i++)
    assert.ok(feed[i]! < feed[i - 1]!, `entry ${i} is not older than the one before`)
}

/** The feed is the oracle's, but may lack posts whose fan-out has not run to its end yet. */
export function assertFeed(feed: readonly bigint[], expected: readonly bigint[], pending: ReadonlySet<bigint>): void {
  assertOrder(feed)
  const [shown, due] = [new Set(feed), new Set(expected)]
  assert.deepEqual(
    {
      missing: expected.filter((position) => !shown.has(position) && !pending.has(position)),
      surplus: feed.filter((position) => !due.has(position)),
    },
    { missing: [], surplus: [] },
  )
}
