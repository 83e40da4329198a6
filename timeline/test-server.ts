import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '@halide/telemetry/log.ts'
import type { Redis } from 'ioredis'
import { openRedis } from './redis.ts'

/** A Redis of one's own on a folder of its own, to be killed and started again. */
export interface TestServer {
  folder: string
  url: string
  /** A connection as a process has it, ready; `openRedis` has the default. */
  open(commandTimeoutMs?: number): Promise<Redis>
  signal(name: NodeJS.Signals): void
  /** As `kill -9`. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder, and answers when it has loaded what lies there. */
  start(): Promise<void>
}

const program = 'redis-server'

/** Why a test that starts servers cannot run here, or false: as `noRedis`. */
export const noServer = await new Promise<string | false>((resolve) => {
  const asked = spawn(program, ['--version'], { stdio: 'ignore' })
  asked.on('error', () => resolve('there is no redis-server here'))
  asked.on('exit', () => resolve(false))
})

/** Started, and gone with its folder when the test ends. */
export async function startTestServer(
  t: Pick<TestContext, 'after'>,
  settings: Record<string, string> = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const options = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
    'repl-diskless-sync-delay': '0',
    ...settings,
  }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const log = createLogger('test', 'silent')
  const opened: Redis[] = []
  const run = () => {
    const child = spawn(program, args, { stdio: 'ignore' })
    return { child, ended: once(child, 'exit') }
  }
  let running = run()

  const server: TestServer = {
    folder,
    url,
    async open(commandTimeoutMs) {
      const redis = openRedis(url, log, commandTimeoutMs)
      opened.push(redis)
      await untilReady(redis)
      return redis
    },
    signal: (name) => void running.child.kill(name),
    async kill() {
      running.child.kill('SIGKILL')
      await running.ended
    },
    async start() {
      running = run()
      await Promise.all(opened.map(untilReady))
    },
  }
  t.after(async () => {
    for (const redis of opened) redis.disconnect()
    await server.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  return server
}

/** Connected to a server that has loaded its data. */
async function untilReady(redis: Redis): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await redis.ping().catch(() => null)) return
    await delay(20)
  }
  throw new Error('redis-server does not answer')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
