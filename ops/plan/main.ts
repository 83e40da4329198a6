import { parseArgs } from 'node:util'
import { usualWorkload, type Workload } from '@halide/jobs/cost/figures.ts'
import { capacityTable, costTable, planOf } from './report.ts'
import { countOf } from './units.ts'

// `npm run plan -- --users 500M --uploads 50M/day`: what that takes and costs. `--actual` says it of what a system has stored.
const flags = {
  users: 'users',
  uploads: 'uploadsADay',
  'original-bytes': 'originalBytes',
  followers: 'followers',
  requests: 'requestsAUser',
  images: 'imagesAUser',
  likes: 'likesAPhoto',
  peak: 'peak',
  months: 'months',
} as const satisfies Record<string, keyof Workload>

const usage = `npm run plan -- [--users 500M] [--uploads 50M/day] [--original-bytes 2M] [--followers 500] [--requests 20] [--images 50]
               [--likes 20] [--peak 10] [--months 12] [--own] [--json]
npm run plan -- --actual [--json]     with DATABASE_URL: what is stored there, and what it costs a month

--followers is of a person, --requests and --images are of a person and day, --likes of a photo; --peak is how many times the average
the busiest hours take, --months how long photos have been kept when money is counted. --own leaves the reference out.
`

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n\n${usage}`)
  process.exit(64) // EX_USAGE of sysexits.h
}

function read() {
  try {
    const text = { type: 'string' } as const
    const counts = Object.fromEntries(Object.keys(flags).map((flag) => [flag, text]))
    const switches = { own: { type: 'boolean' }, json: { type: 'boolean' }, actual: { type: 'boolean' } } as const
    return parseArgs({ options: { ...(counts as Record<keyof typeof flags, typeof text>), ...switches } }).values
  } catch (error) {
    return refuse((error as Error).message)
  }
}

const given = read()
const workload: Workload = { ...usualWorkload }
for (const [flag, name] of Object.entries(flags) as [keyof typeof flags, keyof Workload][]) {
  const text = given[flag]
  if (text === undefined) continue
  workload[name] = countOf(text) ?? refuse(`--${flag} is "${text}", expected a number above 0 such as 500M or 50M/day`)
}
const print = (report: object, text: () => string) =>
  process.stdout.write(given.json ? `${JSON.stringify(report, null, 2)}\n` : text())

if (given.actual) {
  const [{ printActual, readActual }, { readPlanEnv }] = await Promise.all([import('./actual.ts'), import('./env.ts')])
  const report = await readActual(readPlanEnv().DATABASE_URL)
  print(report, () => printActual(report))
} else {
  const plan = planOf(workload)
  print(plan, () => `${capacityTable(plan, given.own === true)}\n${costTable(plan, given.own === true)}`)
}
