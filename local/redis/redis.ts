import { mkdirSync } from 'node:fs'
import { Redis } from 'ioredis'
import type { ProcessSpec } from '../managed-process.ts'
import type { RedisProgram } from './find-redis.ts'

export interface RedisSettings {
  program: RedisProgram
  folder: string
  port: number
  /** True appends every write to a file, forced to disk each second. */
  durable: boolean
}

/** A Redis for the supervisor, listening on the loopback only. */
export function redis({ program, folder, port, durable }: RedisSettings): { spec: ProcessSpec; url: string } {
  mkdirSync(folder, { recursive: true })
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: durable ? 'yes' : 'no',
    appendfsync: 'everysec',
    daemonize: 'no',
  }
  const url = `redis://127.0.0.1:${port}`
  const spec: ProcessSpec = {
    name: 'redis',
    command: program.path,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    env: program.env,
    cwd: folder,
    isReady: () => answers(url),
    isStore: true,
  }
  return { spec, url }
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } finally {
    client.disconnect()
  }
}
