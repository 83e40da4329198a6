import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { monthlyCost, plain, referenceCost, savingsOf, total } from '@halide/jobs/cost/cost.ts'
import { ownFigures, referenceFigures, usualWorkload } from '@halide/jobs/cost/figures.ts'
import { measured } from '@halide/jobs/cost/measured.ts'
import { capacityOf } from '@halide/jobs/cost/model.ts'
import { listPrices } from '@halide/jobs/cost/prices.ts'
import { table } from './report.ts'
import { bytesText, countOf } from './units.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const plan = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })

test("the reference's example comes out to the digit", () => {
  const capacity = capacityOf(usualWorkload, referenceFigures)
  const { originalsADay, renditionsADay, copiedADay, copiedAMonth, copiedAYear, feedBytes, feedsBytes, redisBytes } =
    capacity
  assert.deepEqual(
    [originalsADay, renditionsADay, copiedADay, copiedAMonth, copiedAYear, feedBytes, feedsBytes, redisBytes].map(
      bytesText,
    ),
    ['100 TB', '25 TB', '375 TB', '11.25 PB', '135 PB', '10 KB', '5 TB', '7.5 TB'],
  )
  const { photosAWorkerHour, photosAWorkerDay, workers, workersWithHeadroom } = capacity
  assert.deepEqual([photosAWorkerHour, photosAWorkerDay, workers, workersWithHeadroom], [720, 17_280, 2_894, 4_341])
})

test("the reference's month comes to what it says", () => {
  const { drivers, savings } = referenceCost
  assert.deepEqual([total(drivers), total(savings), total(drivers) - total(savings)], [800_000, 404_000, 396_000])
})

test('what each optimisation saves adds up to the difference, and none costs more', () => {
  const all = { formats: true, tiering: true, spot: true, reserved: true, cdnHits: true }
  const difference =
    total(monthlyCost(usualWorkload, ownFigures, plain)) - total(monthlyCost(usualWorkload, ownFigures, all))
  const savings = savingsOf(usualWorkload, ownFigures)
  assert.ok(savings.every(({ saved }) => saved > 0))
  assert.ok(Math.abs(savings.reduce((sum, { saved }) => sum + saved, 0) - difference) < 1)
})

test('tiering saves what the colder class costs less, without what the move costs', () => {
  const saved = savingsOf({ ...usualWorkload, months: 2 }, ownFigures).find(
    ({ name }) => name === 'Tiered storage',
  )!.saved
  const { STANDARD, STANDARD_IA } = listPrices
  const [objects, gibs] = [1.5e9, 3e15 / 1024 ** 3]
  const byHand =
    2 * (gibs * (STANDARD.gibMonth - STANDARD_IA.gibMonth) - (objects / 1_000) * STANDARD_IA.thousandCopies)
  assert.ok(Math.abs(saved - byHand) < 1, `${saved} ${byHand}`)
})

test('numbers are read as people write them', () => {
  assert.deepEqual(['500M', '50m/day', '1.5k', '12'].map(countOf), [500e6, 50e6, 1_500, 12])
  assert.deepEqual(['', '0', '-3', 'many', '5MB', '1/week', 'NaN'].map(countOf), Array(7).fill(null))
})

test('the documentation has what the program prints', () => {
  const page = readFileSync(new URL('../../docs/capacity.md', import.meta.url), 'utf8')
  const { status, stdout } = plan('--users', '500M', '--uploads', '50M/day')
  assert.equal(status, 0)
  for (const printed of stdout.trim().split('\n\n')) assert.ok(page.includes(printed), printed)
  const figures = Object.values(measured).map(({ value, unit, command }) => [String(value), unit, `\`${command}\``])
  const measurements = table(['value', 'unit', 'command'], figures)
  assert.ok(page.includes(measurements), measurements)
})

test('as JSON it is the same', () => {
  const { own, workload } = JSON.parse(plan('--json', '--users', '1M').stdout)
  assert.deepEqual(own, JSON.parse(JSON.stringify(capacityOf(workload, ownFigures))))
  assert.equal(workload.users, 1e6)
})

test('what it cannot read ends with 64 and a reason', () => {
  for (const [args, reason] of [
    [['--users', 'many'], /--users is "many", expected a number/],
    [['--uploads', '0'], /--uploads is "0"/],
    [['--wrong'], /wrong/],
  ] as const) {
    const { status, stderr, stdout } = plan(...args)
    assert.deepEqual([status, stdout], [64, ''])
    assert.match(stderr, reason)
  }
})
