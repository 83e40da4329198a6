import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

type Key = string
type Value = string | number | Buffer

/** What is done to a list, each one script: it happens whole or not at all, in one slot of a Redis Cluster, in one run of the server. */
export interface Scripts {
  push(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
  remove(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
  begin(keyCount: number, ...rest: (Key | Value)[]): Promise<null>
  seal(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
  addCelebrity(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
  read(keyCount: number, ...keys: Key[]): Promise<[list: Buffer, members: Buffer[]] | null>
  isWarm(keyCount: number, key: Key): Promise<number>
}

const value = read('value')
const run = read('run')
const sources: Record<keyof Scripts, string> = {
  push: value + read('push'),
  remove: value + read('remove'),
  begin: value + run + read('begin'),
  seal: value + run + read('seal'),
  addCelebrity: read('add-celebrity'),
  read: run + read('read'),
  isWarm: run + read('is-warm'),
}

function read(name: string): string {
  return readFileSync(new URL(`scripts/${name}.lua`, import.meta.url), 'utf8')
}

const prefixed = (name: string) => `timeline_${name}`

/** Teaches a connection the scripts: it calls them by their hash, and loads one that the server does not know yet. */
export function scriptsOf(redis: Redis): Scripts {
  const commands = redis as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
  return Object.fromEntries(
    Object.entries(sources).map(([name, lua]) => {
      redis.defineCommand(prefixed(name), { lua })
      // Lists are bytes: what reads them answers buffers.
      const command = name === 'read' ? `${prefixed(name)}Buffer` : prefixed(name)
      return [name, (...args: unknown[]) => commands[command]!(...args)]
    }),
  ) as unknown as Scripts
}
