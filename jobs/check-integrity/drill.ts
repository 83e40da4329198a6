import type { RegionName } from '@halide/storage/region.ts'
import type { RunContext } from '../kit.ts'
import { checkAll } from './job.ts'
import { type Harm, harms, startDrillWorld } from './test-drill.ts'

// `npm run integrity:drill`: a thousand harms in two regions, among healthy objects. Ends with 1 when one is not found, not repaired
// where right bytes are left, or not reported where none are.

const harmed = 910
const photos = 10
const healthyShare = 0.6
const places = [['primary'], ['backup'], ['primary', 'backup']] as const satisfies RegionName[][]

interface Case {
  name: string
  key: string
  bytes: Buffer
  repairable: boolean
}

const world = await startDrillWorld()
const { db, store } = world.context
const leavesVersion = (harm: Harm) => harm === 'deleted' || harm === 'overwritten'
const cases: Case[] = []
const healthy: Case[] = []
for (let i = 0; i < harmed; i++) {
  const harm = harms[i % harms.length]!
  const where = places[Math.floor(i / harms.length) % places.length]!
  const key = `drill/${i}`
  const bytes = await world.plant(key)
  for (const region of where) await world.harm(region, key, harm)
  cases.push({
    name: `${harm} in ${where.join(' and ')}`,
    key,
    bytes,
    repairable: where.length === 1 || leavesVersion(harm),
  })
}
for (let i = 0; i < harmed * healthyShare; i++) {
  const key = `healthy/${i}`
  healthy.push({ name: 'healthy', key, bytes: await world.plant(key), repairable: true })
}
for (let i = 0; i < photos; i++) {
  for (const { objectKey: key, md5 } of await world.plantPhoto()) {
    const bytes = (await store.read(key, Buffer.from(md5)))!
    await world.harm('primary', key, 'destroyed')
    cases.push({ name: 'rendition destroyed everywhere', key, bytes, repairable: true })
  }
}
process.stdout.write(`${cases.length} harmed, ${healthy.length} healthy objects planted\n`)

const begun = performance.now()
const context: RunContext = { ...world.context, signal: AbortSignal.timeout(600_000), attempt: 1 }
await checkAll.run({}, context)
const seconds = (performance.now() - begun) / 1_000
const pass = await db.integrityPass.findUniqueOrThrow({ where: { mode: 'ALL' } })
const alerted = new Set((await db.unrepairableObject.findMany()).map(({ key }) => key))

const rows = new Map<string, { planted: number; whole: number; alerted: number; wrong: number }>()
for (const { name, key, bytes, repairable } of [...cases, ...healthy]) {
  const row = rows.get(name) ?? { planted: 0, whole: 0, alerted: 0, wrong: 0 }
  const { inPrimary, inBackup } = await db.storedObject.findUniqueOrThrow({ where: { key } })
  const wholeIn = async (region: RegionName, claimed: boolean) => !claimed || world.isWhole(region, key, bytes)
  const whole = (await wholeIn('primary', inPrimary)) && (await wholeIn('backup', inBackup))
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
  `checked ${pass.checked}, found ${pass.found} of ${cases.length}, repaired ${pass.repaired}, alerted ${alerted.size}, wrong ${wrong}; ${seconds.toFixed(1)} s\n`,
)
await world.close()
process.exitCode = wrong === 0 && pass.found === cases.length ? 0 : 1
