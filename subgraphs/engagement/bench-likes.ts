import { openDb } from '@halide/prisma/client.ts'
import { decodeId } from '@halide/schema/ids.ts'
import { likePost } from './like-post.ts'
import { createStage } from './test-stage.ts'
import { unlikePost } from './unlike-post.ts'

// Likes and unlikes a second of one hot post by a thousand people at once, its count spread over shards, beside the very same with a
// trigger that puts them all into one row; and whether the counts are exact. The ratio is what to look at.
// `node local/bootstrap.mjs run --durable subgraphs/engagement/bench-likes.ts`

const seconds = 6
const callers = 1_000

const stage = await createStage()
const db = openDb({ url: stage.database.url, maxConnections: 30 })
const author = await stage.makeUser()
const fans = await db.$queryRaw<{ id: bigint }[]>`
  insert into users (handle, email, password_hash, display_name)
  select 'fan' || n, 'fan' || n, '', '' from generate_series(1, ${callers}::int) n returning id`
const [spread = 0n, single = 0n] = await Promise.all(
  [1, 2].map(async () => decodeId('post', await stage.makePost(author))!),
)
await db.$executeRawUnsafe(
  `create function one_row() returns trigger language plpgsql as 'begin new.shard := 0; return new; end'`,
)
await db.$executeRawUnsafe(
  `create trigger one_row before insert on post_counters for each row when (new.post_id = ${single}) execute function one_row()`,
)

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

/** Everybody likes, takes it back, and so on, again as soon as it is done; answers acts a second. */
async function measure(name: string, postId: bigint, until: number): Promise<number> {
  let acts = 0
  const started = performance.now()
  await Promise.all(
    fans.map(async ({ id }) => {
      const viewer = { userId: id, sessionId: 1n, role: 'USER' } as const
      for (let turn = 0; performance.now() < started + until * 1_000; turn += 1, acts += 1) {
        await (turn % 2 ? unlikePost : likePost)({ ...stage.deps, db }, viewer, postId)
      }
    }),
  )
  const actsASecond = Math.round((acts / (performance.now() - started)) * 1_000)
  const rows = await db.like.count({ where: { postId } })
  const { _sum, _count } = await db.postCounter.aggregate({ where: { postId }, _sum: { likes: true }, _count: true })
  print({ name, actsASecond, rows, counted: _sum.likes, counters: _count })
  return actsASecond
}

await measure('warming up', spread, 2)
// In turns, so that neither has the quieter machine.
const rates = { spread: 0, single: 0 }
for (let round = 0; round < 2; round += 1) {
  rates.single += await measure('one row', single, seconds / 2)
  rates.spread += await measure('shards', spread, seconds / 2)
}
print({ shardsOverOneRow: Math.round((rates.spread / rates.single) * 100) / 100 })
await db.$disconnect()
await stage.database.drop()
