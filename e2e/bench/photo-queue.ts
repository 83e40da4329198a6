import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addPost } from '@halide/jobs/test-world.ts'
import { claimClusterPorts } from '@halide/local/cluster-ports.ts'
import { createBuckets, objectStore } from '@halide/local/object-stores.ts'
import { makeSecrets } from '@halide/local/secrets.ts'
import { services } from '@halide/local/services.ts'
import { createSupervisor, type Supervisor } from '@halide/local/supervisor.ts'
import type { Db } from '@halide/prisma/client.ts'
import { createTestDatabase } from '@halide/prisma/test-database.ts'
import { openStore } from '@halide/storage/store.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { noLoadLevels } from '../rates.ts'
import type { BenchOptions, Finding } from './finding.ts'
import { cpuSecondsOf, cpuSecondsOfMachine, parentOf, withDescendants } from './processes.ts'

/** The most that a post may have. */
const perPost = 10

/**
 * How busy the cores are while a queue of photos is processed by one worker, with two object stores, Postgres and Redis: from its first job until
 * the last post is READY. Each photo is an object of its own, as if uploaded.
 */
export async function processQueue(photos: number, original: Buffer, say: BenchOptions['say']): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-photos-'))
  const supervisor = createSupervisor({ logFolder: join(folder, 'logs') })
  const database = await createTestDatabase()
  const { db } = database
  const { ports, release } = await claimClusterPorts()
  try {
    const secrets = await makeSecrets()
    const [primary, backup] = await Promise.all(
      (['primary', 'backup'] as const).map(async (name) => {
        const keys = { accessKeyId: secrets.s3AccessKeyId, secretAccessKey: secrets.s3SecretAccessKey }
        const { spec, region } = objectStore({
          name,
          folder: join(folder, name),
          port: ports[`s3-${name}`],
          ...keys,
          env: {},
        })
        await supervisor.start(spec)
        return region
      }),
    )
    const regions = { primary: primary!, backup: backup! }
    await createBuckets(database.url, regions.primary, regions.backup)
    const store = openStore({ ...regions, db, log: createLogger('bench', 'fatal'), registry: createRegistry('bench') })
    for (let left = photos; left > 0; left -= perPost)
      await addPost({ db, store }, Array<Buffer>(Math.min(perPost, left)).fill(original))
    await store.close()

    const stores = { databaseUrl: database.url, redisUrl: process.env.TEST_REDIS_URL ?? null, ...regions }
    const processes = services({ stores, secrets, host: '127.0.0.1', ports, mediaUrl: '', env: noLoadLevels })
    const starting = supervisor.start(processes.find(({ name }) => name === 'worker')!)
    await Promise.race([starting, untilTrue(() => isFirstJobBegun(db))])
    const [start, before] = [performance.now(), await cpuSeconds(supervisor, db)]
    await starting
    await untilTrue(() => areAllReady(db))
    const [wall, after] = [(performance.now() - start) / 1_000, await cpuSeconds(supervisor, db)]

    const cores = availableParallelism()
    const took = (who: keyof typeof after) => after[who] - before[who]
    for (const who of Object.keys(after) as (keyof typeof after)[])
      say(`${who.padEnd(18)} ${took(who).toFixed(2)} s of CPU, ${(took(who) / (cores * wall)).toFixed(3)} of the cores`)
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
    await supervisor.stopAll()
    release()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function untilTrue(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await sleep(50)
}

async function isFirstJobBegun(db: Db): Promise<boolean> {
  const begun = await db.$queryRaw<unknown[]>`
    select from graphile_worker.jobs where task_identifier = 'process_photo' and locked_at is not null limit 1`
  return begun.length > 0
}

/** Throws where one has FAILED: what was measured then is something else. */
async function areAllReady(db: Db): Promise<boolean> {
  const states = new Set((await db.post.findMany({ select: { status: true } })).map(({ status }) => status))
  if (states.has('FAILED')) throw new Error('a post has FAILED')
  return !states.has('PROCESSING')
}

/** Since they started; the last two are of the whole machine. */
async function cpuSeconds(supervisor: Supervisor, db: Db) {
  const [worker = 0, ...renderers] = withDescendants(supervisor.pid('worker')!)
  const [backend] = await db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`
  const ours = {
    worker: cpuSecondsOf([worker]),
    renderers: cpuSecondsOf(renderers),
    'object stores': cpuSecondsOf([supervisor.pid('s3-primary')!, supervisor.pid('s3-backup')!]),
    Postgres: cpuSecondsOf(withDescendants(parentOf(backend!.pid))),
    'this benchmark': cpuSecondsOf([process.pid]),
  }
  const { busy, idle } = cpuSecondsOfMachine()
  const known = Object.values(ours).reduce((sum, seconds) => sum + seconds, 0)
  return { ...ours, 'all others': busy - known, 'nobody (idle)': idle }
}
