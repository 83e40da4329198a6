import { foldViews } from '@halide/jobs/fold-views/job.ts'
import type { RunContext } from '@halide/jobs/kit.ts'
import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { findCounts } from './find-counts.ts'
import { createStage } from './test-stage.ts'

// Views a second of one hot post, beside the same spread over many posts and beside an update of one row for each view, in one
// run on one Postgres; and what a count costs to read before and after a fold. Ratios are what to look at.
// `node local/bootstrap.mjs run subgraphs/engagement/bench.ts`

const seconds = 4
const callers = 1_000
const manyPosts = 2_000

const stage = await createStage()
const { db, countViews } = stage.deps
const author = await stage.makeUser()
const [hot = 0n, updated = 0n] = await Promise.all(
  [1, 2].map(async () => decodeId('post', await stage.makePost(author))!),
)
const many = Array.from({ length: manyPosts }, (_, n) => BigInt(1_000_000 + n))
await db.postCounter.create({ data: { postId: updated, shard: 0 } })

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

/** As many callers at once, each again as soon as it is answered; answers views a second. */
async function measure(name: string, look: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + seconds * 1_000
  let views = 0
  const caller = async () => {
    for (; performance.now() < end; views += 1) await look()
  }
  await Promise.all(Array.from({ length: callers }, caller))
  const viewsASecond = Math.round(views / seconds)
  print({ name, viewsASecond, rows: await db.postViewBatch.count() })
  return viewsASecond
}

const updateRow = async () => {
  await db.$executeRaw`update post_counters set views = views + 1 where post_id = ${updated} and shard = 0`
}
const query = `mutation { recordViews(input: { postIds: ["${encodeId('post', hot)}"] }) { postIds } }`
const plain = await measure('one hot post, an update of its row for each view', updateRow)
const hotRate = await measure('one hot post, gathered', () => countViews([hot]))
const spread = await measure('2,000 posts, gathered', () => countViews([many[Math.floor(Math.random() * manyPosts)]!]))
stage.deps.countViews = updateRow
const wholePlain = await measure('the whole mutation, an update of a row', () => stage.ask(query))
stage.deps.countViews = countViews
const whole = await measure('the whole mutation, gathered', () => stage.ask(query))
const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100
print({ hotOverPlain: ratio(hotRate, plain), hotOverSpread: ratio(hotRate, spread), whole: ratio(whole, wholePlain) })

// The most that one process leaves of one post between two folds.
await db.$executeRaw`insert into post_view_batches (post_id, views) select ${hot}, 1 from generate_series(1, 15000)`

/** Median milliseconds to read the count. */
async function readTime(): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 51; n += 1) {
    const start = performance.now()
    await findCounts(db, [hot])
    times.push(performance.now() - start)
  }
  return Math.round(times.sort((a, b) => a - b)[25]! * 100) / 100
}

const rows = await db.postViewBatch.count()
const unfoldedMs = await readTime()
const start = performance.now()
await foldViews.run({}, { db, signal: new AbortController().signal } as RunContext)
const foldMs = Math.round(performance.now() - start)
print({ name: 'a count', unfoldedMs, foldedMs: await readTime(), foldMs, rowsFolded: rows })
await stage.database.drop()
