import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { eraseObject, putStrangers } from '../objects.ts'
import type { Person } from '../person.ts'
import { smallPhoto } from '../photos.ts'
import type { World } from '../world.ts'

export interface Scene {
  world: World
  ada: Person
  /** Follows Ada. */
  ben: Person
  /** READY, of Ada. */
  postId: string
}

/** Something that goes wrong, for real or, where it would take hours, by dates set back. */
export interface Cause {
  says: string
  alerts: readonly string[]
  /** Does it; what it starts and answers is what ends it. May be long at work: `until` is aborted when the alerts fire. */
  make(scene: Scene, until: AbortSignal): Promise<() => Promise<void> | void>
}

type Halted = Parameters<World['halt']>[0]

/** An outage of some processes, with somebody who goes on asking. */
function outage(processes: readonly Halted[], ask: (scene: Scene, time: number) => Promise<unknown> = async () => {}) {
  return async (scene: Scene, until: AbortSignal) => {
    for (const name of processes) scene.world.halt(name)
    void again(until, (time) => ask(scene, time))
    return () => {
      for (const name of processes) scene.world.resume(name)
    }
  }
}

/** Twenty times a second, whatever becomes of it, each time without waiting for the one before. */
async function again(until: AbortSignal, act: (time: number) => Promise<unknown>): Promise<void> {
  for (let time = 0; !until.aborted; time += 1) {
    void act(time).catch(() => {})
    await sleep(50)
  }
}

const readFeed = ({ ben }: Scene) => ben.send('{ homeFeed(first: 5) { edges { node { id } } } }')
const readPost = ({ ada, postId }: Scene) => ada.send('query ($id: ID!) { post(id: $id) { id } }', { id: postId })
const upload = async ({ ada }: Scene) => ada.upload(await smallPhoto(1))
const job = (world: World, name: string, payload = {}) =>
  world.sql('select from graphile_worker.add_job($1, $2::json, max_attempts := 1)', [name, JSON.stringify(payload)])

/** What happens to be slow: a process that is stopped for a while, in the middle of a request. */
async function pause(world: World, name: Halted, ms: number, during: () => Promise<unknown>): Promise<void> {
  world.kill(name, 'SIGSTOP')
  const answered = during()
  await sleep(ms)
  world.kill(name, 'SIGCONT')
  await answered
}

/** Holds a table against everybody. */
async function lock({ world }: Scene, table: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: world.databaseUrl })
  await holder.connect()
  await holder.query(`begin; lock table ${table} in access exclusive mode`)
  return () => holder.end()
}

/** What was broken a moment ago takes its time to be well again. */
async function insist<T>(act: () => Promise<T>, tries = 60): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (tries === 1) throw error
    await sleep(1_000)
    return insist(act, tries - 1)
  }
}

const nothing = () => {}

