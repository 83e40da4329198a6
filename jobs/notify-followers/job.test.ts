import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPublisher } from '@halide/live/publish.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { enterTimelineWorld, type TimelineWorld } from '@halide/timeline/test-world.ts'

import type { RunContext } from '../kit.ts'
import { defaultNotices, type NoticeSettings } from '../settings.ts'
import { notifyFollowers } from './job.ts'

let world: TimelineWorld
let author: bigint
before(async () => {
  world = await enterTimelineWorld()
  ;[author] = (await world.people(1)) as [bigint]
})
after(() => world.leave())

type Payload = { postId: bigint; afterFollowId?: bigint }

function run(payload: Payload, notices: NoticeSettings = defaultNotices, more: Partial<RunContext> = {}) {
  const [log, { signal }] = [createLogger('test', 'silent'), new AbortController()]
  const context: Partial<RunContext> = { db: world.db, live: createPublisher(null), notices, signal, log, ...more }
  return notifyFollowers.run(payload, context as RunContext)
}

const tellers = () => world.db.$queryRaw<{ payload: { postId: string; afterFollowId: string }; wait: number }[]>`
  select payload, extract(epoch from run_at - now())::int as wait from graphile_worker._private_jobs`

/** As a worker takes it. */
async function nextBatch(): Promise<Payload | null> {
  const [job] = await tellers()
  await world.db.$executeRaw`delete from graphile_worker._private_jobs`
  return job ? { postId: BigInt(job.payload.postId), afterFollowId: BigInt(job.payload.afterFollowId) } : null
}

async function follow(followers: readonly bigint[]): Promise<void> {
  await world.db.$executeRaw`
    insert into follows (follower_id, followee_id) select id, ${author} from unnest(${followers}::bigint[]) id`
}

const toldOf = async (postId: bigint) =>
  (await world.db.notification.findMany({ where: { postId }, select: { userId: true } })).map(({ userId }) => userId)

test('everybody who followed at publication is told once, a batch after the other, with a pause between', async () => {
  const followers = await world.people(25)
  await follow(followers)
  const { postId } = await world.publish(author)
  const late = await world.people(2)
  await follow(late)
  const notices = { ...defaultNotices, followersABatch: 10 }
  const sizes: number[] = []
  for (let batch: Payload | null = { postId }; batch; batch = await nextBatch()) {
    // Each batch twice, the second as after a kill that came just before its end.
    for (let time = 0; time < 2; time += 1) await run(batch, notices)
    const waiting = await tellers()
    assert.ok(waiting.length <= 1 && waiting.every(({ wait }) => wait >= 28 && wait <= 30), JSON.stringify(waiting))
    sizes.push((await toldOf(postId)).length)
  }
  assert.deepEqual(sizes, [10, 20, 25])
  assert.deepEqual((await toldOf(postId)).sort(), [...followers].sort())
})

test('a worker that is stopped within a batch goes on where it was, and tells nobody twice', async () => {
  const followers = await world.people(15_000)
  await follow(followers)
  const { postId } = await world.publish(author)
  const stop = new AbortController()
  const log = createLogger('test', 'silent')
  // Told to stop as soon as the first statement that tells somebody has ended.
  log.debug = () => stop.abort(new Error('the worker stops'))
  await assert.rejects(run({ postId }, defaultNotices, { signal: stop.signal, log }), /the worker stops/)
  assert.equal((await toldOf(postId)).length, 10_000)
  await run({ postId })
  assert.equal((await toldOf(postId)).length, 15_027)
})

test('of a post that was deleted meanwhile nobody else is told', async () => {
  const { postId } = await world.publish(author)
  await world.db.$executeRaw`update posts set deleted_at = now() where id = ${postId}`
  await run({ postId })
  assert.deepEqual(await toldOf(postId), [])
})

test('a batch of 100,000', async (t) => {
  const followers = await world.people(100_000)
  await follow(followers)
  const { postId } = await world.publish(author)
  const start = performance.now()
  await run({ postId })
  const seconds = (performance.now() - start) / 1_000
  const told = await world.db.notification.count({ where: { postId } })
  t.diagnostic(`${told} followers told in ${seconds.toFixed(1)} s, then ${(await tellers()).length} more batch waits`)
  assert.equal(told, 100_000)
  const again = await nextBatch()
  await run(again!)
  assert.equal(await world.db.notification.count({ where: { postId } }), 115_027)
})
