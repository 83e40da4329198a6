import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDb } from '@halide/prisma/client.ts'
import { clearLoadOverride, createLoad, overrideLoad } from '@halide/prisma/load.ts'
import { createSwitches } from '@halide/prisma/switches.ts'
import { z } from 'zod'
import { enqueue } from '../kit.ts'
import { processPhoto } from '../process-photo/job.ts'
import { enterJobWorld, type JobWorld, makePhoto, until } from '../test-world.ts'
import { bringForward } from './deferred.ts'
import { measureLoad, takeState } from './monitor.ts'
import { defaultLoadSettings, type LoadSettings, loadEnv, loadSettingsOf } from './settings.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('load')
})
after(() => world.leave())

/** Every measurement counts, and a queue of two is long. */
const quick: LoadSettings = {
  ...loadSettingsOf(z.object(loadEnv).parse({ QUEUE_WARN: 1, QUEUE_CRITICAL: 2, QUEUE_FAST: 3, QUEUE_EXTREME: 4 })),
  measureEveryMs: 0,
  riseAfterMs: 0,
  fallAfterMs: 0,
}

async function measure(settings = quick) {
  const { db, log } = world.context
  await measureLoad({ db, settings, deadAfterMs: 30_000, log })
  return db.loadState.findUniqueOrThrow({ where: { id: 1 } })
}

const say = (process: string, kind: string, load: number) => world.context.db.$executeRaw`
  insert into process_loads (process, kind, load, parts) values (${process}, ${kind}, ${load}, '{}')
  on conflict (process) do update set load = excluded.load, seen_at = now()`

/** As if the last measurement were long ago: what is measured counts in full. */
const later = () => world.context.db.$executeRaw`update load_state set measured_at = now() - interval '1 hour'`

test('a process says how loaded it is through its own pool', async () => {
  const { db } = world.context
  const own = openDb({ url: world.database.url, reportAs: { kind: 'tested', busy: () => 0.5 } })
  await own.$queryRaw`select 1`
  const [row] = await until(async () => {
    const rows = await db.processLoad.findMany({ where: { kind: 'tested' } })
    return rows.length > 0 && rows
  })
  await own.$disconnect()
  const { loop, cpu, pool, busy } = row!.parts as Record<string, number>
  for (const part of [loop, cpu, pool]) assert.ok(part! >= 0 && part! <= 1, `${part}`)
  assert.equal(busy, 0.5)
  assert.equal(row!.load, Math.max(pool!, busy), 'what works off a queue may use the processor to the full')
  await db.processLoad.deleteMany()
})

test('the level follows the busiest kind of process, up and down, and what can be done without is off meanwhile', async () => {
  const { db } = world.context
  const isOn = () => createSwitches(db).isOn('EXPLORE')
  const seen: string[] = []
  for (const load of [0.1, 0.9, 0.99, 0.9, 0.8, 0.1]) {
    await later()
    await say('post-1', 'post', load)
    await say('post-2', 'post', load)
    await say('feed-1', 'feed', 0.01)
    const { level } = await measure()
    seen.push(`${level} ${(await createLoad(db).now()).level} ${await isOn()}`)
  }
  assert.deepEqual(seen, [
    'NORMAL NORMAL true',
    'HIGH HIGH false',
    'CRITICAL CRITICAL false',
    'CRITICAL CRITICAL false',
    'HIGH HIGH false',
    'NORMAL NORMAL true',
  ])
  await db.$executeRaw`update switches set is_on = false where name = 'EXPLORE'`
  assert.equal(await isOn(), false, 'an admin’s switch stays off')
  await db.$executeRaw`update switches set is_on = true`
})

test('one of a kind that is overloaded beside an idle one changes nothing, and a peak has to last', async () => {
  await say('post-1', 'post', 1)
  await say('post-2', 'post', 0)
  await later()
  assert.equal((await measure()).level, 'NORMAL')
  await say('post-2', 'post', 1)
  await later()
  const { level, risingSince } = await measure({ ...quick, riseAfterMs: 60_000 })
  assert.equal(level, 'NORMAL')
  assert.ok(risingSince)
  await world.context.db.processLoad.deleteMany()
  await later()
  assert.equal((await measure()).risingSince, null)
})