export const causes: readonly Cause[] = [
  {
    says: 'jobs with a payload that is none',
    alerts: ['JobsQuarantined', 'JobsFail'],
    async make({ world }, until) {
      void (async () => {
        while (!until.aborted) await job(world, 'purge_post', { nonsense: true }).then(() => sleep(1_000))
      })()
      return async () => {
        await world.sql('delete from quarantined_jobs')
      }
    },
  },
  {
    says: 'a region hangs for 12 s in the middle of uploads',
    alerts: ['UploadLatencyHigh', 'UploadLatencyCritical'],
    async make(scene) {
      await upload(scene)
      await pause(scene.world, 's3-primary', 12_000, () => Promise.all([upload(scene), upload(scene), upload(scene)]))
      return nothing
    },
  },
  {
    says: 'the feed subgraph hangs for 1.7 s',
    alerts: ['FeedLatencyHigh', 'FeedLatencyCritical'],
    async make(scene) {
      await pause(scene.world, 'feed', 1_700, () => Promise.all([readFeed(scene), readFeed(scene)]))
      return nothing
    },
  },
  {
    says: 'the feed subgraph is down',
    alerts: ['ProcessDown', 'SubgraphUnavailable', 'GatewayErrors', 'GatewayErrorsCritical'],
    make: outage(['feed'], readFeed),
  },
  {
    says: 'the gateway of the web app is down',
    alerts: ['WebDoorErrors'],
    make: outage(['gateway-of-web'], ({ world }) =>
      fetch(`${world.url('web')}/graphql?query=%7B__typename%7D`, { headers: { 'apollo-require-preflight': '1' } }),
    ),
  },
  {
    says: 'the media door dies again and again',
    alerts: ['ProcessRestarts'],
    async make({ world }, until) {
      void (async () => {
        let last: number | undefined
        while (!until.aborted) {
          const alive = await fetch(`${world.url('media')}/health/live`).catch(() => null)
          const pid = world.pid('media')
          // Once Prometheus has seen it.
          if (alive?.ok && pid !== last) await sleep(1_500).then(() => world.kill('media'))
          if (alive?.ok) last = pid
          await sleep(100)
        }
      })()
      return nothing
    },
  },
  {
    says: 'the gateway is held up, half a second each second',
    alerts: ['EventLoopLag'],
    async make({ world }, until) {
      void (async () => {
        while (!until.aborted) {
          world.kill('gateway', 'SIGSTOP')
          await sleep(500)
          world.kill('gateway', 'SIGCONT')
          await sleep(500)
        }
      })()
      return nothing
    },
  },
  {
    says: 'Redis is down while feeds are read',
    alerts: ['RedisUnusable', 'FeedCacheHitsLow'],
    make: outage(['redis'], readFeed),
  },
  {
    says: 'posts are locked, and everybody asks for one',
    alerts: ['DatabasePoolNearlyFull', 'DatabasePoolExhausted', 'DatabaseConnectionsLeak'],
    async make(scene, until) {
      const release = await lock(scene, 'posts')
      void again(until, () => readPost(scene))
      return release
    },
  },
  {
    says: 'the second region is down, since 20 minutes by the dates',
    alerts: ['ReplicationBehind', 'ReplicationFarBehind'],
    async make(scene, until) {
      const end = await outage(['s3-backup'])(scene, until)
      await insist(() => upload(scene), 5)
      await scene.world.sql(
        `update objects set changed_at = now() - interval '20 minutes' where in_primary and not in_backup`,
      )
      return end
    },
  },
  {
    says: 'no region takes uploads, and the buffer is full after one',
    alerts: ['StorageBreakerOpen', 'UploadsBuffered', 'UploadsFail'],
    make: outage(['s3-primary', 's3-backup'], upload),
  },
  {
    says: 'no region takes uploads, since an hour by the dates',
    alerts: ['UploadsBufferedLong'],
    async make(scene, until) {
      const end = await outage(['s3-primary', 's3-backup'])(scene, until)
      await upload(scene).catch(() => {})
      await scene.world.sql(`update buffered_objects set buffered_at = now() - interval '1 hour'`)
      return end
    },
  },
  {
    says: 'a snapshot of Redis is taken, and is an hour old by its date',
    alerts: ['RedisSnapshotOld'],
    async make({ world }) {
      await insist(async () => {
        await job(world, 'snapshot_redis')
        await sleep(1_000)
        const whole = await world.sql('select from redis_snapshots where finished_at is not null')
        if (whole.length === 0) throw new Error('no snapshot yet')
      })
      await world.sql(`update redis_snapshots set taken_at = taken_at - interval '1 hour'`)
      return nothing
    },
  },
  {
    says: '500,001 photos are enqueued for tomorrow',
    alerts: ['QueueLong', 'QueueCritical', 'QueueFastMode', 'QueueExtreme'],
    async make({ world }) {
      await world.sql(`
        insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts)
        select id, '{}', now() + interval '1 day', 6 from graphile_worker._private_tasks, generate_series(1, 500001)
        where identifier = 'process_photo'`)
      return async () => {
        await world.sql(`delete from graphile_worker._private_jobs where run_at > now() + interval '12 hours'`)
      }
    },
  },
  {
    says: 'the clock left out a night, by the dates',
    alerts: ['ScheduledJobMissed'],
    async make({ world }) {
      const known = (when: string) =>
        world.sql(
          `update graphile_worker._private_known_crontabs set known_since = ${when}, last_execution = ${when} where identifier = 'tier_storage'`,
        )
      await known(`now() - interval '2 days'`)
      return async () => {
        await known('now()')
      }
    },
  },
  {
    says: 'a worker is killed in the middle of a photo',
    alerts: ['WorkersDead'],
    async make(scene) {
      const { world, ada } = scene
      const uploaded = await upload(scene)
      const release = await lock(scene, 'photos')
      // Waits for the lock, as the job will.
      const posted = ada.mutate(
        'createPost',
        { photos: [{ uploadId: uploaded.uploadId, altText: '' }], caption: '' },
        'post { id }',
      )
      await job(world, 'process_photo', { photoId: '1' })
      const held = `select from graphile_worker._private_jobs where locked_at is not null`
      while ((await world.sql(held)).length === 0) await sleep(50)
      world.kill('worker')
      await release()
      await posted.catch(() => {})
      return nothing
    },
  },
  {
    says: 'the worker is down',
    alerts: ['NoWorker'],
    make: outage(['worker']),
  },
  {
    says: 'counters of likes are changed by hand',
    alerts: ['CountersDrifted'],
    async make({ world }) {
      await world.sql(
        'insert into post_counters (post_id, shard, likes) select id, 15, 3 from posts limit 1 on conflict do nothing',
      )
      await world.sql('update post_counters set likes = likes + 3')
      await job(world, 'reconcile_counters')
      return nothing
    },
  },
  {
    says: 'an original is gone from both regions, and another from the ledger; a thousand strange objects lie in a bucket',
    alerts: ['ObjectsUnrepairable', 'ReferencesDangle', 'OrphansMany'],
    async make({ world, ada }) {
      const { id } = await ada.post([await smallPhoto(7), await smallPhoto(8)])
      await ada.processed(id)
      const [lost, forgotten] = (
        await world.sql<{ key: string }>('select original_key as key from photos order by id desc limit 2')
      ).map(({ key }) => key)
      for (const region of ['primary', 'backup'] as const) await eraseObject(region, world.regions[region], lost!)
      await world.sql(`update objects set state = 'GONE', in_primary = false, in_backup = false where key = $1`, [
        forgotten,
      ])
      const strange = Array.from({ length: 1_001 }, (_, at) => `${lost}-${at}`)
      await putStrangers('primary', world.regions.primary, strange)
      await job(world, 'check_integrity_all')
      await job(world, 'find_orphans')
      return nothing
    },
  },
]

/** What nothing here can bring about, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['CdnHitRateLow', 'CdnHitRateCritical'].map((alert) => [alert, 'there is no CDN before this system']),
  ),
  ...Object.fromEntries(
    [
      ...['FeedsStale', 'JobsLate', 'BackgroundJobsLate', 'WorkersTooFew'],
      ...['LoadHigh', 'LoadCritical', 'QualityDebtNotRepaid'],
    ].map((alert) => [
      alert,
      'beyond this drill: npm run flood floods, and jobs/check-feeds is tested with a stale feed',
    ]),
  ),
}
