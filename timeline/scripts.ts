import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'

type Key = string
type Value = string | number | Buffer

/** Every write to a feed, each one script: it is done whole or not at all, in one slot of a Redis Cluster. */
export interface Scripts {
  push(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
  remove(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
  begin(keyCount: number, ...rest: (Key | Value)[]): Promise<null>
  seal(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
  addCelebrity(keyCount: number, ...rest: (Key | Value)[]): Promise<number>
}

const value = read('value')
const sources: Record<keyof Scripts, string> = {
  push: value + read('push'),
  remove: value + read('remove'),
  begin: value + read('begin'),
  seal: value + read('seal'),
  addCelebrity: read('add-celebrity'),
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
      return [name, (...args: unknown[]) => commands[prefixed(name)]!(...args)]
    }),
  ) as unknown as Scripts
}
