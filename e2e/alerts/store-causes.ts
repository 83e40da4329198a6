import { setTimeout as sleep } from 'node:timers/promises'
import { eraseObjects, putObject, putStrangers, readObject } from '../objects.ts'
import {
  type Cause,
  insist,
  inTurn,
  job,
  lock,
  often,
  outage,
  publish,
  readFeed,
  readPost,
  type Scene,
  upload,
} from './cause.ts'

const regions = ['primary', 'backup'] as const

async function snapshot({ world }: Scene): Promise<void> {
  const whole = () => world.sql('select from redis_snapshots where finished_at is not null')
  const before = await whole()
  await insist(async () => {
    await job(world, 'snapshot_redis')
    await sleep(1_000)
    if ((await whole()).length === before.length) throw new Error('no snapshot yet')
  })
}

/** Postgres, Redis, the object store, and what is kept in them. */
export const storeCauses = [
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
      often(until, () => readPost(scene))
      return release
    },
  },
  {
    says: 'the second region is down, since 20 minutes by the dates',
    alerts: ['ReplicationBehind', 'ReplicationFarBehind'],
    async make(scene, until) {
      const end = await outage(['s3-backup'])(scene, until)
      await insist(() => upload(scene))
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
    says: 'a snapshot of Redis is taken, and any is an hour old by its date',
    alerts: ['RedisSnapshotOld'],
    async make(scene, until) {
      await snapshot(scene)
      // The clock may take another one meanwhile.
      void inTurn(until, async () => {
        await scene.world.sql(
          `update redis_snapshots set taken_at = taken_at - interval '1 hour'
           where finished_at is not null and taken_at > now() - interval '30 minutes'`,
        )
        await sleep(500)
      })
      return () => snapshot(scene)
    },
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
      return async () => {
        // A walk is not begun again before.
        await world.sql(`update counter_walks set finished_at = finished_at - interval '12 hours'`)
        await job(world, 'reconcile_counters')
      }
    },
  },
  {
    says: 'an original is gone from both regions, and another from the ledger; a thousand strange objects lie in a bucket',
    alerts: ['ObjectsUnrepairable', 'ReferencesDangle', 'OrphansMany'],
    async make(scene) {
      const { world } = scene
      await publish(scene, 7, 8)
      const [lost, forgotten] = (
        await world.sql<{ key: string }>('select original_key as key from photos order by id desc limit 2')
      ).map(({ key }) => key) as [string, string]
      const bytes = (await readObject('primary', world.regions.primary, lost))!
      for (const region of regions) await eraseObjects(region, world.regions[region], [lost])
      await world.sql(`update objects set state = 'GONE', in_primary = false, in_backup = false where key = $1`, [
        forgotten,
      ])
      const strange = Array.from({ length: 1_001 }, (_, at) => `${lost}-${at}`)
      await putStrangers('primary', world.regions.primary, strange)
      const look = async () => {
        await job(world, 'check_integrity_all')
        await job(world, 'find_orphans')
      }
      await look()
      return async () => {
        for (const region of regions) await putObject(region, world.regions[region], lost, bytes)
        await world.sql(`update objects set state = 'LIVE', in_primary = true, in_backup = true where key = $1`, [
          forgotten,
        ])
        await eraseObjects('primary', world.regions.primary, strange)
        await look()
      }
    },
  },
] satisfies Cause[]
