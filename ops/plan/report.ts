import {
  type MonthlyCost,
  monthlyCost,
  optimised,
  plain,
  referenceCost,
  savingsOf,
  total,
} from '@halide/jobs/cost/cost.ts'
import { ownFigures, referenceFigures, type Workload } from '@halide/jobs/cost/figures.ts'
import { type Capacity, capacityOf } from '@halide/jobs/cost/model.ts'
import { bytesText, moneyText, numberText } from './units.ts'

type Row = [keyof Capacity, string, (value: number) => string]

const statedByReference: Row[] = [
  ['originalsADay', 'Originals a day', bytesText],
  ['renditionsADay', 'Renditions a day', bytesText],
  ['copiedADay', 'All copies a day', bytesText],
  ['copiedAMonth', 'All copies a month', bytesText],
  ['copiedAYear', 'All copies a year', bytesText],
  ['photosAWorkerHour', 'Photos an hour and worker', numberText],
  ['photosAWorkerDay', 'Photos a day and worker', numberText],
  ['workers', 'Workers', numberText],
  ['workersWithHeadroom', 'Workers with 50 % headroom', numberText],
  ['feedBytes', 'A feed of 500', bytesText],
  ['feedsBytes', 'All feeds', bytesText],
  ['redisBytes', 'Redis with overhead', bytesText],
]

const notStated: Row[] = [
  ['workersAtPeak', 'Workers at the peak', numberText],
  ['feedWritesASecond', 'Feeds written a second', numberText],
  ['redisCores', 'Redis cores for that at the peak', numberText],
  ['requestsASecond', 'API requests a second', numberText],
  ['requestsASecondAtPeak', 'API requests a second at the peak', numberText],
  ['apiCores', 'API cores with 50 % headroom', numberText],
  ['apiCoresAtPeak', 'API cores at the peak', numberText],
  ['postgresBytes', 'Postgres: people and follows', bytesText],
  ['postgresBytesADay', 'Postgres: growth a day', bytesText],
  ['putsADay', 'S3 puts a day', numberText],
  ['imagesASecond', 'Images served a second', numberText],
  ['egressADay', 'CDN egress a day', bytesText],
  ['secondRegionADay', 'Copied to the second region a day', bytesText],
]

export interface Plan {
  workload: Workload
  reference: Capacity
  own: Capacity
  cost: { before: MonthlyCost; after: MonthlyCost; savings: ReturnType<typeof savingsOf> }
}

export function planOf(workload: Workload): Plan {
  return {
    workload,
    reference: capacityOf(workload, referenceFigures),
    own: capacityOf(workload, ownFigures),
    cost: {
      before: monthlyCost(workload, ownFigures, plain),
      after: monthlyCost(workload, ownFigures, optimised),
      savings: savingsOf(workload, ownFigures),
    },
  }
}

/** The capacity as a Markdown table; with `ownOnly` without the reference. */
export function capacityTable({ reference, own }: Plan, ownOnly: boolean): string {
  const shown = (value: number | null, text: Row[2]) => (value === null ? '' : text(value))
  const stated = statedByReference.map(([key, name, text]) => [
    name,
    shown(reference[key], text),
    shown(own[key], text),
    numberText(own[key]! / reference[key]!),
  ])
  const more = notStated.map(([key, name, text]) => [name, '', shown(own[key], text), ''])
  const cells = [...stated, ...more].map((row) => (ownOnly ? [row[0]!, row[2]!] : row))
  return table(ownOnly ? ['figure', 'Halide'] : ['figure', 'reference', 'Halide', 'ratio'], cells)
}

const drivers: [string, keyof MonthlyCost, keyof (typeof referenceCost)['drivers'] | null][] = [
  ['CDN', 'cdn', 'cdn'],
  ['Storage', 'storage', 'storage'],
  ['Image processing', 'rendering', 'rendering'],
  ['Compute for the API', 'api', 'api'],
  ['S3 requests', 'requests', null],
  ['Postgres', 'postgres', null],
  ['Redis', 'redis', null],
  ['To the second region', 'secondRegion', null],
]

/** A month in US dollars, before and after what is done to pay less. The reference has no other row than the total for what came after. */
export function costTable({ cost: { before, after, savings } }: Plan, ownOnly: boolean): string {
  const { drivers: theirs, savings: theirSavings } = referenceCost
  const spent = drivers.map(([name, ours, reference]) => [
    name,
    reference ? moneyText(theirs[reference]) : '',
    moneyText(before[ours]),
    moneyText(after[ours]),
  ])
  const saved = Object.entries(theirSavings).map(([name, theirSaving]) => [
    `Saved: ${name.toLowerCase().replace('cdn', 'CDN')}`,
    moneyText(theirSaving),
    '',
    moneyText(savings.find((saving) => saving.name === name)?.saved ?? 0),
  ])
  const cells = [
    ...spent,
    ['Everything else', moneyText(theirs.rest), '', ''],
    ['Before', moneyText(total(theirs)), moneyText(total(before)), ''],
    ...saved,
    ['After', moneyText(total(theirs) - total(theirSavings)), '', moneyText(total(after))],
  ]
  const shown = ownOnly ? cells.map(([name = '', , ...ours]) => [name, ...ours]) : cells
  return table(['a month', ...(ownOnly ? [] : ['reference']), 'Halide before', 'Halide after'], shown)
}

export function table(heads: string[], cells: string[][]): string {
  const widths = heads.map((head, at) => Math.max(head.length, ...cells.map((row) => row[at]!.length)))
  const line = (row: string[]) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |\n`
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [heads, rule, ...cells].map(line).join('')
}
