import { stringify } from 'yaml'
import { dashboard } from './grafana/dashboard.ts'
import { metricsDocument } from './metrics/document.ts'
import { alerts } from './prometheus/alerts.ts'
import { recordings } from './prometheus/recordings.ts'

const runbook = (alert: string) => `docs/runbooks.md#${alert.toLowerCase()}`
const yaml = (document: object) =>
  `# Made from alerts.ts by "npm run generate".\n${stringify(document, { lineWidth: 0, defaultStringType: 'PLAIN' })}`
const minutes = (time: string) => Number(/^(\d+)m$/.exec(time)?.[1] ?? 1)

/** In minutes; recorded rates look five back. */
function longestWindow(expr: string): number {
  return Math.max(5, ...[...expr.matchAll(/(?:\[|offset )(\d+)m/g)].map(([, window]) => Number(window)))
}

/** Files of this room that are made, by path from the root: what Prometheus reads, what promtool tests it with, and the list of metrics. */
export function generatedOps(): Map<string, string> {
  const rules = Object.entries(alerts).map(([alert, { expr, for: time, severity, summary }]) => ({
    alert,
    expr,
    for: time,
    labels: { severity },
    annotations: { summary, runbook_url: runbook(alert) },
  }))
  const tests = Object.entries(alerts).flatMap(
    ([alertname, { expr, for: time, severity, summary, labels, fires, holds }]) =>
      [fires, holds].map((series) => ({
        name: `${alertname} ${series === fires ? 'fires' : 'holds its peace'}`,
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        alert_rule_test: [
          {
            eval_time: `${longestWindow(expr) + minutes(time) + 3}m`,
            alertname,
            exp_alerts:
              series === fires
                ? [
                    {
                      exp_labels: { severity, ...labels },
                      exp_annotations: { summary, runbook_url: runbook(alertname) },
                    },
                  ]
                : [],
          },
        ],
      })),
  )
  const recorded = Object.entries(recordings).map(([record, expr]) => ({ record, expr }))
  return new Map([
    ['docs/metrics.md', metricsDocument()],
    ['ops/grafana/halide.json', `${JSON.stringify(dashboard(), null, 1)}\n`],
    ['ops/prometheus/alerts.yml', yaml({ groups: [{ name: 'halide', rules }] })],
    ['ops/prometheus/recording.yml', yaml({ groups: [{ name: 'halide:recorded', rules: recorded }] })],
    [
      'ops/prometheus/alerts.test.yml',
      yaml({ rule_files: ['recording.yml', 'alerts.yml'], evaluation_interval: '1m', tests }),
    ],
  ])
}
