import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedProgram } from '@halide/local/installed-program.ts'
import { answers } from '@halide/local/node-program.ts'
import { claimPorts } from '@halide/local/ports.ts'
import { createSupervisor } from '@halide/local/supervisor.ts'
import { stringify } from 'yaml'
import { z } from 'zod'

const program = installedProgram('prometheus')

/** Why there is no Prometheus on this machine, for `skip`; false when there is one. */
export const noPrometheus = program ? false : 'no prometheus on this machine (apt-get install prometheus)'

export interface PrometheusSettings {
  /** Loopback ports of what is scraped, by the name of the process. */
  targets: Readonly<Record<string, number>>
  /** Also of evaluation. */
  everySeconds: number
  /** Rule files, as objects. */
  rules?: readonly object[]
}

export interface Sample {
  labels: Record<string, string>
  value: number
}

export interface Prometheus {
  /** Throws when the query is none. */
  query(promql: string): Promise<Sample[]>
  /** Names of the alerts that fire just now. */
  firing(): Promise<Set<string>>
  stop(): Promise<void>
}

const answer = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
})
const alertsAnswer = z.object({
  data: z.object({ alerts: z.array(z.object({ labels: z.object({ alertname: z.string() }), state: z.string() })) }),
})

/** A real Prometheus that scrapes running processes, with data of its own. */
export async function startPrometheus({ targets, everySeconds, rules = [] }: PrometheusSettings): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-prometheus-'))
  const { ports, release } = await claimPorts(1)
  const address = `127.0.0.1:${ports[0]!}`
  for (const [at, rule] of rules.entries()) writeFileSync(join(folder, `rules-${at}.yml`), stringify(rule))
  const config = {
    global: { scrape_interval: `${everySeconds}s`, evaluation_interval: `${everySeconds}s` },
    rule_files: ['rules-*.yml'],
    scrape_configs: [
      {
        job_name: 'halide',
        honor_labels: true,
        static_configs: Object.entries(targets).map(([process, port]) => ({
          targets: [`127.0.0.1:${port}`],
          labels: { process },
        })),
      },
    ],
  }
  writeFileSync(join(folder, 'prometheus.yml'), stringify(config))
  const supervisor = createSupervisor({ logFolder: folder })
  async function ask(path: string): Promise<unknown> {
    const response = await fetch(`http://${address}${path}`)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  async function stop(): Promise<void> {
    await supervisor.stopAll()
    release()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await supervisor.start({
      name: 'prometheus',
      command: program!,
      args: [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--log.level=warn',
      ],
      env: {},
      isReady: () => answers(`http://${address}/-/ready`, 200),
    })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    async query(promql) {
      const { data } = answer.parse(await ask(`/api/v1/query?${new URLSearchParams({ query: promql })}`))
      return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
    },
    async firing() {
      const { data } = alertsAnswer.parse(await ask('/api/v1/alerts'))
      return new Set(data.alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname))
    },
    stop,
  }
}
