import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { counted } from '@halide/engagement/find-counts.ts'
import type { Db } from '@halide/prisma/client.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import type { RunContext } from '../kit.ts'
import { foldViews } from './job.ts'

let database: TestDatabase
let db: Db
before(async () => {
  database = await createTestDatabase()
  db = database.db
})
after(() => database.drop())

const fold = () => foldViews.run({}, { db, signal: new AbortController().signal } as RunContext)

async function countsOf(postId: bigint) {
  const [counts] = await db.$read<{ likes: number; views: number }[]>`
    select likes, views from (values (${postId}::bigint)) as posts (id), ${counted}`
  return counts!
}
const views = async (postId: bigint) => (await countsOf(postId)).views

async function gather(postId: bigint, rows: number, each = 1): Promise<void> {
  await db.$executeRaw`
    insert into post_view_batches (post_id, views) select ${postId}, ${each}::int from generate_series(1, ${rows}::int)`
}

test('a fold moves every view into the counter, however many rows there are, and a second one nothing', async () => {
  await db.postCounter.create({ data: { postId: 1n, shard: 0, likes: 3, views: 5 } })
  await gather(1n, 45_000, 2)
  await gather(2n, 1)
  assert.deepEqual([await views(1n), await views(2n)], [90_005, 1])
  for (let time = 0; time < 2; time += 1) {
    await fold()
    assert.deepEqual([await views(1n), await views(2n)], [90_005, 1])
  }
  assert.equal(await db.postViewBatch.count(), 0)
  assert.equal((await countsOf(1n)).likes, 3)
})

test('a count is exact at every moment: while it grows, and while folds run side by side and are killed', async (t) => {
  let [written, reads, kills, folds] = [0, 0, 0, 0]
  let running = true
  const until = async (work: () => Promise<unknown>) => {
    while (running) await work()
  }
  const folding = () =>
    until(async () => {
      await fold().then(
        () => folds++,
        () => {},
      )
    })
  const killing = until(async () => {
    const [row] = await db.$queryRaw<[{ killed: number }]>`
      select count(pg_terminate_backend(pid))::int as killed from pg_stat_activity
      where datname = current_database() and query like '%with taken as%' and state = 'active' and pid <> pg_backend_pid()`
    kills += row.killed
    await sleep(100 * Math.random())
  })
  const reading = until(async () => {
    const before = written
    const seen = await views(3n)
    reads += 1
    assert.ok(seen >= before && seen <= written + 500, `${before} <= ${seen} <= ${written + 500}`)
  })
  const writing = (async () => {
    // Sixty batches, and as many more as a fast machine has time for before a fold was killed.
    for (let batch = 0; batch < 60 || (batch < 2_000 && kills === 0); batch += 1) {
      await gather(3n, 500)
      written += 500
    }
  })().finally(() => {
    running = false
  })
  await Promise.all([writing, reading, killing, folding(), folding()])
  await fold()
  t.diagnostic(`${written} views, ${reads} reads, ${folds} folds, ${kills} folds killed`)
  assert.equal(await views(3n), written)
  assert.ok(kills > 0 && folds > 0)
})
