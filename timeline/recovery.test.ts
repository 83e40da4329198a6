import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { openRedis } from './redis.ts'
import { enterTimelineWorld, type TimelineWorld } from './test-world.ts'

const program = 'redis-server'
const noServer = await new Promise<string | false>((resolve) => {
  const asked = spawn(program, ['--version'], { stdio: 'ignore' })
  asked.on('error', () => resolve('there is no redis-server here'))
  asked.on('exit', () => resolve(false))
})

let world: TimelineWorld
before(async () => {
  world = await enterTimelineWorld()
})
after(() => world.leave())

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function startServer(port: number) {
  const server = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
  const ended = once(server, 'exit')
  return {
    signal: (name: NodeJS.Signals) => server.kill(name),
    async kill() {
      server.kill('SIGKILL')
      await ended
    },
  }
}

test('readers go on without an error while Redis hangs, dies and comes back empty, and it fills again in under 30 s', {
  skip: noServer,
  timeout: 60_000,
}, async (t) => {
  const [author, ...readers] = (await world.people(31)) as [bigint, ...bigint[]]
  for (const reader of readers) await world.follow(reader, author)
  let newest = (await world.publish(author)).postId
  const port = await freePort()
  let server = startServer(port)
  const redis = openRedis(`redis://127.0.0.1:${port}`, createLogger('test', 'silent'))
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
    await delay(1_500)
    const calm = slowest
    slowest = 0
    await delay(1_000)
    const hung = slowest
    server.signal('SIGCONT')
    await server.kill()
    await delay(1_000)
    newest = (await world.publish(author)).postId
    await delay(500)
    server = startServer(port)
    const recovery = await untilWarm()
    t.diagnostic(
      `${reads} reads, ${wrong.length} errors; warm ${recovery} ms after the restart; ` +
        `slowest read ${Math.round(calm)} ms when Redis began to hang, ${Math.round(hung)} ms while it hung`,
    )
  } finally {
    over = true
    await Promise.all(reading)
    redis.disconnect()
    await server.kill()
  }
  assert.deepEqual(wrong, [])
  assert.ok(reads > readers.length * 10)
})
