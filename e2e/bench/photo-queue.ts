import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PhotoFile } from '@halide/local/client.ts'
import pMap from 'p-map'
import { startWorld, type World } from '../world.ts'
import type { BenchOptions, Finding } from './finding.ts'
import { cpuSecondsOf, cpuSecondsOfMachine, parentOf, withDescendants } from './processes.ts'

/** The most that a post may have. */
const perPost = 10

/**
 * How busy the cores are while a queue of photos is processed by one worker, a process as any other, from its first job until the last post is
 * READY. The photos are uploaded and posted as a client does, so each is an object of its own in both regions.
 */
export async function processQueue(photos: number, photo: PhotoFile, say: BenchOptions['say']): Promise<Finding[]> {
  const world = await startWorld()
  try {
    const ada = await world.person('ada')
    world.halt('worker')
    const albums = Array.from({ length: Math.ceil(photos / perPost) }, (_, n) =>
      Math.min(perPost, photos - n * perPost),
    )
    await pMap(albums, (count) => ada.post(Array<PhotoFile>(count).fill(photo)), { concurrency: 2 })
    world.resume('worker')
    await untilTrue(world, firstJobBegun)
    const [start, before] = [performance.now(), await cpuSeconds(world)]
    await untilTrue(world, allReady)
    const [wall, after] = [(performance.now() - start) / 1_000, await cpuSeconds(world)]
    const cores = availableParallelism()
    const took = (who: Group) => after[who] - before[who]
    for (const who of Object.keys(after) as Group[])
      say(`${who.padEnd(20)} ${took(who).toFixed(2)} s of CPU, ${(took(who) / (cores * wall)).toFixed(3)} of the cores`)
    const rendering = took('worker') + took('renderers')
    const against = {
      unit: 's of CPU',
      against: `${cores} cores × wall time`,
      peer: cores * wall,
      goal: { least: 0.9 },
    }
    return [
      { what: `a worker and its renderers over a queue of ${photos} photos`, value: rendering, ...against },
      { what: 'the same with its stores', value: rendering + took('object stores') + took('Postgres'), ...against },
    ]
  } finally {
    await world.stop()
  }
}

const firstJobBegun = `
  select exists (select from graphile_worker.jobs where task_identifier = 'process_photo' and locked_at is not null) as yes`
const allReady = `select bool_and(status = 'READY') as yes from posts`

async function untilTrue(world: World, question: string): Promise<void> {
  while (!(await world.sql<{ yes: boolean }>(question))[0]?.yes) await sleep(50)
}

type Group = keyof Awaited<ReturnType<typeof cpuSeconds>>

/** Since they started; the last two of the whole machine. */
async function cpuSeconds(world: World) {
  const [worker = 0, ...renderers] = withDescendants(world.pid('worker')!)
  const [backend] = await world.sql<{ pid: number }>('select pg_backend_pid() as pid')
  const others = ['gateway', 'user', 'post', 'feed', 'engagement', 'jobs', 'media'] as const
  const ours = {
    worker: cpuSecondsOf([worker]),
    renderers: cpuSecondsOf(renderers),
    'object stores': cpuSecondsOf([world.pid('s3-primary')!, world.pid('s3-backup')!]),
    Postgres: cpuSecondsOf(withDescendants(parentOf(backend!.pid))),
    'the idle processes': cpuSecondsOf(others.map((name) => world.pid(name)!)),
    'this benchmark': cpuSecondsOf([process.pid]),
  }
  const { busy, idle } = cpuSecondsOfMachine()
  const known = Object.values(ours).reduce((sum, seconds) => sum + seconds, 0)
  return { ...ours, 'all other programs': busy - known, 'nobody (idle)': idle }
}
