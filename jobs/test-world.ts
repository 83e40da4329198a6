import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { createPublisher } from '@halide/live/publish.ts'
import { noCdn } from '@halide/media/cdn/cdn.ts'
import { calm } from '@halide/prisma/load.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { openStore, type StoreOptions } from '@halide/storage/store.ts'
import { startTestServer, type TestBucketServer } from '@halide/storage/test-stores.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import sharp from 'sharp'
import type { JobContext } from './context.ts'
import { enqueue, type Job } from './kit.ts'
import { createMetrics } from './metrics.ts'
import { processPhoto } from './process-photo/job.ts'
import { type Renderer, startRenderer } from './process-photo/renderer.ts'
import { type RunningJobs, type RunOptions, runJobs } from './run-jobs.ts'
import { defaultJobSettings } from './settings.ts'

/** A database, an object store and decoding processes of their own: all that jobs need, for one test file. */
export interface JobWorld {
  database: TestDatabase
  s3: TestBucketServer
  context: JobContext
  /** A post as `createPost` leaves it, one photo for each original. */
  post(...originals: Buffer[]): Promise<{ postId: bigint; photoIds: bigint[] }>
  /** Serves the queue until `leave` or the returned `stop`. */
  work(jobs: readonly Job[], options?: Partial<RunOptions>): Promise<RunningJobs>
  /** The jobs in the queue, by name and in order. */
  queue(): Promise<{ name: string; attempts: number; maxAttempts: number; lastError: string | null }[]>
  leave(): Promise<void>
}

export async function enterJobWorld(bucket: string, options: StoreOptions = {}): Promise<JobWorld> {
  const log = createLogger('test', 'silent')
  const registry = createRegistry('test')
  const [database, s3] = await Promise.all([createTestDatabase(), startTestServer(bucket, { fsync: false })])
  const { db } = database
  const store = openStore({ primary: s3.settings, ...options, db, log, registry })
  await store.createBuckets()
  const renderer = rendererInNeed()
  const timeline = createTimeline({ redis: null, db, registry, log })
  const context: JobContext = {
    ...defaultJobSettings,
    db,
    store,
    renderer,
    timeline,
    cdn: noCdn,
    live: createPublisher(null),
    load: { now: async () => calm },
    log,
  }
  const metrics = createMetrics(registry, db)
  const working = new Set<RunningJobs>()

  return {
    database,
    s3,
    context,
    post: (...originals) => addPost(context, originals),
    async work(jobs, options = {}) {
      const running = await runJobs({
        context,
        metrics,
        jobs,
        databaseUrl: database.url,
        concurrency: 2,
        pollMs: 100,
        ...options,
      })
      working.add(running)
      return {
        ...running,
        stop: async () => {
          working.delete(running)
          await running.stop()
        },
      }
    },
    queue: () => db.$queryRaw`
      select task_identifier as name, attempts::int, max_attempts::int as "maxAttempts", last_error as "lastError"
      from graphile_worker.jobs order by id`,
    async leave() {
      await Promise.all([...working].map((running) => running.stop()))
      await renderer.stop()
      store.close()
      await Promise.all([database.drop(), s3.remove()])
    },
  }
}

/** A post of a new author as `createPost` leaves it, one photo for each original. */
export async function addPost(
  { db, store }: Pick<JobContext, 'db' | 'store'>,
  originals: readonly Buffer[],
): Promise<{ postId: bigint; photoIds: bigint[] }> {
  const [postId, authorId] = [await nextId(db), await nextId(db)]
  const handle = `author${authorId}`
  const account = { handle, email: `${handle}@halide.example`, passwordHash: '-', displayName: handle }
  await db.user.create({ data: { id: authorId, ...account } })
  await db.post.create({ data: { id: postId, authorId, caption: '' } })
  const photoIds: bigint[] = []
  for (const [ordinal, original] of originals.entries()) {
    const md5 = createHash('md5').update(original).digest()
    const uploadId = await nextId(db)
    const objectKey = objectKeys.original(authorId, postId, uploadId)
    await store.put(objectKey, original, { contentType: 'image/jpeg', md5 })
    await db.upload.create({
      data: {
        id: uploadId,
        userId: authorId,
        postId,
        byteSize: original.length,
        contentType: 'image/jpeg',
        md5,
        objectKey,
        status: 'USED',
        expiresAt: new Date(),
      },
    })
    const photo = await db.photo.create({ data: { postId, ordinal, uploadId, originalKey: objectKey, altText: '' } })
    await enqueue(db, processPhoto, { photoId: photo.id })
    photoIds.push(photo.id)
  }
  return { postId, photoIds }
}

async function nextId(db: JobContext['db']): Promise<bigint> {
  const [row] = await db.$queryRaw<{ id: bigint }[]>`select next_id() as id`
  return row!.id
}

/** Its processes start with the first photo: the half of all test files has none. */
function rendererInNeed(): Renderer {
  let running: Renderer | undefined
  return {
    render(...photo) {
      running ??= startRenderer({ size: 2 })
      return running.render(...photo)
    },
    pids: () => running?.pids() ?? [],
    stop: async () => running?.stop(),
  }
}

/** A picture that no other test has: noise, so that it has some bytes to it. */
export function makePhoto(width = 320, height = 240): Promise<Buffer> {
  const pixels = randomBytes(width * height * 3)
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
}

/** Looks again and again until there is an answer. Throws after ten seconds, or as many as given. */
export async function until<T>(look: () => Promise<T | null | undefined | false>, seconds = 10): Promise<T> {
  const end = performance.now() + seconds * 1_000
  for (;;) {
    const seen = await look()
    if (seen) return seen
    if (performance.now() > end) throw new Error(`did not come true within ${seconds} s: ${look}`)
    await delay(50)
  }
}
