import type { JobContext } from '../context.ts'
import { batchSize } from './settle-comments.ts'

/** Answers how many likes it moved, `batchSize` at most. Counters are locked in the order of posts, as by a fold of views. */
export async function settleLikes({ db }: Pick<JobContext, 'db'>, userId: bigint): Promise<number> {
  const [row] = await db.$queryRaw<[{ moved: number }]>`
    with account as (select deleted_at is not null as gone from users where id = ${userId}),
    chosen as (
      select post_id, gone from likes, account where user_id = ${userId} and withdrawn <> gone
      order by post_id limit ${batchSize}::int
    ),
    moved as (
      update likes set withdrawn = gone from chosen
      where user_id = ${userId} and likes.post_id = chosen.post_id and withdrawn <> gone returning likes.post_id, withdrawn
    ),
    counted as (
      insert into post_counters as c (post_id, shard, likes)
      select post_id, 0, sum(case when withdrawn then -1 else 1 end) from moved group by post_id order by post_id
      on conflict (post_id, shard) do update set likes = c.likes + excluded.likes
    )
    select count(*)::int as moved from moved`
  return row.moved
}
