import { likePost } from '@halide/engagement/like-post.ts'
import { createStage } from '@halide/engagement/test-stage.ts'
import { openDb } from '@halide/prisma/client.ts'
import { decodeId } from '@halide/schema/ids.ts'
import pMap from 'p-map'
import type { Bench } from './finding.ts'
import { inTurns } from './in-turns.ts'

// Likes a second of one hot post, its count spread over shards, beside the very same likes spread over many posts of many authors, and beside one
// post whose likes a trigger puts all into one row. Every like is a new one, by another of many people at once; counts must be exact in the end.

const connections = 30

const bench: Bench = async ({ short, say }) => {
  const [rounds, likes, manyPosts] = short ? [1, 100, 20] : [5, 2_000, 1_000]
  const stage = await createStage()
  const db = openDb({ url: stage.database.url, maxConnections: connections })
  try {
    const author = await stage.makeUser()
    const [hot = 0n, oneRow = 0n] = await Promise.all(
      [1, 2].map(async () => decodeId('post', await stage.makePost(author))!),
    )
    const people = await db.$queryRaw<{ id: bigint }[]>`
      insert into users (handle, email, password_hash, display_name)
      select 'fan' || n, 'fan' || n, '', '' from generate_series(1, ${(rounds + 1) * likes}::int) n returning id`
    const many = await db.$queryRaw<{ id: bigint }[]>`
      insert into posts (id, author_id, caption, status, position)
      select 1000000 + row_number() over (), id, '', 'READY', 1000000 + row_number() over ()
      from users where id <> ${author.userId} order by id limit ${manyPosts}::int returning id`
    await db.$executeRawUnsafe(
      `create function one_row() returns trigger language plpgsql as 'begin new.shard := 0; return new; end'`,
    )
    await db.$executeRawUnsafe(
      `create trigger one_row before insert on post_counters for each row when (new.post_id = ${oneRow}) execute function one_row()`,
    )

    /** The likes of one round, twice as many under way as there are connections. */
    const rateOf = (postOf: (n: number) => bigint) => async (round: number) => {
      const fans = people.slice(round * likes, (round + 1) * likes)
      const start = performance.now()
      await pMap(
        fans,
        async ({ id }, n) => {
          const viewer = { userId: id, sessionId: 1n, role: 'USER' } as const
          const refused = await likePost({ ...stage.deps, db }, viewer, postOf(n))
          if (refused) throw new Error(refused.message)
        },
        { concurrency: 2 * connections },
      )
      return (likes / (performance.now() - start)) * 1_000
    }
    const rates = await inTurns(rounds, {
      hot: rateOf(() => hot),
      spread: rateOf((n) => many[n % manyPosts]!.id),
      oneRow: rateOf(() => oneRow),
    })

    const expected = people.length
    for (const postId of [hot, oneRow]) {
      const rows = await db.like.count({ where: { postId } })
      const { _sum, _count } = await db.postCounter.aggregate({
        where: { postId },
        _sum: { likes: true },
        _count: true,
      })
      if (rows !== expected || _sum.likes !== expected)
        throw new Error(`${expected} likes, ${rows} rows, ${_sum.likes} counted`)
      say(`${expected} likes of one post, counted in ${_count} rows: exact`)
    }
    const ofHot = { what: 'likes of one hot post', value: rates.hot, unit: 'a second' }
    return [
      { ...ofHot, against: `likes of ${manyPosts} posts`, peer: rates.spread, goal: { least: 0.8 } },
      { ...ofHot, against: 'the count in one row', peer: rates.oneRow },
    ]
  } finally {
    await db.$disconnect()
    await stage.database.drop()
  }
}
export default bench
