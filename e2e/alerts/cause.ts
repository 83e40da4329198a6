import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Person } from '../person.ts'
import { smallPhoto } from '../photos.ts'
import type { World } from '../world.ts'
import type { TestCdn } from './cdn.ts'

export interface Scene {
  world: World
  cdn: TestCdn
  ada: Person
  /** Follows Ada. */
  ben: Person
  admin: Person
  /** READY, of Ada. */
  postId: string
}

/** What Prometheus scrapes. */
export const processes = ['gateway', 'user', 'post', 'feed', 'engagement', 'jobs', 'media', 'worker', 'web'] as const

export type Undo = () => Promise<void> | void

/** Something that goes wrong, for real or, where it would take hours, by dates set back. */
export interface Cause {
  says: string
  alerts: readonly string[]
  /** Does it, and answers what makes it good again. What goes on until then ends with `until`, which is aborted once the alerts fire. */
  make(scene: Scene, until: AbortSignal): Promise<Undo>
}

type Halted = Parameters<World['halt']>[0]

/** An outage of some processes, with somebody who goes on asking. */
export function outage(
  processes: readonly Halted[],
  ask: (scene: Scene) => Promise<unknown> = async () => {},
): Cause['make'] {
  return async (scene, until) => {
    for (const name of processes) scene.world.halt(name)
    often(until, () => ask(scene))
    return () => {
      for (const name of processes) scene.world.resume(name)
    }
  }
}

/** Twenty times a second, whatever becomes of it, each time without waiting for the one before. */
export function often(until: AbortSignal, act: () => Promise<unknown>): void {
  const timer = setInterval(() => void act().catch(() => {}), 50)
  until.addEventListener('abort', () => clearInterval(timer))
}

/** Again and again, whatever becomes of it, each time after the one before. */
export async function inTurn(until: AbortSignal, act: () => Promise<unknown>): Promise<void> {
  while (!until.aborted) await act().catch(() => sleep(100))
}

export const readFeed = ({ ben }: Scene) => ben.send('{ homeFeed(first: 5) { edges { node { id } } } }')
export const readPost = ({ ada, postId }: Scene) =>
  ada.send('query ($id: ID!) { post(id: $id) { id } }', { id: postId })
export const upload = async ({ ada }: Scene) => ada.upload(await smallPhoto(1))
export const job = (world: World, name: string, payload = {}) =>
  world.sql('select from graphile_worker.add_job($1, $2::json, max_attempts := 1)', [name, JSON.stringify(payload)])

/** A new post of Ada's that is READY. */
export async function publish({ ada }: Scene, ...seeds: number[]): Promise<void> {
  const { id } = await ada.post(await Promise.all(seeds.map(smallPhoto)))
  await ada.processed(id)
}

/** An admin pauses kinds of jobs. */
export async function pauseJobs({ admin }: Scene, kinds: readonly string[]): Promise<Undo> {
  const reason = 'a drill'
  for (const kind of kinds) await admin.mutate('pauseJobs', { kind, reason }, 'kind { isPaused }')
  // Until every worker has seen it.
  await sleep(1_500)
  return async () => {
    for (const kind of kinds) await admin.mutate('resumeJobs', { kind, reason }, 'kind { isPaused }')
  }
}

/** What happens to be slow: a process that is stopped for a while, in the middle of a request. */
export async function pause(world: World, name: Halted, ms: number, during: () => Promise<unknown>): Promise<void> {
  world.kill(name, 'SIGSTOP')
  const answered = during()
  await sleep(ms)
  world.kill(name, 'SIGCONT')
  await answered
}

/** Holds a table against everybody. */
export async function lock({ world }: Scene, table: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: world.databaseUrl })
  await holder.connect()
  await holder.query(`begin; lock table ${table} in access exclusive mode`)
  return () => holder.end()
}

/** Throws unless every process is ready; everybody is signed in anew, since an access token is good for 15 minutes. */
export async function allWell({ world, ada, ben, admin }: Scene): Promise<void> {
  for (const name of processes) {
    const { status } = await fetch(`${world.url(name)}/health/ready`)
    if (status !== 200) throw new Error(`${name} is not ready`)
  }
  for (const person of [ada, ben, admin]) await person.signInAgain()
}

/** What was broken a moment ago takes its time to be well again. */
export async function insist<T>(act: () => Promise<T>, tries = 60): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (tries === 1) throw error
    await sleep(1_000)
    return insist(act, tries - 1)
  }
}

export const nothing: Undo = () => {}
