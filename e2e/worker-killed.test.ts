import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makePhoto } from '@halide/local/demo-photos/make-photo.ts'
import { startWorld, type World } from './world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const photosInFlight = 4
const kills = 2
const withinMs = 120_000

test('photos whose worker is killed in mid-resize are READY within two minutes, each once', {
  timeout: 200_000,
}, async (t) => {
  const ada = await world.person('ada')
  const posts = await Promise.all(
    Array.from({ length: photosInFlight }, async (_, seed) => {
      const bytes = await makePhoto({ scene: 'mountains', seed, width: 4000, height: 3000 })
      return ada.post([{ bytes, contentType: 'image/jpeg' }])
    }),
  )
  const begun = performance.now()
  for (let kill = 0; kill < kills; kill++) {
    const working = await untilWorking()
    await sleep(150 * (kill + 1)) // into the resize, the staging, the transaction
    world.kill('worker')
    t.diagnostic(`killed while it held ${working} of the photos`)
  }
  for (const { id } of posts) assert.equal((await ada.processed(id, withinMs)).status, 'READY')
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
