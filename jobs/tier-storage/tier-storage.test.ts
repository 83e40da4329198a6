import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ObjectStore } from '@halide/storage/store.ts'
import { smallestBytes } from '@halide/storage/tiering/due.ts'
import { checkAll } from '../check-integrity/job.ts'
import { repairObject } from '../check-integrity/repair-object.ts'
import { type DrillWorld, startDrillWorld } from '../check-integrity/test-drill.ts'
import { listPrices } from '../cost/prices.ts'
import { crontab } from '../crontab.ts'
import type { RunContext } from '../kit.ts'
import { tierStorage } from './job.ts'
import { planTiering } from './plan.ts'
import { pricesSetting } from './prices.ts'
import { printPlan } from './print-plan.ts'

let world: DrillWorld
let store: ObjectStore
before(async () => {
  world = await startDrillWorld()
  // The test's servers thaw within a second.
  store = world.stores.open({}, { thaw: { days: 2, takesMs: 1_500 } })
})
after(() => world.close())

const running = (): RunContext => ({ ...world.context, store, signal: new AbortController().signal, attempt: 1 })
const names = ['primary', 'backup'] as const

async function plant(key: string, daysUnread: number, size: number): Promise<void> {
  await world.plant(key, randomBytes(size))
  await world.context.db.$executeRaw`
    update objects set last_read_on = current_date - ${daysUnread}::int where key = ${key}`
}

async function held(): Promise<{ objects: number; bytes: number }> {
  const [row] = await world.context.db.$queryRaw<[{ objects: number; bytes: number }]>`
    select count(*)::int as objects, coalesce(sum(byte_size), 0)::int as bytes from objects where storage_class <> 'STANDARD'`
  return row
}

test('the plan is what the run then moves, to the object and the byte', async () => {
  const { db } = world.context
  for (let i = 0; i < 7; i += 1) await plant(`originals/1/ia-${i}`, 30 + i, smallestBytes + i * 1_001)
  for (let i = 0; i < 4; i += 1) await plant(`originals/1/archive-${i}`, 180 + i, smallestBytes + i * 77)
  await plant('originals/1/read', 3, smallestBytes)
  await plant('originals/1/small', 300, 5_000)
  const plan = await planTiering(db)
  const [ia, archive] = ['STANDARD_IA', 'GLACIER'].map(
    (to) => plan.moves.find((move) => move.to === to && move.objects > 0)!,
  )
  assert.deepEqual([ia!.objects, archive!.objects], [7, 4])
  assert.deepEqual(await held(), { objects: 0, bytes: 0 })
  await tierStorage.run({}, running())
  assert.deepEqual(await held(), { objects: plan.total.objects, bytes: plan.total.bytes })
  const after = await planTiering(db)
  assert.deepEqual([after.total.objects, after.total.bytes, after.total.transition], [0, 0, 0])
  assert.equal(crontab.find(({ task }) => task === 'tier_storage')?.options.jobKey, 'tier_storage:by_the_clock')
})

test('the plan says what is paid for both copies before and after, for the move, and when that pays', async () => {
  const { db } = world.context
  await plant('originals/2/one', 40, 1_048_576)
  const { moves, total } = await planTiering(db)
  const move = moves.find(({ objects }) => objects === 1)!
  const gib = 1 / 1024
  assert.deepEqual([move.from, move.to, move.bytes], ['STANDARD', 'STANDARD_IA', 1_048_576])
  const near = (is: number, should: number) => assert.ok(Math.abs(is - should) < 1e-12, `${is} is not ${should}`)
  near(move.monthlyNow, 2 * gib * 0.023)
  near(move.monthlyThen, 2 * gib * 0.0125)
  near(move.transition, 2 * 0.00001)
  near(move.monthsToPay!, 0.00001 / (gib * 0.0105))
  near(total.monthlyNow, move.monthlyNow)
  assert.match(printPlan({ moves, total }), /\| STANDARD to STANDARD_IA \| 1 \| 1048576 \| 0\.0000 \|/)

  const dear = pricesSetting.parse('{"STANDARD_IA":{"gibMonth":0.03}}')
  assert.deepEqual(dear.GLACIER, listPrices.GLACIER)
  const never = (await planTiering(db, { prices: dear })).moves.find(({ objects }) => objects === 1)!
  assert.equal(never.monthsToPay, null)
  await tierStorage.run({}, running())
})

test('a lost rendition of an archived photo is made again when its original is thawed, and no other is', async () => {
  const { db } = world.context
  const { regions } = world.stores
  const [lost = assert.fail()] = await world.plantPhoto()
  await world.plantPhoto()
  for (const { key } of await db.storedObject.findMany({
    where: { key: { startsWith: 'originals/' }, storageClass: 'STANDARD' },
  })) {
    for (const name of names) await regions[name].changeClass(key, (await regions[name].head(key))!, 'GLACIER')
    await db.$executeRaw`update objects set storage_class = 'GLACIER' where key = ${key}`
  }
  await world.harm('primary', lost.objectKey, 'destroyed')
  await checkAll.run({}, running())
  const pass = await db.integrityPass.findUniqueOrThrow({ where: { mode: 'ALL' } })
  assert.deepEqual([pass.found, pass.repaired, pass.finishedAt !== null], [1, 0, true])
  assert.equal(await db.unrepairableObject.count(), 0)
  assert.equal(await db.storedObject.count({ where: { thawReadyAt: { not: null } } }), 1)
  const waiting = await db.$queryRaw<unknown[]>`
    select from graphile_worker.jobs where task_identifier = 'repair_object' and run_at > created_at + interval '1 s'`
  assert.equal(waiting.length, 1)

  await sleep(1_500)
  await repairObject.run({ key: lost.objectKey }, running())
  assert.ok(await store.read(lost.objectKey, Buffer.from(lost.md5)))
})
