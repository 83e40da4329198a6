import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { scriptsOf } from './scripts.ts'
import { noServer, startTestServer } from './test-server.ts'
import { enterTimelineWorld, type TimelineWorld } from './test-world.ts'

let world: TimelineWorld
before(async () => {
  world = await enterTimelineWorld()
})
after(() => world.leave())

test('readers go on without an error while Redis hangs, dies and comes back empty, and it fills again in under 30 s', {
  skip: noServer,
  timeout: 60_000,
}, async (t) => {
  const [author, ...readers] = (await world.people(31)) as [bigint, ...bigint[]]
  for (const reader of readers) await world.follow(reader, author)
  let newest = (await world.publish(author)).postId
  const server = await startTestServer(t)
  const redis = await server.open()
  const timeline = world.timeline(redis)
  const isWarm = () => redis.exists(readers.map((reader) => redisKeys.feed(reader)))
  /** Milliseconds until Redis has every reader's feed. */
  const untilWarm = async () => {
    const start = performance.now()
    while ((await isWarm().catch(() => 0)) < readers.length) {
      assert.ok(performance.now() - start < 30_000)
      await delay(50)
    }
    return Math.round(performance.now() - start)
  }

  const wrong: unknown[] = []
  let reads = 0
  /** For so long, and until the readers have read so many times each, all in all, on a slow machine too. */
  const goOn = async (ms: number, times: number) => {
    const wanted = reads + times * readers.length
    await delay(ms)
    while (reads < wanted) await delay(20)
  }
  let slowest = 0
  let over = false
  const reading = readers.map(async (reader) => {
    while (!over) {
      const due = newest
      const start = performance.now()
      const page = await timeline.homeFeed(reader, null, 5).catch((error: unknown) => {
        wrong.push(error)
        return []
      })
      slowest = Math.max(slowest, performance.now() - start)
      reads++
      if (!page.some(({ postId }) => postId === due)) wrong.push(`${reader} misses ${due}`)
      await delay(20)
    }
  })
  try {
    await untilWarm()
    server.signal('SIGSTOP')
    await goOn(1_500, 4)
    const calm = slowest
    slowest = 0
    await goOn(1_000, 4)
    const hung = slowest
    server.signal('SIGCONT')
    await server.kill()
    await goOn(1_000, 4)
    newest = (await world.publish(author)).postId
    await goOn(500, 2)
    await server.start()
    const recovery = await untilWarm()
    t.diagnostic(
      `${reads} reads, ${wrong.length} errors; warm ${recovery} ms after the restart; ` +
        `slowest read ${Math.round(calm)} ms when Redis began to hang, ${Math.round(hung)} ms while it hung`,
    )
  } finally {
    over = true
    await Promise.all(reading)
  }
  assert.deepEqual(wrong, [])
  assert.ok(reads > readers.length * 10)
})

test('thirty who read and post while Redis is killed and comes back with an older snapshot miss nothing, see nothing twice and are warm again in under 30 s', {
  skip: noServer,
  timeout: 90_000,
}, async (t) => {
  const people = await world.people(30)
  await world.db.$executeRaw`
    insert into follows (follower_id, followee_id)
    select a, b from unnest(${people}::bigint[]) a, unnest(${people}::bigint[]) b where a <> b`
  const server = await startTestServer(t)
  const redis = await server.open()
  // A worker has a connection of its own, and so a time of its own at which it finds the server again.
  const [reads, jobs] = [world.timeline(redis), world.timeline(await server.open())]
  const scripts = scriptsOf(redis)
  const untilWarm = async () => {
    const start = performance.now()
    const warm = () => Promise.all(people.map((person) => scripts.isWarm(1, redisKeys.feed(person)).catch(() => 0)))
    while ((await warm()).includes(0)) {
      assert.ok(performance.now() - start < 30_000)
      await delay(20)
    }
    return Math.round(performance.now() - start)
  }

  /** Posts whose fan-out was acknowledged: nobody may miss them. */
  const due: { author: bigint; position: bigint }[] = []
  const wrong: string[] = []
  const count = { reads: 0, retries: 0 }
  let over = false
  const pageSize = 50
  const read = async (person: bigint) => {
    const owed = due.filter(({ author }) => author !== person).map(({ position }) => position)
    const page = await reads.homeFeed(person, null, pageSize)
    const shown = new Set(page.map(({ position }) => position))
    count.reads++
    if (shown.size < page.length) wrong.push(`${person} sees a post twice`)
    const oldest = page.length < pageSize ? 0n : page.at(-1)!.position
    for (const position of owed) {
      if (position >= oldest && !shown.has(position)) wrong.push(`${person} misses ${position}`)
    }
  }
  const fanOut = async (author: bigint, position: bigint) => {
    for (;;) {
      try {
        await jobs.pushToAuthor(position, author)
        await jobs.push(
          position,
          people.filter((person) => person !== author),
        )
        return due.push({ author, position })
      } catch {
        count.retries++
        await delay(200)
      }
    }
  }
  const living = people.flatMap((person) => [
    (async () => {
      while (!over) {
        await read(person).catch((error: unknown) => wrong.push(`${person} reads: ${error}`))
        await delay(20)
      }
    })(),
    (async () => {
      while (!over) {
        await delay(500 + 1_000 * Math.random())
        await fanOut(person, (await world.publish(person)).position)
      }
    })(),
  ])
  try {
    await untilWarm()
    const acknowledgedMore = async (than: number) => {
      while (due.length <= than) await delay(100)
      return due.length
    }
    await acknowledgedMore(0)
    await redis.save()
    const saved = due.length
    await delay(2_000)
    const acknowledged = await acknowledgedMore(saved)
    await server.kill()
    await delay(1_500)
    await server.start()
    const back = performance.now()
    const recovery = await untilWarm()
    await delay(Math.max(0, 3_000 - (performance.now() - back)))
    t.diagnostic(
      `${acknowledged - saved} of ${acknowledged} acknowledged posts were not in the snapshot; all feeds warm ${recovery} ms after ` +
        `the restart; ${count.reads} reads and ${due.length} posts, ${count.retries} retries, ${wrong.length} wrong`,
    )
  } finally {
    over = true
    await Promise.all(living)
  }
  for (const person of people) await read(person)
  assert.deepEqual(wrong, [])
})