test('of several workers that measure at once one does', async () => {
  const { db } = world.context
  await db.loadSample.deleteMany()
  await later()
  await Promise.all(Array.from({ length: 5 }, () => measure({ ...quick, measureEveryMs: 60_000 })))
  assert.equal(await db.loadSample.count(), 1)
})

test('an override is the level until it ends, and what is measured goes on', async () => {
  const { db } = world.context
  const load = createLoad(db)
  await overrideLoad(db, { level: 'CRITICAL', reason: 'a drill', adminId: 7n, until: new Date(Date.now() + 700) })
  assert.equal((await load.now()).level, 'CRITICAL')
  assert.equal((await measure()).level, 'NORMAL')
  await sleep(1_300)
  assert.equal((await load.now()).level, 'NORMAL')
  await overrideLoad(db, { level: 'HIGH', reason: '', adminId: null, until: new Date(Date.now() + 60_000) })
  await clearLoadOverride(db)
  assert.equal((await createLoad(db).now()).level, 'NORMAL')
})

test('a long queue raises the queue level and doubles the workers, a short one undoes both', async () => {
  const { db } = world.context
  const seen: unknown[] = []
  for (const photos of [1, 2, 3, 4, 5, 3, 0]) {
    await db.$executeRaw`delete from graphile_worker._private_jobs`
    for (let id = 1; id <= photos; id += 1) await enqueue(db, processPhoto, { photoId: BigInt(id) })
    const { queueLevel, queueDepth, wantedWorkers } = await measure()
    seen.push([queueDepth, queueLevel, wantedWorkers])
  }
  assert.deepEqual(seen, [
    [1, 'NORMAL', 1],
    [2, 'WARN', 1],
    [3, 'CRITICAL', 1],
    [4, 'FAST', 2],
    [5, 'EXTREME', 4],
    [3, 'FAST', 2],
    [0, 'NORMAL', 1],
  ])
  const [sample] = await db.$queryRaw<{ lanes: { upload: { waiting: number; oldestSeconds: number } } }[]>`
    select lanes from load_samples where queue_depth = 5`
  assert.equal(sample!.lanes.upload.waiting, 5)
  assert.equal(defaultLoadSettings.queueLevels.at(-1)?.above, 500_000)
})

test('photos put off are processed in order once the load is no longer critical', async () => {
  const { db } = world.context
  const original = await makePhoto(40, 30)
  const { photoIds } = await world.post(original, original, original)
  await db.$executeRaw`update photos set process_after = now() + interval '5 minutes'`
  for (const photoId of photoIds.toReversed()) await enqueue(db, processPhoto, { photoId }, { delayMs: 300_000 })
  await overrideLoad(db, { level: 'CRITICAL', reason: '', adminId: null, until: new Date(Date.now() + 60_000) })
  assert.equal(await bringForward(db), 0)
  await clearLoadOverride(db)
  assert.equal(await bringForward(db), 3)
  const due = await db.$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs where run_at <= now() + interval '1 s' order by run_at`
  assert.deepEqual(
    due.map(({ key }) => key),
    photoIds.map((id) => `process_photo:${id}`),
  )
  assert.equal(await db.photo.count({ where: { processAfter: { not: null } } }), 0)
})

test('a worker suspended in its measurement keeps neither an admin nor other workers waiting', {
  timeout: 15_000,
}, async () => {
  const { db } = world.context
  const until = new Date(Date.now() + 60_000)
  const suspended = openDb({ url: world.database.url })
  await assert.rejects(
    suspended.$transaction(async (tx) => {
      assert.ok(await takeState(tx, 0))
      await overrideLoad(db, { level: 'HIGH', reason: 'an event', adminId: null, until })
      await tx.$queryRaw`select 1`
    }),
  )
  await suspended.$disconnect()
  assert.equal((await measure()).overrideLevel, 'HIGH')
  await clearLoadOverride(db)
})
