import { type Db, sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, enqueue } from '../kit.ts'
import { makeViral } from '../make-viral/job.ts'

/** Rows of one statement, which is one transaction. */
const rowsAtOnce = 20_000

/**
 * Moves gathered views into their posts' counters. Each statement deletes and adds in one transaction, so a view is in one place at
 * any instant, and a kill costs nothing. Folds side by side pass over each other's rows. A post that many looked at meanwhile is
 * viral. Run by the clock.
 */
export const foldViews = defineJob({
  name: 'fold_views',
  what: 'Gathered views into counters, 20,000 rows at once; posts with many are viral.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 240_000,
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'gathered rows of views', sql`select from post_view_batches`),
  run: async (_, { db, viralViews, signal, progress }) => {
    // Before anything is folded: then a post's views still lie together.
    for (const postId of await manyViews(db, viralViews)) await enqueue(db, makeViral, { postId })
    let done = 0
    let folded: number
    do {
      signal.throwIfAborted()
      folded = await foldSome(db)
      done += folded
      progress?.(done)
    } while (folded === rowsAtOnce)
  },
})

/** Posts with more views than that within five minutes. */
async function manyViews(db: Db, moreThan: number): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    select post_id as id from post_view_batches where created_at > now() - interval '5 minutes'
    group by post_id having sum(views) > ${moreThan}::int`
  return rows.map(({ id }) => id)
}

/** Answers how many rows it took. Counters, of one shard, are locked in the order of posts: two folds never wait for each other in a ring. */
async function foldSome(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ taken: number }]>`
    with taken as (
      delete from post_view_batches where id in (
        select id from post_view_batches order by id limit ${rowsAtOnce}::int for update skip locked)
      returning post_id, views
    ),
    folded as (
      insert into post_counters as c (post_id, shard, views)
      select post_id, 0, sum(views) from taken group by post_id order by post_id
      on conflict (post_id, shard) do update set views = c.views + excluded.views
    )
    select count(*)::int as taken from taken`
  return row.taken
}
