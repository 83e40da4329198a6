import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ProcessSpec } from '@halide/local/managed-process.ts'
import type { FindingKind } from '../check.ts'
import type { ChaosCluster, ChaosOptions, Victim } from '../cluster.ts'
import { type Family, type Fault, faultNamed } from '../faults.ts'
import { emptyBucket } from './empty-bucket.ts'
import { rollBackRedis } from './roll-back-redis.ts'

/** A system that is broken on purpose, by its configuration or by a part put in place of another: the check must find it out. */
export interface Control {
  family: Family | 'redis'
  /** How it was broken. */
  brokenBy: string
  expects: FindingKind
  faults: readonly Fault[]
  options?: ChaosOptions
  needs?: Fault['needs']
  /** The clients make up a new idempotency key for each attempt. */
  keyless?: true
  /** Of so many posts one is deleted. */
  deletesOneIn?: number
}

const fault = (family: Family, name: string, strike: Fault['strike']): Fault => ({
  family,
  name,
  strike,
})

/** Another program for both regions, in the place of s3d. */
function storesRun(program: string): ChaosOptions {
  const main = fileURLToPath(new URL(program, import.meta.url))
  const replace = (spec: ProcessSpec) =>
    spec.name.startsWith('s3-') ? { ...spec, args: [...spec.args.slice(0, -1), main] } : spec
  return { replace }
}

const killSoon = (...names: Victim[]) =>
  fault('killed', `load, then kill ${names.join(' + ')}`, async (cluster) => {
    await sleep(2_500)
    for (const name of names) cluster.signal(name, 'SIGKILL')
  })

/** While both regions take nothing, so that originals are held in Postgres. */
async function withRegionsRefusing({ proxies }: ChaosCluster, run: () => Promise<void>): Promise<void> {
  const regions = [proxies['s3-primary'], proxies['s3-backup']]
  for (const region of regions) await region.be({ kind: 'unavailable' })
  await run()
  for (const region of regions) await region.be({ kind: 'pass' })
}

export const controls: readonly Control[] = [
  {
    family: 'killed',
    brokenBy: 'Postgres acknowledges commits before they are in its log (synchronous_commit=off)',
    expects: 'lost',
    faults: [
      fault('killed', 'hasty commits, then kill postgres', async (cluster) => {
        const hasty = { synchronous_commit: 'off', wal_writer_delay: '10s', wal_writer_flush_after: '1GB' }
        for (const [name, value] of Object.entries(hasty)) await cluster.sql(`alter system set ${name} = '${value}'`)
        await cluster.sql('select pg_reload_conf()')
        await sleep(3_000)
        cluster.signal('postgres', 'SIGKILL')
      }),
    ],
  },
  {
    family: 'killed',
    brokenBy: 'both object stores acknowledge before the record is on a slow disk',
    expects: 'lost',
    faults: [killSoon('s3-primary', 's3-backup'), killSoon('s3-primary', 's3-backup')],
    options: storesRun('hasty-s3d/main.ts'),
  },
  {
    family: 'killed',
    brokenBy: 'nobody takes over the jobs of a dead worker (WORKER_DEAD_AFTER_MS of a day)',
    expects: 'unpublished',
    faults: [killSoon('worker'), killSoon('worker')],
    options: { env: { WORKER_DEAD_AFTER_MS: '86400000' } },
  },
  {
    family: 'killed',
    brokenBy: 'nobody waits for what is started again (SUBGRAPH_GRACE_MS=0, DATABASE_OUTAGE_GRACE_MS=0)',
    expects: 'unread',
    faults: [killSoon('feed'), killSoon('user', 'post'), killSoon('postgres')],
    options: { env: { SUBGRAPH_GRACE_MS: '0', DATABASE_OUTAGE_GRACE_MS: '0' } },
  },
  {
    family: 'paused',
    brokenBy: 'a worker that was paused is never woken, and nobody starts another',
    expects: 'unhealed',
    faults: [
      fault('paused', 'worker paused for good', async (cluster) => {
        cluster.signal('worker', 'SIGSTOP')
      }),
    ],
  },
  {
    family: 'wire',
    brokenBy: 'clients that lost an answer begin anew, without an idempotency key',
    expects: 'doubled',
    faults: [
      fault('wire', 'gateway cut before every answer, now and then', async ({ proxies }) => {
        for (let time = 0; time < 5; time++) {
          await proxies.gateway.be({ kind: 'cut', direction: 'response', afterBytes: 1 })
          await sleep(200)
          await proxies.gateway.be({ kind: 'pass' })
          await sleep(1_000)
        }
      }),
    ],
    keyless: true,
  },
  {
    family: 'damage',
    brokenBy: 'both object stores compare no checksum of what they are sent',
    expects: 'corrupt',
    faults: [faultNamed('s3-primary flips bits of requests'), faultNamed('s3-backup flips bits of requests')],
    options: storesRun('careless-s3d/main.ts'),
  },
  {
    family: 'refusing',
    brokenBy: 'both regions answer 200 to every put and keep nothing',
    expects: 'lost',
    faults: [
      fault('refusing', 'both regions swallow puts', async ({ proxies }) => {
        const regions = [proxies['s3-primary'], proxies['s3-backup']]
        for (const region of regions) await region.be({ kind: 'swallow' })
        await sleep(3_000)
        for (const region of regions) await region.be({ kind: 'pass' })
      }),
    ],
  },
  {
    family: 'two at once',
    brokenBy: 'the primary loses all its data, versions too, while the backup cannot be reached for a copy',
    expects: 'lost',
    faults: [
      fault('two at once', 'backup away, primary emptied', async ({ proxies, regions }) => {
        await proxies['s3-backup'].be({ kind: 'down' })
        await sleep(3_000)
        await emptyBucket(regions.primary)
        await proxies['s3-backup'].be({ kind: 'pass' })
      }),
    ],
  },
  {
    family: 'redis',
    brokenBy: 'Redis takes acknowledged writes back, as a failover to a replica that was behind would, and hides it',
    expects: 'misfed',
    faults: [
      fault('killed', 'redis back to an older state', async ({ redisUrl }) => {
        // Only what was read before is warm, and has an older state.
        await sleep(3_000)
        await rollBackRedis(redisUrl, () => sleep(5_000))
      }),
    ],
  },
  {
    family: 'full disk',
    brokenBy: 'the table of held originals is unlogged: what a Postgres that stops on a full disk held, is gone',
    expects: 'lost',
    needs: 'disks',
    faults: [
      fault('full disk', 'originals held, then the disk of postgres full', async (cluster, chance) => {
        await cluster.sql('alter table buffered_objects set unlogged')
        await withRegionsRefusing(cluster, async () => {
          await sleep(3_000)
          await faultNamed('disk of postgres full').strike(cluster, chance, 2_000)
        })
      }),
    ],
  },
  {
    family: 'clock',
    brokenBy: 'the clock of Postgres, by which all go, is ahead: to it, deleted posts are 40 days older than they are',
    expects: 'lost',
    deletesOneIn: 2,
    faults: [
      fault('clock', 'deleted posts 40 days older', async ({ sql }) => {
        await sleep(4_000)
        await sql(`update posts set deleted_at = deleted_at - interval '40 days' where deleted_at is not null`)
        await sql(`select graphile_worker.add_job('hard_delete_posts', max_attempts := 3)`)
        await sleep(2_000)
      }),
    ],
  },
]
