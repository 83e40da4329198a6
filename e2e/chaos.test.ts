import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { findRedis } from '@halide/local/redis/find-redis.ts'
import type { RegionName } from '@halide/storage/region.ts'
import { type Author, publish } from './chaos/author.ts'
import type { Entry } from './chaos/book.ts'
import type { FindingKind } from './chaos/check.ts'
import { type ChaosCluster, startChaosCluster } from './chaos/cluster.ts'
import { faultNamed } from './chaos/faults.ts'
import { describeStorm } from './chaos/report.ts'
import { checkCast, type StormReport, storm } from './chaos/storm.ts'

// A short `npm run chaos`; then everything that its check looks at is spoilt, one thing at a time. `npm run chaos -- --controls`, which
// takes a quarter of an hour, shows that it also finds out systems that are broken on purpose.

const struck = ['kill postgres', 'redis black hole', 's3-primary down + s3-backup down', 'clock of gateway ahead']

const skip = (await findRedis(process.env.PATH ?? '', '')) ? false : 'there is no redis-server to be had'
let cluster: ChaosCluster
let report: StormReport
before(async () => {
  if (!skip) cluster = await startChaosCluster({ env: { HEARTBEAT_MS: '500', WORKER_DEAD_AFTER_MS: '3000' } })
})
after(() => cluster?.stop())

test('nothing that was acknowledged is lost, doubled or damaged by faults', { skip, timeout: 300_000 }, async (t) => {
  report = await storm(cluster, {
    seed: 1,
    faults: struck.map(faultNamed).filter(({ needs }) => !needs || cluster[needs]),
    uploads: 20,
    writers: 2,
    pauseMs: 1_500,
    lastsMs: [200, 1_000],
    progress: (line) => t.diagnostic(line),
  })
  t.diagnostic(describeStorm(report))
  assert.deepEqual(report.findings, [])
  assert.ok(report.acknowledged >= 20)
  assert.equal(report.present.primary, report.acknowledged)
  assert.equal(report.present.backup, report.acknowledged)
  assert.ok(report.likes > 0)
})

test('the check finds whatever is spoilt', { skip, timeout: 120_000 }, async () => {
  const { cast } = report
  const entries = cast.book.entries.filter(({ deletion }) => !deletion)
  const uploads = await cluster.sql<{ key: string; object_key: string }>(
    'select idempotency_key as key, object_key from uploads',
  )
  const objectOf = ({ key }: Entry) => uploads.find((upload) => upload.key === key)!.object_key
  const onPost = (sql: string) => (entry: Entry) => cluster.sql(sql, [entry.key])
  const about = ({ key }: Entry) => key
  const planted: [kind: FindingKind, spoil: (entry: Entry) => unknown, names: (entry: Entry) => string][] = [
    ['lost', onPost('delete from posts where caption = $1'), about],
    ['lost', (entry) => Promise.all([drop('primary', objectOf(entry)), drop('backup', objectOf(entry))]), about],
    ['misclaimed', (entry) => drop('backup', objectOf(entry)), objectOf],
    ['misclaimed', () => overwrite('primary', 'originals/orphan'), () => 'originals/orphan'],
    ['corrupt', (entry) => overwrite('backup', objectOf(entry)), about],
    ['corrupt', ({ md5 }) => cast.book.images.add(md5), ({ md5 }) => md5],
    ['doubled', onPost(`${copyPost} where caption = $1`), about],
    ['unpublished', onPost(`update posts set status = 'PROCESSING' where caption = $1`), about],
    ['misdeleted', onPost('update posts set deleted_at = now() where caption = $1'), about],
    ['misfed', onPost('update posts set deleted_at = now() where caption = $1'), about],
    ['miscounted', () => cluster.sql('delete from likes'), () => 'told true'],
    ['miscounted', () => cluster.sql('update post_counters set likes = likes + 1'), () => 'the counter'],
    ['unfinished', () => cluster.sql(`select graphile_worker.add_job('planted')`), () => 'planted'],
    ['refused', ({ md5 }) => publish(confused(md5), 'heal-0'), () => 'heal-0'],
  ]
  for (const [index, [, spoil]] of planted.entries()) await spoil(entries[index]!)
  const { findings } = await checkCast(cluster, cast)
  for (const [index, [kind, , names]] of planted.entries()) {
    const name = names(entries[index]!)
    assert.ok(
      findings.some((finding) => finding.kind === kind && finding.what.includes(name)),
      `${kind}: ${name} was planted`,
    )
  }

  /** Sends, under a key that it used before, other bytes. */
  function confused(md5: string): Author {
    return { ...cast.prober.author, makePhoto: () => ({ bytes: Buffer.of(1), md5 }) }
  }
})

const copyPost = 'insert into posts (id, author_id, caption) select next_id(), author_id, caption from posts'

function bucketOf(name: RegionName): { client: S3Client; Bucket: string } {
  const { endpoint, region, bucket, forcePathStyle, ...credentials } = cluster.regions[name]
  return { client: new S3Client({ endpoint: endpoint!, region, forcePathStyle, credentials }), Bucket: bucket }
}

async function drop(name: RegionName, Key: string): Promise<void> {
  const { client, Bucket } = bucketOf(name)
  await client.send(new DeleteObjectCommand({ Bucket, Key }))
  client.destroy()
}

async function overwrite(name: RegionName, Key: string): Promise<void> {
  const { client, Bucket } = bucketOf(name)
  await client.send(new PutObjectCommand({ Bucket, Key, Body: 'other bytes' }))
  client.destroy()
}
