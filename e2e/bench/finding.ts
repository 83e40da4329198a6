/** One measurement and its peer, taken in the same run on the same machine: the ratio is what to look at. */
export interface Finding {
  /** A row of docs/performance.md: `feeds updated, per second`. */
  what: string
  value: number
  /** Of value and peer. */
  unit: string
  against: string
  peer: number
  /** What value ÷ peer shall be. */
  goal?: { least: number } | { most: number }
}

/** What a benchmark, the default export of a `*.bench.ts`, is given. */
export interface BenchOptions {
  /** Small enough for CI: it shows that the benchmark works, and measures nothing. */
  short: boolean
  /** For what is found on the way. */
  say(line: string): void
}

export type Bench = (options: BenchOptions) => Promise<Finding[]>

export function ratioOf({ value, peer }: Finding): number {
  return value / peer
}

export function isMet(finding: Finding): boolean {
  const { goal } = finding
  if (!goal) return true
  return 'least' in goal ? ratioOf(finding) >= goal.least : ratioOf(finding) <= goal.most
}

/** A table in Markdown, as docs/performance.md has it. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => {
    const { what, value, unit, against, peer, goal } = finding
    const wanted = goal ? ('least' in goal ? `≥ ${goal.least}` : `≤ ${goal.most}`) : ''
    const ratio = `${round(ratioOf(finding))}${isMet(finding) ? '' : ' (missed)'}`
    return `| ${[what, `${round(value)} ${unit}`, `${against}: ${round(peer)} ${unit}`, ratio, wanted].join(' | ')} |`
  })
  return [
    '| measure | Halide | against, in the same run | ratio | goal |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

function round(value: number): string {
  return format.format(value)
}
