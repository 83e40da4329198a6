import { renameSync, writeFileSync } from 'node:fs'

export interface PrometheusTarget {
  process: string
  port: number
}

/** Writes the addresses of processes as Prometheus' discovery by file reads them, whenever it changes (ops/prometheus/prometheus.yml). */
export function writePrometheusTargets(file: string, processes: readonly PrometheusTarget[]): void {
  const targets = processes.map(({ process, port }) => ({ targets: [`127.0.0.1:${port}`], labels: { process } }))
  // In one step: half a file would be read as none.
  writeFileSync(`${file}.new`, `${JSON.stringify(targets, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
