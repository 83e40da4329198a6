import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listPrices } from '../cost/prices.ts'
import { measureStorage } from '../measure-storage/job.ts'
import { type Answer, jobsStage } from './test-stage.ts'

// What an admin sees of the whole, and does to its load.

const { enter, leave, ask, mutate, lastAct, world } = jobsStage('jobs-system')
before(enter)
after(leave)

test('a load level is set by hand, until it is taken back, and both are in the audit', async () => {
  const set = 'systemLoad { level measuredLevel override { level reason admin { id } } }'
  const { systemLoad } = await mutate('overrideLoad', { level: 'CRITICAL', minutes: 10, reason: 'an event' }, set)
  assert.partialDeepStrictEqual(systemLoad, {
    level: 'CRITICAL',
    measuredLevel: 'NORMAL',
    override: { reason: 'an event', admin: { id: 'user_1' } },
  })
  assert.partialDeepStrictEqual(await lastAct(), { action: 'OVERRIDE_LOAD', kind: null, jobId: null })
  const again = await mutate('clearLoadOverride', { reason: 'over' }, set)
  assert.deepEqual(again.systemLoad, { level: 'NORMAL', measuredLevel: 'NORMAL', override: null })
  const refused = await mutate('overrideLoad', { level: 'HIGH', minutes: 2_000, reason: 'x' }, set)
  assert.deepEqual(refused.userErrors, [{ code: 'INVALID', field: ['minutes'] }])
})

test('what is stored, what it costs and what is saved is told as it was counted last', async () => {
  const { db } = world().context
  const report = `storageReport { share objects bytes monthlyCost bytesIn30Days bytesInAYear
    parts { purpose format tier region objects bytes monthlyCost } savings { optimisation monthlyBefore monthlyAfter once } }`
  assert.equal((await ask(`{ ${report} costForecast { before } }`)).storageReport, null)
  const object = { state: 'LIVE', md5: Buffer.alloc(16), contentType: 'image/jpeg', inPrimary: true } as const
  const gib = 1024 ** 3
  await db.storedObject.createMany({
    data: [
      { ...object, key: 'originals/1/1/1', byteSize: gib },
      { ...object, key: 'originals/1/1/2', byteSize: gib, storageClass: 'STANDARD_IA', inBackup: true },
    ],
  })
  for (const bytes of [0, gib]) {
    await db.$executeRaw`update objects set byte_size = ${bytes}::int where key = 'originals/1/1/1'`
    await measureStorage.run({}, { ...world().context, signal: new AbortController().signal, attempt: 1 })
  }
  const { storageReport, storageDays, costForecast } = await ask(
    `{ ${report} storageDays { day objects bytes monthlyCost } costForecast { people uploadsADay originalBytes before after
      drivers { driver before after } savings { optimisation before after } } }`,
  )
  const [warm, cold] = [listPrices.STANDARD.gibMonth, listPrices.STANDARD_IA.gibMonth]
  const part = { purpose: 'originals', format: 'image/jpeg', objects: 1, bytes: gib }
  assert.deepEqual(storageReport, {
    ...{ share: 1, objects: 3, bytes: 3 * gib, monthlyCost: warm + 2 * cold, bytesIn30Days: 3 * gib },
    bytesInAYear: 3 * gib + (3 * gib * 365) / 30,
    parts: [
      { ...part, tier: 'STANDARD', region: 'PRIMARY', monthlyCost: warm },
      { ...part, tier: 'STANDARD_IA', region: 'PRIMARY', monthlyCost: cold },
      { ...part, tier: 'STANDARD_IA', region: 'BACKUP', monthlyCost: cold },
    ],
    savings: [
      { optimisation: 'TIERED', monthlyBefore: 3 * warm, monthlyAfter: warm + 2 * cold, once: 0 },
      { optimisation: 'DUE', monthlyBefore: warm + 2 * cold, monthlyAfter: warm + 2 * cold, once: 0 },
    ],
  })
  const [today, ...others] = storageDays
  assert.deepEqual(others, [])
  assert.partialDeepStrictEqual(today, { objects: 3, bytes: 3 * gib })
  assert.match(today.day, /^\d{4}-\d\d-\d\d$/)
  assert.partialDeepStrictEqual(costForecast, { uploadsADay: 2 / 30, originalBytes: gib })
  const near = (is: number, should: number) => assert.ok(Math.abs(is - should) < 1e-6, `${is} is not ${should}`)
  for (const when of ['before', 'after'])
    near(
      costForecast[when],
      costForecast.drivers.reduce((sum: number, driver: Answer) => sum + driver[when], 0),
    )
  near(costForecast.savings[0].before, costForecast.before)
  near(costForecast.savings.at(-1).after, costForecast.after)
})

test('what check_feeds found is told, and what it found before', async () => {
  const { db } = world().context
  assert.equal((await ask('{ feedHealth { at } }')).feedHealth, null)
  await db.$executeRaw`
    insert into feed_checks (at, checked, stale, empty, missing, extra)
    select now() - n * interval '1 hour', 100, n, 1, n, 0 from generate_series(0, 200) n`
  const fields = 'checked stale empty staleRate missing extra'
  const { feedHealth, all, some } = await ask(
    `{ feedHealth { ${fields} } all: feedChecks(hours: 300) { stale } some: feedChecks(hours: 10, every: 4) { staleRate } }`,
  )
  assert.deepEqual(feedHealth, { checked: 100, stale: 0, empty: 1, staleRate: 0, missing: 0, extra: 0 })
  assert.deepEqual([all.length, all[0].stale, all.at(-1).stale], [168, 167, 0])
  assert.deepEqual(
    some.map(({ staleRate }: Answer) => staleRate),
    [0.08, 0.04, 0],
  )
})
