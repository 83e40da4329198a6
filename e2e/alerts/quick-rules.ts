import { alerts } from '@halide/ops/prometheus/alerts.ts'
import { recordings } from '@halide/ops/prometheus/recordings.ts'

/** Long enough for a process to have started four times, on a machine that is busy. */
const windowOfStarts = '100s'
const windowOfRates = '45s'

/** The rules as deployed, but for time: every window is short, and nothing has to hold for long. */
export function quickRules(): object[] {
  const soon = (expr: string) => {
    const window = expr.startsWith('changes(') ? windowOfStarts : windowOfRates
    return expr.replaceAll(/\[\d+[smh]\]/g, `[${window}]`).replaceAll(/offset \d+[smh]/g, `offset ${window}`)
  }
  const recorded = Object.entries(recordings).map(([record, expr]) => ({ record, expr: soon(expr) }))
  const rules = Object.entries(alerts).map(([alert, { expr }]) => ({ alert, expr: soon(expr) }))
  // One group: what is recorded is there for what follows.
  return [{ groups: [{ name: 'quick', rules: [...recorded, ...rules] }] }]
}
