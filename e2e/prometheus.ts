import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installedProgram } from '@halide/local/installed-program.ts'
import { claimPorts } from '@halide/local/ports.ts'
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
  const server = spawn(
    program!,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  server.stderr.on('data', (chunk) => {
    said += chunk
  })
  const endWithUs = () => server.kill('SIGKILL')
  process.once('exit', endWithUs)

  async function ask(path: string): Promise<unknown> {
    const response = await fetch(`http://${address}${path}`)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  async function stop(): Promise<void> {
    process.off('exit', endWithUs)
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    release()
    rmSync(folder, { recursive: true, force: true })
  }

  for (let tries = 1; ; tries += 1) {
    const ready = await fetch(`http://${address}/-/ready`).catch(() => null)
    await ready?.body?.cancel()
    if (ready?.ok) break
    if (tries < 200 && server.exitCode === null) await sleep(50)
    else {
      await stop()
      throw new Error(`prometheus does not serve: ${said}`)
    }
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
