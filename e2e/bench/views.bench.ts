import { findPosts } from '@halide/engagement/find-posts.ts'
import { createStage } from '@halide/engagement/test-stage.ts'
import { foldViews } from '@halide/jobs/fold-views/job.ts'
import type { RunContext } from '@halide/jobs/kit.ts'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import type { Bench } from './finding.ts'
import { inTurns } from './in-turns.ts'
import { medianOf } from './quantile.ts'

// Views a second of one hot post, beside the same spread over many posts and beside an update of one row for each view; and what a count
// costs to read before and after a fold.

const manyPosts = 2_000

const bench: Bench = async ({ short, say }) => {
  const [rounds, seconds, callers] = short ? [1, 0.2, 50] : [3, 2, 1_000]
  const stage = await createStage()
  const { db, countViews } = stage.deps
  try {
    const author = await stage.makeUser()
    const [hot = 0n, updated = 0n] = await Promise.all(
      [1, 2].map(async () => decodeId('post', await stage.makePost(author))!),
    )
    const many = Array.from({ length: manyPosts }, (_, n) => BigInt(1_000_000 + n))
    await db.postCounter.create({ data: { postId: updated, shard: 0 } })

    /** As many callers at once, each again as soon as it is answered. */
    const rateOf = (look: () => Promise<unknown>) => async () => {
      const end = performance.now() + seconds * 1_000
      const start = performance.now()
      let views = 0
      const caller = async () => {
        for (; performance.now() < end; views += 1) await look()
      }
      await Promise.all(Array.from({ length: callers }, caller))
      return (views / (performance.now() - start)) * 1_000
    }
    const updateRow = async () => {
      await db.$executeRaw`update post_counters set views = views + 1 where post_id = ${updated} and shard = 0`
    }
    const query = `mutation { recordViews(input: { postIds: ["${encodeId('post', hot)}"] }) { postIds } }`
    const mutationBy = (how: typeof countViews) =>
      rateOf(() => {
        stage.deps.countViews = how
        return stage.ask(query)
      })
    const rates = await inTurns(rounds, {
      hot: rateOf(() => countViews([hot])),
      spread: rateOf(() => countViews([many[Math.floor(Math.random() * manyPosts)]!])),
      update: rateOf(updateRow),
      mutation: mutationBy(countViews),
      updatingMutation: mutationBy(updateRow),
    })

    // The most that one process leaves of one post between two folds.
    await db.$executeRaw`insert into post_view_batches (post_id, views) select ${hot}, 1 from generate_series(1, 15000)`
    const readMs = async () => {
      const times: number[] = []
      for (let n = 0; n < 51; n += 1) {
        const start = performance.now()
        await findPosts(db, [hot], null)
        times.push(performance.now() - start)
      }
      return medianOf(times)
    }
    const [rows, unfolded] = [await db.postViewBatch.count(), await readMs()]
    const start = performance.now()
    await foldViews.run({}, { db, signal: new AbortController().signal } as RunContext)
    say(`${rows} rows folded in ${Math.round(performance.now() - start)} ms`)

    const ofHot = { what: 'views of one hot post', value: rates.hot, unit: 'a second' }
    const update = 'an update of its row for each'
    return [
      { ...ofHot, against: `views of ${manyPosts} posts`, peer: rates.spread, goal: { least: 0.8 } },
      { ...ofHot, against: update, peer: rates.update },
      { ...ofHot, what: '`recordViews` of it', value: rates.mutation, against: update, peer: rates.updatingMutation },
      {
        what: 'its count, 15,000 batches of views not folded',
        value: unfolded,
        unit: 'ms',
        against: 'folded',
        peer: await readMs(),
      },
    ]
  } finally {
    await stage.database.drop()
  }
}
export default bench
