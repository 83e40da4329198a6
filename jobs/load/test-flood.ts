import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { enqueue, lanes } from '../kit.ts'
import { repayQuality } from '../repay-quality/job.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { followWantedWorkers, type Scaler } from './scaler.ts'

export interface FloodOptions {
  photos: number
  /** Settings of the workers; the thresholds of the queue are those of R4.6 for 150,000 photos, and in proportion for fewer. */
  env: Readonly<Record<string, string>>
  /** Told when something changes, and now and then. */
  tell(line: string): void
  /** Milliseconds between two looks. */
  lookEveryMs: number
}

export interface FloodReport {
  queueLevels: string[]
  loadLevels: string[]
  mostWorkers: number
  mostDebts: number
  /** Of photos that somebody uploads meanwhile, until they are READY. */
  freshSeconds: number[]
  secondsToEmpty: number
  secondsToRepay: number
  /** What is not as it should be in the end. */
  faults: string[]
}

const thresholds = { QUEUE_WARN: 10_000, QUEUE_CRITICAL: 50_000, QUEUE_FAST: 100_000, QUEUE_EXTREME: 500_000 }
const fullSize = 150_000
const batch = 10_000
/** The most that a post may have, as albums do. */
const perPost = 10

/**
 * Photos as `createPost` leaves them, ten a post, all at once, as from an import: in the lane `backfill`, so that what people upload meanwhile goes
 * before them. Real workers, as many as are wanted, process them; answers what was seen on the way, and what is wrong at the end.
 */
export async function flood({ photos, env, tell, lookEveryMs }: FloodOptions): Promise<FloodReport> {
  const world = await enterJobWorld('flood')
  const { db } = world.context
  const ending = new AbortController()
  const workers = workersOn(world, { ...inProportion(photos), ...env })
  let following = Promise.resolve()
  try {
    await plant(world, photos)
    tell(`${photos} photos wait`)
    const start = performance.now()
    const seconds = () => (performance.now() - start) / 1_000
    await workers.scale(1)
    const wanted = async () => (await db.loadState.findUniqueOrThrow({ where: { id: 1 } })).wantedWorkers
    const onFault = (error: unknown) => tell(`workers cannot be scaled: ${error}`)
    following = followWantedWorkers(workers, wanted, { signal: ending.signal, onFault })
    const report: FloodReport = {
      queueLevels: [],
      loadLevels: [],
      mostWorkers: 1,
      mostDebts: 0,
      freshSeconds: [],
      secondsToEmpty: 0,
      secondsToRepay: 0,
      faults: [],
    }
    let told = ''
    let toldAt = Number.NEGATIVE_INFINITY
    const look = async () => {
      const { queueLevel, level, load, queueDepth } = await db.loadState.findUniqueOrThrow({ where: { id: 1 } })
      const debts = await db.qualityDebt.count()
      if (report.queueLevels.at(-1) !== queueLevel) report.queueLevels.push(queueLevel)
      if (report.loadLevels.at(-1) !== level) report.loadLevels.push(level)
      report.mostWorkers = Math.max(report.mostWorkers, workers.workers())
      report.mostDebts = Math.max(report.mostDebts, debts)
      const state = `queue ${queueLevel}, load ${level}, ${workers.workers()} workers`
      if (state !== told || seconds() - toldAt > 30) {
        tell(
          `${seconds().toFixed(0).padStart(5)} s  ${state}; ${queueDepth} wait, load ${load.toFixed(2)}, ${debts} owed`,
        )
        told = state
        toldAt = seconds()
      }
      return { queueLevel, debts }
    }
    const waiting = async () => {
      const [row] = await db.$queryRaw<{ count: number }[]>`
        select count(*)::int as count from photos where status = 'PROCESSING'`
      return row?.count ?? 0
    }
    const fresh = await makePhoto(640, 480)
    while ((await waiting()) > 0) {
      await look()
      report.freshSeconds.push(await timeToReady(world, fresh))
      await sleep(lookEveryMs)
    }
    report.secondsToEmpty = seconds()
    for (let { queueLevel, debts } = await look(); debts > 0 || queueLevel !== 'NORMAL' || workers.workers() > 1; ) {
      // The clock does that every minute.
      const rows = await db.$queryRaw`select from graphile_worker.jobs where task_identifier = ${repayQuality.name}`
      if (Array.isArray(rows) && rows.length === 0) await enqueue(db, repayQuality, {})
      await sleep(lookEveryMs)
      ;({ queueLevel, debts } = await look())
    }
    report.secondsToRepay = seconds() - report.secondsToEmpty
    report.faults = await faultsOf(world, photos + report.freshSeconds.length)
    return report
  } finally {
    ending.abort()
    await following
    await workers.scale(0)
    await world.leave()
  }
}

function inProportion(photos: number): Record<string, string> {
  const share = Math.min(1, photos / fullSize)
  return Object.fromEntries(
    Object.entries(thresholds).map(([name, value]) => [name, String(Math.max(1, Math.round(value * share)))]),
  )
}

