import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PhotoFile, UploadAnswer } from '@halide/local/client.ts'
import { makePhoto } from '@halide/local/demo-photos/make-photo.ts'
import { fetchImage, imagesOf } from './images.ts'
import { readObject } from './objects.ts'
import type { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import { until } from './until.ts'
import { startWorld, type World } from './world.ts'

// The object store goes away piece by piece and comes back; the worker is killed over its photos. Nothing that was acknowledged is lost.

let world: World
before(async () => {
  world = await startWorld({ subgraphsInProcess: true })
})
after(() => world?.stop())

const photosInFlight = 2
const kills = 2
const withinMs = 120_000

test('photos whose worker is killed in mid-resize are READY within two minutes, each once', {
  timeout: 200_000,
}, async (t) => {
  const cara = await world.person('cara')
  const posts = await Promise.all(
    Array.from({ length: photosInFlight }, async (_, seed) => {
      const bytes = await makePhoto({ scene: 'mountains', seed, width: 4000, height: 3000 })
      return cara.post([{ bytes, contentType: 'image/jpeg' }])
    }),
  )
  const begun = performance.now()
  for (let kill = 0; kill < kills; kill++) {
    const working = await untilWorking()
    await sleep(150 * (kill + 1)) // into the resize, the staging, the transaction
    world.kill('worker')
    t.diagnostic(`killed while it held ${working} of the photos`)
  }
  for (const { id } of posts) assert.equal((await cara.processed(id, withinMs)).status, 'READY')
  const tookMs = performance.now() - begun
  t.diagnostic(`all ${posts.length} READY ${(tookMs / 1000).toFixed(1)} s after the first kill`)
  assert.ok(tookMs < withinMs)

  const renditions = await world.sql('select photo_id, count(*)::int from renditions group by photo_id')
  assert.deepEqual(
    renditions.map(({ count }) => count),
    posts.map(() => 9),
  )
  const ledger = await world.sql<{ key: string; state: string }>(
    `select key, state from objects where key not like 'snapshots/%' order by key collate "C"`,
  )
  assert.deepEqual(
    ledger.filter(({ state }) => state !== 'LIVE'),
    [],
  )
  const { primary } = await world.objects()
  assert.deepEqual(
    ledger.map(({ key }) => key),
    primary,
  )
  assert.equal(primary.length, posts.length * 10)
})

interface Sent {
  uploadId: string
  key: string
  photo: PhotoFile
  /** What the bytes door said. */
  said: UploadAnswer
}

test('uploads go to the backup, then to the buffer, and from there into both regions', {
  timeout: 120_000,
}, async (t) => {
  const begun = performance.now()
  const tell = (what: string) =>
    t.diagnostic(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${what}`)
  const [ada, ben] = [await world.person('ada'), await world.person('ben')]
  await ben.follow(ada)
  const early = await ada.post([await smallPhoto(1)])
  await ada.processed(early.id)
  const [image] = await imagesOf(ben, early.id)
  assert.equal((await fetchImage(image!.url)).status, 200)
  await until(async () => (await world.sql('select from objects where not in_backup')).length === 0)
  tell('a post is READY, all its objects are in both regions')

  world.halt('s3-primary')
  tell('the primary region is down')
  const uploads = [await upload(ada, 2)]
  assert.deepEqual(await placesOf(uploads[0]!), { in_primary: false, in_backup: true, in_buffer: false })
  tell('an upload is acknowledged by the backup')
  for (const seed of [3, 4, 5, 6]) uploads.push(await upload(ada, seed))
  assert.match(await readiness('s3.primary'), /breaker open/)
  tell('after five failures the breaker of the primary is open')
  assert.equal((await fetchImage(image!.url)).status, 200)

  world.halt('s3-backup')
  tell('the backup region is down too')
  const queued = await upload(ada, 7)
  assert.equal(queued.said.status, 'QUEUED')
  assert.match(queued.said.message ?? '', /queued/)
  assert.deepEqual(await placesOf(queued), { in_primary: false, in_backup: false, in_buffer: true })
  tell(`an upload is acknowledged by the buffer: "${queued.said.message}"`)
  uploads.push(queued, await upload(ada, 8))
  const posts = []
  for (const { uploadId } of uploads) {
    const input = { photos: [{ uploadId, altText: '' }] }
    posts.push((await ada.mutate<{ post: { id: string } }>('createPost', input, 'post { id }')).post)
  }
  type Data = { post: { status: string; notice: string | null }; node: { status: string } }
  const query =
    'query ($id: ID!, $upload: ID!) { post(id: $id) { status notice } node(id: $upload) { ... on Upload { status } } }'
  const last = { id: posts.at(-1)!.id, upload: (await upload(ada, 9)).uploadId }
  const waiting = await ada.gql<Data>(query, last)
  assert.deepEqual([waiting.post.status, waiting.node.status], ['PROCESSING', 'QUEUED'])
  assert.match(waiting.post.notice ?? '', /queued/)
  await sleep(5_000)
  const [failed] = await world.sql<{ count: number }>(`select count(*)::int from posts where status = 'FAILED'`)
  assert.equal(failed?.count, 0)
  tell(`${uploads.length} posts are PROCESSING, their photos put off, none FAILED`)

  world.resume('s3-backup')
  world.resume('s3-primary')
  tell('both regions are started again')
  await until(async () => (await world.sql('select from objects where in_buffer')).length === 0)
  tell('the buffer is empty')
  for (const { id } of posts) assert.deepEqual(await ada.processed(id), { status: 'READY', failure: null })
  tell('every post is READY')
  const expected = [...posts]
    .map(({ id }) => id)
    .concat(early.id)
    .sort()
  await until(async () => (await ben.homeFeed()).ids.length === expected.length)
  assert.deepEqual((await ben.homeFeed()).ids.sort(), expected)
  tell("every post is in the follower's feed, once")
  await until(
    async () =>
      (await world.sql(`select from objects where state = 'LIVE' and not (in_primary and in_backup)`)).length === 0,
  )
  tell('every object is in both regions')
  for (const { key, photo } of uploads) {
    for (const region of ['primary', 'backup'] as const) {
      assert.deepEqual(await readObject(region, world.regions[region], key), photo.bytes)
    }
  }
  const { primary, backup } = await world.objects()
  assert.deepEqual(primary, backup)
  tell(`${uploads.length} originals are bit for bit in both`)
})

async function upload(person: Person, seed: number): Promise<Sent> {
  const photo = await smallPhoto(seed)
  const { uploadId, said } = await person.upload(photo)
  const [row] = await world.sql<{ key: string }>('select object_key as key from uploads order by id desc limit 1')
  return { uploadId, key: row!.key, photo, said: said! }
}

async function placesOf({ key }: Sent) {
  const [row] = await world.sql('select in_primary, in_backup, in_buffer from objects where key = $1', [key])
  return row
}

async function readiness(check: string): Promise<string> {
  const answer = await fetch(`${world.url('media')}/health/ready`)
  const { dependencies } = (await answer.json()) as { dependencies: Record<string, { detail?: string }> }
  return dependencies[check]?.detail ?? ''
}

/** Waits until the worker that runs now has taken a photo; answers how many. */
async function untilWorking(): Promise<number> {
  const query = `select count(*)::int from graphile_worker.jobs
    where task_identifier = 'process_photo' and locked_by in (select worker_id from worker_heartbeats where pid = $1)`
  while (true) {
    const [row] = await world.sql<{ count: number }>(query, [world.pid('worker')])
    if (row && row.count > 0) return row.count
    await sleep(50)
  }
}
