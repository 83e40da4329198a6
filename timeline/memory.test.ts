import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { watched } from '@halide/prisma/test-watched.ts'
import { firstIdAt } from '@halide/schema/ids.ts'
import { enterTimelineWorld, type TimelineWorld } from './test-world.ts'

let world: TimelineWorld
before(async () => {
  world = await enterTimelineWorld()
})
after(() => world.leave())

/** The database, counting the statements that build what a process keeps. */
function countingBuilds() {
  const builds = { count: 0 }
  const db = watched(world.db, (text, ask) => {
    if (text.includes('line.settled')) builds.count++
    return ask()
  })
  return { builds, db }
}

let yesterday = firstIdAt(Date.now() - 86_400_000)

/** A reader without Redis, and posts of one author: of yesterday, and of now. */
async function scene({ old, fresh, memoryBytes = 1_000_000 }: { old: number; fresh: number; memoryBytes?: number }) {
  const [reader, author, other] = (await world.people(3)) as [bigint, bigint, bigint]
  await world.follow(reader, author)
  const ids: bigint[] = []
  for (let i = 0; i < old; i++) ids.unshift((await world.publish(author, yesterday++)).postId)
  for (let i = 0; i < fresh; i++) ids.unshift((await world.publish(author)).postId)
  const { builds, db } = countingBuilds()
  const timeline = world.timeline(null, { feedEntries: 8, memoryBytes }, db)
  const feed = async (limit = 100, who = reader) =>
    (await timeline.homeFeed(who, null, limit)).map(({ postId }) => postId)
  return { reader, author, other, ids, builds, timeline, feed }
}

test('a kept feed is built once and shows what is published, late or restored meanwhile on the next read', async () => {
  const { author, ids, builds, feed } = await scene({ old: 5, fresh: 1 })
  const late = await world.position()
  assert.deepEqual(await feed(), ids)
  const newest = await world.publish(author)
  const between = await world.publish(author, late)
  const all = [newest.postId, between.postId, ...ids]
  assert.deepEqual(await feed(), all)

  const setDeleted = (id: bigint, at: Date | null) =>
    world.db.$executeRaw`update posts set deleted_at = ${at} where id = ${id}`
  for (const id of [newest.postId, ids.at(-2)!]) {
    await setDeleted(id, new Date())
    assert.deepEqual(
      await feed(),
      all.filter((one) => one !== id),
    )
    await setDeleted(id, null)
    assert.deepEqual(await feed(), all)
  }
  assert.equal(builds.count, 1)
})

test('a post deleted before the feed was kept, and restored after, is there', async () => {
  const { ids, builds, feed } = await scene({ old: 3, fresh: 0 })
  await world.db.$executeRaw`update posts set deleted_at = now() where id = ${ids[1]!}`
  assert.deepEqual(await feed(), [ids[0], ids[2]])
  await world.db.$executeRaw`update posts set deleted_at = null where id = ${ids[1]!}`
  assert.deepEqual(await feed(), ids)
  assert.equal(builds.count, 1)
})

test('follow and unfollow take effect on the next read, by one more build each', async () => {
  const { reader, author, other, ids, builds, feed } = await scene({ old: 3, fresh: 2 })
  const { postId } = await world.publish(other)
  assert.deepEqual(await feed(), ids)
  await world.follow(reader, other)
  assert.deepEqual(await feed(), [postId, ...ids])
  await world.unfollow(reader, author)
  assert.deepEqual(await feed(), [postId])
  assert.equal(builds.count, 3)
})

for (const [old, fresh] of [
  [30, 0],
  [30, 3],
  [10, 20],
] as const) {
  test(`paging over ${fresh} new and ${old} old posts has no seam where the kept part ends`, async () => {
    const { reader, ids, timeline } = await scene({ old, fresh })
    for (const size of [1, 3, 7, 100]) {
      const all: bigint[] = []
      for (let below: bigint | null = null; ; ) {
        const page = await timeline.homeFeed(reader, below, size)
        all.push(...page.map(({ postId }) => postId))
        if (page.length < size) break
        below = page.at(-1)!.position
      }
      assert.deepEqual(all, ids, `in pages of ${size}`)
    }
  })
}

test('what a process keeps has a bound, and who was put out is built again', async () => {
  const { reader, author, ids, builds, feed } = await scene({ old: 2, fresh: 0, memoryBytes: 700 })
  const others = await world.people(4)
  for (const other of others) await world.follow(other, author)
  for (const who of [reader, ...others, reader]) assert.deepEqual(await feed(10, who), ids)
  assert.equal(builds.count, 6)
})

test('a viewer who is gone has an empty feed', async () => {
  const { reader, feed } = await scene({ old: 2, fresh: 1 })
  await world.db.$executeRaw`update users set deleted_at = now() where id = ${reader}`
  assert.deepEqual(await feed(), [])
})
