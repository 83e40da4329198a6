import { AsyncLocalStorage } from 'node:async_hooks'
import type { Region } from '@halide/storage/region.ts'
import type { Redis } from 'ioredis'
import pg from 'pg'

/** What a killed process does not do any more. */
export class Killed extends Error {
  override name = 'Killed'
}

/**
 * Kills a run at one of its effects: that one and all that come later fail before they begin, in every branch of the run, so that
 * no `catch` and no `finally` can still change anything. What was sent before goes on, as it would.
 */
export class Fuse {
  /** What the run did outside of its own memory, in order: statements, calls to a region, Redis commands, purges. */
  readonly effects: string[] = []
  readonly #killAt: number
  readonly #underWay = new Set<Promise<unknown>>()
  dead = false

  /** Counts from 1. */
  constructor(killAt = Number.POSITIVE_INFINITY) {
    this.#killAt = killAt
  }

  async run(work: () => Promise<unknown>): Promise<void> {
    try {
      await current.run(this, work)
    } catch (error) {
      if (!this.dead) throw error
    }
    // Branches that the run has left behind end here, each at its next effect.
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay)
  }

  /** Throws where the run is dead, or dies by this effect. */
  pass(effect: string): void {
    if (!this.dead) this.effects.push(effect)
    this.dead ||= this.effects.length >= this.#killAt
    if (this.dead) throw new Killed(`killed at ${effect}`)
  }

  watch<T>(answer: Promise<T>): Promise<T> {
    const settled = answer.catch(() => {}).finally(() => this.#underWay.delete(settled))
    this.#underWay.add(settled)
    return answer
  }
}

const current = new AsyncLocalStorage<Fuse>()

/** Does something that can be killed; outside of a run it is just done. */
export async function effect<T>(name: string, act: () => Promise<T>): Promise<T> {
  const fuse = current.getStore()
  if (!fuse) return act()
  fuse.pass(name)
  return fuse.watch(act())
}

/** From now on every statement of this process is an effect, COMMIT too. ROLLBACK is what a server does for a client that died. */
export function fuseStatements(): void {
  const { query } = pg.Client.prototype as { query: (...args: unknown[]) => unknown }
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: [string | { text: string }, ...unknown[]]) {
      const text = typeof args[0] === 'string' ? args[0] : args[0].text
      const fuse = current.getStore()
      if (fuse && !/^rollback/i.test(text)) {
        try {
          fuse.pass(text)
        } catch (error) {
          // Prisma gives the connection back without another word.
          if (/^commit/i.test(text)) return this.query('rollback').then(() => Promise.reject(error))
          const callback = args.at(-1)
          if (typeof callback !== 'function') return Promise.reject(error)
          process.nextTick(callback as (error: unknown) => void, error)
          return undefined
        }
      }
      const answer = Reflect.apply(query, this, args)
      return fuse && answer instanceof Promise ? fuse.watch(answer) : answer
    },
  })
}

export function fuseRegion(region: Region): Region {
  const call =
    <A extends unknown[], T>(name: string, act: (...args: A) => Promise<T>) =>
    (...args: A) =>
      effect(`${region.name} ${name} ${args[0]}`, () => act(...args))
  return {
    ...region,
    put: call('put', region.put),
    get: call('get', region.get),
    head: call('head', region.head),
    versions: call('versions', region.versions),
    delete: call('delete', region.delete),
    changeClass: call('changeClass', region.changeClass),
    deleteVersion: call('deleteVersion', region.deleteVersion),
    thaw: call('thaw', region.thaw),
  }
}

export function fuseRedis(redis: Redis): void {
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    // A pipeline waits for all of its answers, and would for ever. Those that jobs send only read.
    if ('pipelineIndex' in command) return send(command, stream)
    try {
      current.getStore()?.pass(`redis ${command.name}`)
    } catch (error) {
      command.reject(error as Error)
      return command.promise
    }
    const answer = send(command, stream)
    return current.getStore()?.watch(command.promise) ?? answer
  }
}
