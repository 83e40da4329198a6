import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { RunContext } from '../kit.ts'
import { inspectionIn, passesUntilRead } from './inspection.ts'
import { checkAll, checkSample } from './job.ts'
import { type DrillWorld, type Harm, harms, startDrillWorld } from './test-drill.ts'

let world: DrillWorld
before(async () => {
  world = await startDrillWorld()
})
after(() => world.close())

const running = (signal = new AbortController().signal): RunContext => ({ ...world.context, signal, attempt: 1 })
const passOf = (mode: 'ALL' | 'SAMPLE') => world.context.db.integrityPass.findUniqueOrThrow({ where: { mode } })
const unrepairable = async () =>
  (await world.context.db.unrepairableObject.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)

test('every kind of harm in either region, or both, is found, and repaired where right bytes are left', async () => {
  const healthy = new Map<string, Buffer>()
  for (let i = 0; i < 30; i++) healthy.set(`h/${i}`, await world.plant(`h/${i}`))
  const cases: { key: string; bytes: Buffer; lost: boolean }[] = []
  const leavesVersion = (harm: Harm) => harm === 'deleted' || harm === 'overwritten'
  for (const harm of harms) {
    for (const where of [['primary'], ['backup'], ['primary', 'backup']] as const) {
      const key = `b/${harm}/${where.join('+')}`
      const bytes = await world.plant(key)
      for (const region of where) await world.harm(region, key, harm)
      cases.push({ key, bytes, lost: where.length === 2 && !leavesVersion(harm) })
    }
  }
  await checkAll.run({}, running())
  assert.partialDeepStrictEqual(await passOf('ALL'), { checked: 45, found: 15, repaired: 12 })
  assert.deepEqual(await unrepairable(), cases.flatMap(({ key, lost }) => (lost ? [key] : [])).sort())
  for (const { key, bytes, lost } of cases) {
    for (const region of ['primary', 'backup'] as const)
      assert.equal(await world.isWhole(region, key, bytes), !lost, key)
  }
  for (const [key, bytes] of healthy) assert.ok(await world.isWhole('primary', key, bytes))

  // A later pass finds nothing new, and what an operator brought back is no alert any more.
  const [lost = assert.fail()] = cases.filter((each) => each.lost)
  const md5 = createHash('md5').update(lost.bytes).digest()
  for (const region of ['primary', 'backup'] as const) {
    await world.stores.regions[region].delete(lost.key)
    await world.stores.regions[region].put(lost.key, lost.bytes, { contentType: 'image/jpeg', md5 })
  }
  await checkAll.run({}, running())
  assert.partialDeepStrictEqual(await passOf('ALL'), { checked: 45, found: 2, repaired: 0 })
  assert.equal((await unrepairable()).length, 2)
})

test('a bit that the disk turned, while the store still names the right checksum, is turned back', async () => {
  const bytes = await world.plant('r/rotten', Buffer.alloc(7_777, 'halide'))
  await world.stores.servers.primary.rot(7_777, 5_000)
  assert.equal(await world.isWhole('primary', 'r/rotten', bytes).catch(() => false), false)
  await checkAll.run({}, running())
  assert.ok(await world.isWhole('primary', 'r/rotten', bytes))
})

test('renditions that are lost everywhere are made again of their original, to the bit, and it is rendered once', async () => {
  const { store, renderer } = world.context
  const renditions = await world.plantPhoto()
  assert.equal(renditions.length, 9)
  for (const { objectKey } of renditions) await world.harm('primary', objectKey, 'destroyed')
  const rendered: Buffer[] = []
  const counting: typeof renderer = {
    ...renderer,
    render: (original, ...rest) => {
      rendered.push(original)
      return renderer.render(original, ...rest)
    },
  }
  await checkAll.run({}, { ...running(), renderer: counting })
  assert.partialDeepStrictEqual(await passOf('ALL'), { repaired: 9 })
  assert.equal(rendered.length, 1)
  for (const rendition of renditions) assert.ok(await store.read(rendition.objectKey, Buffer.from(rendition.md5)))
})

test('a pass that is stopped goes on where it was, and a sample is drawn once', async () => {
  const { db, store } = world.context
  for (let i = 0; i < 100; i++) await world.plant(`s/${i}`)
  for (const [job, mode] of [
    [checkAll, 'ALL'],
    [checkSample, 'SAMPLE'],
  ] as const) {
    const stop = new AbortController()
    let inspected = 0
    const watched = {
      ...store,
      inspect: (object: Parameters<typeof store.inspect>[0]) => {
        if (++inspected === 90) stop.abort()
        return store.inspect(object)
      },
    }
    await assert.rejects(async () => job.run({}, { ...running(stop.signal), store: watched }))
    const { checked, finishedAt } = await passOf(mode)
    assert.deepEqual([checked, finishedAt], [80, null])
    await job.run({}, running())
    const whole = await passOf(mode)
    assert.equal(whole.checked, await db.storedObject.count({ where: { state: 'LIVE' } }))
    assert.ok(whole.finishedAt)
  }
})

test('of a colder class a weekly pass reads a twelfth whole, each object once in twelve, and looks at the others', async () => {
  const { db, store } = world.context
  const keys = Array.from({ length: 60 }, (_, i) => `cold/${i}`)
  for (const key of keys) await world.plant(key)
  await db.storedObject.updateMany({ where: { key: { in: keys } }, data: { storageClass: 'STANDARD_IA' } })
  const read = new Set<string>()
  const week = 7 * 86_400_000
  for (let pass = 0; pass < passesUntilRead; pass++) {
    const startedAt = new Date(pass * week)
    for (const object of await store.liveAmong(keys)) {
      if (inspectionIn('ALL', startedAt, object) === 'look') continue
      assert.ok(!read.has(object.key))
      read.add(object.key)
    }
  }
  assert.equal(read.size, keys.length)

  const [lost, ...kept] = keys
  await world.harm('backup', lost!, 'destroyed')
  const looked: string[] = []
  const watched: typeof store = {
    ...store,
    inspect: (object, how) => {
      if (how === 'look') looked.push(object.key)
      return store.inspect(object, how)
    },
  }
  await checkAll.run({}, { ...running(), store: watched })
  const { startedAt } = await passOf('ALL')
  const due = (await store.liveAmong(keys)).filter((object) => inspectionIn('ALL', startedAt, object) === 'look')
  assert.deepEqual(new Set(looked), new Set(due.map(({ key }) => key)))
  assert.ok(looked.length > kept.length / 2)
  assert.deepEqual(await store.inspect((await store.liveAmong([lost!]))[0]!), [], 'what is missing is seen by looking')
})

test('with a region down nothing is called damaged', async () => {
  await world.stores.servers.backup.stop()
  await assert.rejects(async () => checkAll.run({}, running()), /UNAVAILABLE/)
  await world.stores.servers.backup.start()
  assert.equal((await unrepairable()).length, 2)
})
