import { writeFileSync } from 'node:fs'

/** Writes the addresses of processes as Prometheus' discovery by file reads them (ops/prometheus/prometheus.yml). */
export function writePrometheusTargets(file: string, ports: Readonly<Record<string, number>>): void {
  const targets = Object.entries(ports).map(([process, port]) => ({
    targets: [`127.0.0.1:${port}`],
    labels: { process },
  }))
  writeFileSync(file, `${JSON.stringify(targets, null, 2)}\n`)
}
