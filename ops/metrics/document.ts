import { recordings } from '../prometheus/recordings.ts'
import { metricsOfRooms } from './told.ts'

const intro = `# Metrics

Made by \`npm run generate\` from what the code declares. Every process answers \`GET /metrics\` on its port, and each of its metrics has the label
\`process\`. A histogram \`x\` is asked for as \`x_bucket\`, \`x_sum\` and \`x_count\`. What workers read from the database every one of them tells: ask for the
\`max\`. A gateway with all subgraphs in its process tells theirs on its own page. [runbooks.md](runbooks.md) is for the alerts, \`ops/grafana/halide.json\` draws them.`

const others = `## Of others

Node's own are there in every process as [prom-client](https://github.com/siimon/prom-client#default-metrics) has them, \`nodejs_*\` and \`process_*\`. Varnish's
come from \`prometheus-varnish-exporter\` beside each, \`varnish_*\`.`

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\.$/, '')
const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** docs/metrics.md. */
export function metricsDocument(): string {
  const rooms = metricsOfRooms.map(({ title, processes, metrics }) => {
    const rows = metrics.map(({ name, type, labels, help }) => [
      code(name),
      type,
      labels.map(code).join(', '),
      cell(help),
    ])
    return `## ${title}\n\nTold by ${processes.join(', ')}.\n\n${table(['metric', 'type', 'labels', 'meaning'], rows)}`
  })
  const recorded = Object.entries(recordings).map(([name, expr]) => [code(name), code(expr)])
  return `${[
    intro,
    ...rooms,
    others,
    `## Recorded\n\nWhat several alerts and panels ask for; Prometheus keeps the answers (\`ops/prometheus/recording.yml\`).\n\n${table(['name', 'query'], recorded)}`,
  ].join('\n\n')}\n`
}
