import { startChaosCluster } from '../cluster.ts'
import { table } from '../report.ts'
import { storm } from '../storm.ts'
import type { Control } from './controls.ts'

export interface ControlResult {
  control: Control
  /** Findings of the kind that it expects, and those of other kinds. Null where this machine has no means for it. */
  found: { expected: number; others: number; example: string } | null
}

/** A small storm in a cluster of its own. */
export async function runControl(control: Control, seed: number): Promise<ControlResult> {
  const cluster = await startChaosCluster(control.options)
  try {
    if (control.needs && !cluster[control.needs]) return { control, found: null }
    const { findings } = await storm(cluster, {
      seed,
      faults: control.faults,
      uploads: 10,
      writers: 3,
      pauseMs: 200,
      lastsMs: [2_000, 3_000],
      ...(control.keyless && { keyless: true }),
      ...(control.deletesOneIn && { deletesOneIn: control.deletesOneIn }),
      // What was broken may stay so.
      healWithinMs: 10_000,
      settleWithinMs: 10_000,
      progress: () => {},
    })
    const expected = findings.filter(({ kind }) => kind === control.expects)
    const others = findings.length - expected.length
    return { control, found: { expected: expected.length, others, example: expected[0]?.what ?? '' } }
  } finally {
    await cluster.stop()
  }
}

export const foundOut = ({ found }: ControlResult): boolean => found === null || found.expected > 0

export function describeControls(results: readonly ControlResult[]): string {
  const rows = results.map(({ control: { family, brokenBy, expects }, found }) =>
    found
      ? [family, brokenBy, expects, String(found.expected), String(found.others), found.example.slice(0, 80)]
      : [family, brokenBy, expects, 'left out', '', ''],
  )
  return table(['family', 'broken by', 'expected', 'found', 'other findings', 'such as'], rows)
}
