import { randomInt } from 'node:crypto'
import { chanceFrom } from '@halide/jobs/feed-oracle/chance.ts'
import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'
import { startChaosCluster } from './cluster.ts'
import { controls } from './controls/controls.ts'
import { type ControlResult, describeControls, foundOut, runControl } from './controls/run-controls.ts'
import { drawFaults, faultNamed } from './faults.ts'
import { describeStorm } from './report.ts'
import { storm } from './storm.ts'

// `npm run chaos`, or `FAULTS=20 UPLOADS=100 SEED=1 npm run chaos`. ONLY names faults, with commas between, to strike in turn.
// CONTROLS=1, or `npm run chaos -- --controls`: instead, systems that are broken on purpose, each of which is to be found out.
const { FAULTS, UPLOADS, WRITERS, PAUSE_MS, SEED, ONLY, CONTROLS } = readEnv(
  z.object({
    FAULTS: z.coerce.number().int().min(0).default(200),
    UPLOADS: z.coerce.number().int().positive().default(1_000),
    WRITERS: z.coerce.number().int().positive().default(4),
    PAUSE_MS: z.coerce.number().int().min(0).default(1_000),
    SEED: z.coerce
      .number()
      .int()
      .default(randomInt(2 ** 31)),
    ONLY: z.string().optional(),
    CONTROLS: z.stringbool().default(process.argv.includes('--controls')),
  }),
)

const say = (line: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
say(`seed ${SEED}`)
process.exitCode = (await (CONTROLS ? runControls() : runStorm())) ? 0 : 1
if (process.connected) process.disconnect()

/** Whether nothing was found. */
async function runStorm(): Promise<boolean> {
  const cluster = await startChaosCluster()
  for (const lack of cluster.lacks) say(`left out: ${lack}`)
  try {
    const named = ONLY?.split(',').map(faultNamed)
    const report = await storm(cluster, {
      seed: SEED,
      faults: named
        ? Array.from({ length: FAULTS }, (_, index) => named[index % named.length]!)
        : drawFaults(cluster, chanceFrom(SEED), FAULTS),
      uploads: UPLOADS,
      writers: WRITERS,
      pauseMs: PAUSE_MS,
      lastsMs: [200, 5_000],
      progress: say,
    })
    process.stdout.write(`\n${describeStorm(report)}\n`)
    return report.findings.length === 0
  } finally {
    await cluster.stop()
  }
}

/** Whether each was found out. ONLY names their families. */
async function runControls(): Promise<boolean> {
  const results: ControlResult[] = []
  for (const control of controls.filter(({ family }) => !ONLY || ONLY.split(',').includes(family))) {
    say(`${control.family}: ${control.brokenBy}`)
    results.push(await runControl(control, SEED))
    say(`  ${control.expects}: ${results.at(-1)!.found?.expected ?? 'left out'}`)
  }
  process.stdout.write(`\n${describeControls(results)}\n`)
  return results.every(foundOut)
}
