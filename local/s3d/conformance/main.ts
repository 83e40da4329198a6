import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startS3d } from '../start-s3d.ts'
import type { Target } from './case.ts'
import { ALL_CASES } from './cases/index.ts'
import { env } from './env.ts'
import { runKills } from './kill.ts'
import { findReferee } from './referee.ts'
import { type Column, conformanceTable, describeKills, writeBetweenMarkers } from './report.ts'
import { type Outcome, scoreTarget } from './score.ts'
import { SUITE_SETTINGS } from './world.ts'

// `npm run test:s3`: the suite against s3d and a referee, then durability; the results go into docs/s3d.md.
const DOCUMENT = new URL('../../../docs/s3d.md', import.meta.url)
const PUTS = 1_000
const KILLS = 10

const s3d = await scoreS3d()
const referee = await scoreReferee()
const table = conformanceTable(s3d, referee)
console.log(`\n${table}\n`)
// Without a referee the published second column stays as it is.
if (referee) await writeBetweenMarkers(DOCUMENT, 'conformance', table)

const durable = await runKills({ puts: PUTS, kills: KILLS })
const control = await runKills({ puts: 200, kills: 5, acknowledgeBeforeCommit: true })
const durability = `- ${describeKills(durable)}\n- control, a store that acknowledges before it commits: ${describeKills(control)}`
console.log(durability)
await writeBetweenMarkers(DOCUMENT, 'durability', durability)

const unexpected = [
  ...failures(s3d),
  ...(referee ? failures(referee).filter(({ conformanceCase }) => !conformanceCase.refereeLacks) : []),
]
for (const { conformanceCase, failure } of unexpected) console.error(`unexpected: ${conformanceCase.name}: ${failure}`)
const kept = durable.lost === 0 && durable.torn === 0 && durable.identical === durable.keys && durable.orphans === 0
if (!kept) console.error('acknowledged objects were lost or torn')
const foundOut = control.lost + control.torn > 0
if (!foundOut) console.error('the durability check did not find out the control')
process.exit(unexpected.length === 0 && kept && foundOut ? 0 : 1)

async function scoreS3d(): Promise<Column> {
  const root = await mkdtemp(join(tmpdir(), 's3d-test-'))
  const keys = { accessKeyId: 'CONFORMANCE', secretAccessKey: 'conformance secret' }
  const server = await startS3d({ root, ...keys, ...SUITE_SETTINGS })
  try {
    return await scoreColumn({ name: 's3d', endpoint: server.url, ...keys })
  } finally {
    await server.stop()
    await rm(root, { recursive: true, force: true })
  }
}

async function scoreReferee(): Promise<Column | undefined> {
  const referee = await findReferee(env)
  if (typeof referee === 'string') {
    console.log(referee)
    return undefined
  }
  try {
    return await scoreColumn(referee.target)
  } finally {
    await referee.stop()
  }
}

async function scoreColumn(target: Target): Promise<Column> {
  console.log(`\n${target.name} at ${target.endpoint}`)
  const outcomes = await scoreTarget(target, ALL_CASES, ({ conformanceCase, failure }) => {
    console.log(`${failure === undefined ? 'yes' : 'no '}  ${conformanceCase.name}`)
  })
  return { name: target.name, outcomes }
}

function failures({ outcomes }: Column): Outcome[] {
  return outcomes.filter(({ failure }) => failure !== undefined)
}
