import type { RegionName } from '@halide/storage/region.ts'
import { plantOrphans } from '../find-orphans/test-orphan-drill.ts'
import type { RunContext } from '../kit.ts'
import type { Renderer } from '../process-photo/renderer.ts'
import { checkAll } from './job.ts'
import { type Harm, harms, startDrillWorld } from './test-drill.ts'

// `npm run integrity:drill`: a thousand harms in two regions, among healthy objects. Ends with 1 when one is not found, not repaired
// where right bytes are left, or not reported where none are; and when an orphan is not reported, or anything else is collected.

const harmed = 910
const photos = 10
/** Photos one of whose renditions today's encoders make otherwise. */
const reencoded = 10
const healthyShare = 0.6
const places = [['primary'], ['backup'], ['primary', 'backup']] as const satisfies RegionName[][]

interface Case {
  name: string
  key: string
  repairable: boolean
  isWhole(): Promise<boolean>
}

const world = await startDrillWorld()
const { db, store } = world.context
const leavesVersion = (harm: Harm) => harm === 'deleted' || harm === 'overwritten'
const cases: Case[] = []
const healthy: Case[] = []
/** In every region that the ledger claims to have it. */
const wholeOf = (key: string, bytes: Buffer) => async () => {
  const { inPrimary, inBackup } = await db.storedObject.findUniqueOrThrow({ where: { key } })
  const wholeIn = async (region: RegionName, claimed: boolean) => !claimed || world.isWhole(region, key, bytes)
  return (await wholeIn('primary', inPrimary)) && (await wholeIn('backup', inBackup))
}
/** Nine renditions LIVE, and as their rows say. */
const photoIsWhole = (photoId: bigint) => async () => {
  const rows = await db.rendition.findMany({ where: { photoId } })
  const live = await store.liveAmong(rows.map(({ objectKey }) => objectKey))
  const read = await Promise.all(rows.map(({ objectKey, md5 }) => store.read(objectKey, Buffer.from(md5))))
  return live.length === 9 && read.every((bytes) => bytes !== null)
}
for (let i = 0; i < harmed; i++) {
  const harm = harms[i % harms.length]!
  const where = places[Math.floor(i / harms.length) % places.length]!
  const key = `drill/${i}`
  const bytes = await world.plant(key)
  for (const region of where) await world.harm(region, key, harm)
  cases.push({
    name: `${harm} in ${where.join(' and ')}`,
    key,
    isWhole: wholeOf(key, bytes),
    repairable: where.length === 1 || leavesVersion(harm),
  })
}
for (let i = 0; i < harmed * healthyShare; i++) {
  const key = `healthy/${i}`
  healthy.push({ name: 'healthy', key, isWhole: wholeOf(key, await world.plant(key)), repairable: true })
}
for (let i = 0; i < photos; i++) {
  for (const { objectKey: key, md5 } of await world.plantPhoto()) {
    const bytes = (await store.read(key, Buffer.from(md5)))!
    await world.harm('primary', key, 'destroyed')
    cases.push({ name: 'rendition destroyed everywhere', key, isWhole: wholeOf(key, bytes), repairable: true })
  }
}
for (let i = 0; i < reencoded; i++) {
  const { photoId, objectKey: key } = (await world.plantPhoto())[0]!
  await world.reencode(key)
  await world.harm('primary', key, 'destroyed')
  cases.push({ name: 'rendition of other encoders', key, isWhole: photoIsWhole(photoId), repairable: true })
}
const orphans = await plantOrphans(world)
process.stdout.write(`${cases.length} harmed, ${healthy.length} healthy objects planted\n`)

const begun = performance.now()
let renderings = 0
const renderer: Renderer = {
  ...world.context.renderer,
  render: (...args) => {
    renderings += 1
    return world.context.renderer.render(...args)
  },
}
const context: RunContext = { ...world.context, renderer, signal: AbortSignal.timeout(600_000), attempt: 1 }
await checkAll.run({}, context)
const seconds = (performance.now() - begun) / 1_000
const pass = await db.integrityPass.findUniqueOrThrow({ where: { mode: 'ALL' } })
const alerted = new Set((await db.unrepairableObject.findMany()).map(({ key }) => key))

const rows = new Map<string, { planted: number; whole: number; alerted: number; wrong: number }>()
for (const { name, key, repairable, isWhole } of [...cases, ...healthy]) {
  const row = rows.get(name) ?? { planted: 0, whole: 0, alerted: 0, wrong: 0 }
  const whole = await isWhole()
  rows.set(name, row)
  row.planted += 1
  row.whole += Number(whole)
  row.alerted += Number(alerted.has(key))
  row.wrong += Number(whole !== repairable || alerted.has(key) === repairable)
}
process.stdout.write(
  '| harm | planted | whole in every region afterwards | alerted | wrong |\n| --- | --- | --- | --- | --- |\n',
)
for (const [name, row] of rows) {
  process.stdout.write(`| ${name} | ${row.planted} | ${row.whole} | ${row.alerted} | ${row.wrong} |\n`)
}
const wrong = [...rows.values()].reduce((sum, row) => sum + row.wrong, 0)
process.stdout.write(
  `checked ${pass.checked}, found ${pass.found} of ${cases.length}, repaired ${pass.repaired}, alerted ${alerted.size}, wrong ${wrong}; ${renderings} renderings of ${photos + reencoded} photos; ${seconds.toFixed(1)} s\n`,
)
const strayed = await orphans.run(context)
let lost = 0
for (const { repairable, isWhole } of [...cases, ...healthy]) if (repairable && !(await isWhole())) lost += 1
process.stdout.write(`${lost} of the objects above harmed by the collection\n`)
await world.close()
process.exitCode = wrong + strayed + lost === 0 && pass.found === cases.length ? 0 : 1