async function timeToReady(world: JobWorld, original: Buffer): Promise<number> {
  const start = performance.now()
  const { postId } = await world.post(original)
  await until(async () => {
    const { status } = await world.context.db.post.findUniqueOrThrow({ where: { id: postId } })
    return status === 'READY'
  }, 300)
  return (performance.now() - start) / 1_000
}

/** Few originals, of few pixels, for all of them. */
async function plant({ context: { db, store } }: JobWorld, photos: number): Promise<void> {
  const [author] = await db.$queryRaw<{ id: bigint }[]>`
    insert into users (handle, email, password_hash, display_name) values ('flood', 'flood@halide.test', '', '') returning id`
  const originals = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const bytes = await makePhoto(32, 32)
      const md5 = createHash('md5').update(bytes).digest()
      const key = objectKeys.original(author!.id, 1n, BigInt(i))
      await store.put(key, bytes, { contentType: 'image/jpeg', md5 })
      return { key, md5: md5.toString('hex'), size: bytes.length }
    }),
  )
  for (let planted = 0; planted < photos; planted += batch) {
    const count = Math.min(batch, photos - planted)
    await db.$executeRaw`
      with albums as materialized (
        select n as album, next_id() as post_id from generate_series(0, (${count}::int - 1) / ${perPost}::int) n
      ), planted as materialized (
        select post_id, n % ${perPost}::int as ordinal, next_id() as upload_id, next_id() as photo_id, original->>'key' as key,
          decode(original->>'md5', 'hex') as md5, (original->>'size')::int as size
        from generate_series(0, ${count}::int - 1) n join albums on album = n / ${perPost}::int
          cross join lateral (select ${JSON.stringify(originals)}::jsonb -> (n % ${originals.length}::int) as original) as chosen
      ), new_uploads as (
        insert into uploads (id, user_id, post_id, byte_size, content_type, md5, object_key, status, expires_at)
        select upload_id, ${author!.id}, post_id, size, 'image/jpeg', md5, key, 'USED', now() from planted
      ), new_posts as (
        insert into posts (id, author_id, caption) select post_id, ${author!.id}, '' from albums
      ), new_photos as (
        insert into photos (id, post_id, ordinal, upload_id, original_key, alt_text)
        select photo_id, post_id, ordinal, upload_id, key, '' from planted
      )
      select count(*) from graphile_worker.add_jobs((
        select array_agg(json_populate_record(null::graphile_worker.job_spec, json_build_object(
          'identifier', 'process_photo', 'payload', json_build_object('photoId', photo_id::text),
          'job_key', 'process_photo:' || photo_id, 'max_attempts', 6, 'priority', ${lanes.backfill}::int)))
        from planted))`
  }
}

/** Workers as processes, each with its own heartbeat. */
function workersOn({ database, s3 }: JobWorld, env: Record<string, string>): Scaler {
  const running: ChildProcess[] = []
  const { endpoint, bucket, accessKeyId, secretAccessKey } = s3.settings
  const start = () =>
    spawn(process.execPath, [`${import.meta.dirname}/../worker.ts`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        DATABASE_URL: database.url,
        S3_ENDPOINT: endpoint,
        S3_BUCKET: bucket,
        S3_ACCESS_KEY_ID: accessKeyId,
        S3_SECRET_ACCESS_KEY: secretAccessKey,
        PORT: '0',
        LOG_LEVEL: 'fatal',
        NODE_NO_WARNINGS: '1',
        ...env,
      },
    })
  return {
    workers: () => running.length,
    async scale(to) {
      while (running.length < to) running.push(start())
      const ended = running.splice(to).map((child) => {
        if (child.exitCode !== null || child.signalCode !== null) return null
        child.kill('SIGTERM')
        return once(child, 'exit')
      })
      await Promise.all(ended)
    },
  }
}

async function faultsOf({ context: { db } }: JobWorld, photos: number): Promise<string[]> {
  const [found] = await db.$queryRaw<Record<string, number>[]>`
    select
      abs(${photos}::int - (select count(*) from photos where status = 'READY'))::int as "photos not READY",
      (select count(*) from posts where status <> 'READY' or position is null)::int as "posts not READY",
      (select count(*) from photos where blurhash is null)::int as "photos without a blurhash",
      (select count(*) from (
        select from photos left join renditions r on r.photo_id = photos.id and r.edition = photos.edition
        left join objects on key = object_key and objects.state = 'LIVE' and objects.md5 = r.md5
        group by photos.id having count(key) <> 9) as lacking)::int as "photos without nine LIVE renditions",
      (select count(*) from quality_debts)::int as "debts",
      (select count(*) from graphile_worker.jobs where task_identifier = 'process_photo')::int as "photos in the queue",
      (select count(*) from quarantined_jobs)::int as "quarantined jobs"`
  return Object.entries(found ?? {}).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
}
