import type { DrillWorld } from '../check-integrity/test-drill.ts'
import type { RunContext } from '../kit.ts'
import { findOrphans } from './job.ts'
import { orphanKinds } from './report.ts'
import { age, freshKey, insertUpload, plantOrphan, putPast } from './test-orphans.ts'

/** Of each kind of orphan, and of each thing that only looks like one. */
const ofEach = 50

interface Planted {
  name: string
  key: string
  reported: boolean
  collected: boolean
  /** What happens to it between report and collection. */
  meanwhile?: () => Promise<unknown>
}

export interface OrphanDrill {
  /** Reports, waits within the grace, lets some be needed after all, and collects after it. Prints a table; answers how many fared wrongly. */
  run(context: RunContext): Promise<number>
}

export async function plantOrphans(world: DrillWorld): Promise<OrphanDrill> {
  const { db } = world.context
  const planted: Planted[] = []
  const claim = (key: string) =>
    db.$executeRaw`insert into objects (key, byte_size, md5, content_type) values (${key}, 100, '', 'image/jpeg')`
  const refer = (key: string) => insertUpload(world, key, 'ISSUED')
  for (let i = 0; i < ofEach; i++) {
    for (const kind of orphanKinds) {
      const collected = kind !== 'DANGLING'
      planted.push({ name: kind, key: await plantOrphan[kind](world), reported: true, collected })
    }
    const begun = await putPast(world, freshKey())
    await refer(begun)
    await claim(begun)
    planted.push({ name: 'upload under way', key: begun, reported: false, collected: false })
    const copied = await plantOrphan.UNREFERENCED(world)
    await refer(copied)
    await db.storedObject.update({ where: { key: copied }, data: { inBackup: false } })
    planted.push({ name: 'backup copy under way', key: copied, reported: false, collected: false })
    planted.push({ name: 'of others', key: await putPast(world, `snapshots/${i}`), reported: false, collected: false })
    for (const kind of ['UNKNOWN', 'GONE', 'UNREFERENCED'] as const) {
      const key = await plantOrphan[kind](world)
      const fate = { key, reported: true, collected: false }
      planted.push({ name: `${kind}, referred to meanwhile`, ...fate, meanwhile: () => refer(key) })
    }
    const key = await plantOrphan.UNKNOWN(world)
    planted.push({
      name: 'UNKNOWN, claimed meanwhile',
      key,
      reported: true,
      collected: false,
      meanwhile: () => claim(key),
    })
  }

  const reportedKeys = async () => new Set((await db.orphanedObject.findMany()).map(({ key }) => key))
  const leftIn = async (key: string) =>
    (await Promise.all(Object.values(world.stores.regions).map((region) => region.head(key)))).filter(Boolean).length
  const collectedKeys = async () => {
    const collected = new Set<string>()
    for (const { name, key } of planted) if (name !== 'DANGLING' && (await leftIn(key)) === 0) collected.add(key)
    return collected
  }

  return {
    run: async (context) => {
      await findOrphans.run({}, context)
      const reported = await reportedKeys()
      await age(world, context.orphanGraceDays - 1)
      await findOrphans.run({}, context)
      const early = await collectedKeys()
      for (const { meanwhile } of planted) await meanwhile?.()
      await age(world, 2)
      await findOrphans.run({}, context)
      const collected = await collectedKeys()

      process.stdout.write('\n| planted | how many | reported | collected within the grace | after it | wrong |\n')
      process.stdout.write('| --- | --- | --- | --- | --- | --- |\n')
      const isWrong = (each: Planted) =>
        reported.has(each.key) !== each.reported || early.has(each.key) || collected.has(each.key) !== each.collected
      for (const [name, some] of Map.groupBy(planted, (each) => each.name)) {
        const count = (keys: Set<string>) => some.filter(({ key }) => keys.has(key)).length
        process.stdout.write(
          `| ${name} | ${some.length} | ${count(reported)} | ${count(early)} | ${count(collected)} | ${some.filter(isWrong).length} |\n`,
        )
      }
      const due = planted.filter((each) => each.collected).length
      const wrongly = planted.filter(({ key, ...each }) => collected.has(key) && !each.collected).length
      const unplanned = [...reported].filter((key) => !planted.some((each) => each.key === key)).length
      process.stdout.write(
        `${planted.length} planted, ${reported.size} reported, ${due} due, ${collected.size} collected, ${wrongly} collected wrongly, ${unplanned} reported that are none\n`,
      )
      return planted.filter(isWrong).length + unplanned
    },
  }
}
