import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { HealthReport } from '@halide/telemetry/health.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from './test-world.ts'

let world: JobWorld
const started = new Set<ChildProcess>()
before(async () => {
  world = await enterJobWorld('killed')
})
after(async () => {
  for (const child of started) child.kill('SIGKILL')
  await world.leave()
})

/** A real worker in a process of its own, that gives a silent one up after a second and a half. */
async function startWorkerProcess() {
  const { endpoint, bucket, accessKeyId, secretAccessKey } = world.s3.settings
  const child = spawn(process.execPath, [`${import.meta.dirname}/worker.ts`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      DATABASE_URL: world.database.url,
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
      PORT: '0',
      JOB_CONCURRENCY: '2',
      HEARTBEAT_MS: '250',
      WORKER_DEAD_AFTER_MS: '1500',
      NODE_NO_WARNINGS: '1',
    },
  })
  started.add(child)
  for await (const line of createInterface(child.stdout!)) {
    const { msg, workerId, url } = JSON.parse(line) as Record<string, string>
    if (msg === 'ready') {
      child.stdout!.resume()
      return { child, workerId: workerId!, url: url! }
    }
  }
  throw new Error('the worker ended before it was ready')
}

const postOf = (id: bigint) => world.context.db.post.findUniqueOrThrow({ where: { id } })
const ready = (id: bigint, seconds: number) => until(async () => (await postOf(id)).status === 'READY', seconds)

/** Waits until this worker has the photo, and is some way into it. */
async function inMidResize(workerId: string, postId: bigint) {
  await until(async () => {
    const jobs = await world.context.db.$queryRaw<unknown[]>`
      select 1 from graphile_worker.jobs where task_identifier = 'process_photo' and locked_by = ${workerId}`
    return jobs.length === 1
  })
  await delay(150)
  assert.equal((await postOf(postId)).status, 'PROCESSING')
}

async function expectOneSet(photoId: bigint) {
  const renditions = await world.context.db.rendition.findMany({ where: { photoId } })
  const objects = await world.context.db.storedObject.findMany({
    where: { key: { startsWith: `renditions/${photoId}/` } },
  })
  assert.equal(renditions.length, 9)
  assert.deepEqual(new Set(objects.map(({ state }) => state)), new Set(['LIVE']))
  const keys = (list: string[]) => list.sort()
  assert.deepEqual(keys(objects.map(({ key }) => key)), keys(renditions.map(({ objectKey }) => objectKey)))
  for (const { objectKey, md5 } of renditions) {
    assert.ok(await world.context.store.read(objectKey, Buffer.from(md5)), objectKey)
  }
}

test('a photo whose worker is killed in mid-resize is READY soon, with one set of renditions', async () => {
  const first = await startWorkerProcess()
  const { postId, photoIds } = await world.post(await makePhoto(3000, 2000))
  await inMidResize(first.workerId, postId)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  assert.equal((await postOf(postId)).status, 'PROCESSING')
  const second = await startWorkerProcess()
  await ready(postId, 60)
  await expectOneSet(photoIds[0]!)
  const metrics = async () => (await fetch(`${second.url}/metrics`)).text()
  assert.match(await metrics(), /^halide_dead_workers_total\{process="worker"\} 1$/m)
  // The queue is counted every two seconds.
  await until(async () => /^instagram_processing_queue_depth\{process="worker"\} 0$/m.test(await metrics()))
  const health = (await (await fetch(`${second.url}/health/ready`)).json()) as HealthReport
  assert.deepEqual(health.dependencies.queue, { ok: true, detail: second.workerId })
  assert.equal(health.ready, true)
  second.child.kill('SIGTERM')
  assert.deepEqual(await once(second.child, 'exit'), [0, null])
  assert.equal(await world.context.db.workerHeartbeat.count({ where: { workerId: second.workerId } }), 0)
})

test('a worker that was paused until another had done its photo comes back without harm', async () => {
  const paused = await startWorkerProcess()
  const { postId, photoIds } = await world.post(await makePhoto(3000, 2000))
  await inMidResize(paused.workerId, postId)
  paused.child.kill('SIGSTOP')
  const other = await startWorkerProcess()
  await ready(postId, 60)
  const { position } = await postOf(postId)
  paused.child.kill('SIGCONT')
  await until(() => world.context.db.workerHeartbeat.findUnique({ where: { workerId: paused.workerId } }))
  for (const { child } of [paused, other]) {
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
  }
  assert.deepEqual([(await postOf(postId)).status, (await postOf(postId)).position], ['READY', position])
  await expectOneSet(photoIds[0]!)
})
