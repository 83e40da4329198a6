import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type RunningProcess, untilReady } from '@halide/local/managed-process.ts'
import { nodeProgram } from '@halide/local/node-program.ts'
import { claimPorts } from '@halide/local/ports.ts'
import { services } from '@halide/local/services.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'
import { withDescendants } from './processes.ts'

/** The gateway with all subgraphs in its process. */
export const allInOne = 'all-in-one/main.ts'

export interface Beside {
  /** Where it answers GraphQL, and its processes. */
  url: string
  pids: readonly number[]
}

/** Programs that take a gateway's place beside the one of a world, on its stores: with all that a gateway with subgraphs in it is told. */
export function createBeside({ settings }: World) {
  const folder = mkdtempSync(join(tmpdir(), 'halide-bench-'))
  const running: RunningProcess[] = []
  const releases: (() => void)[] = []
  return {
    async start(main: string, copies = 1): Promise<Beside> {
      const { ports, release } = await claimPorts(1)
      releases.push(release)
      const own = {
        ...settings,
        env: { ...settings.env, GATEWAY_PROCESSES: String(copies) },
        subgraphsInProcess: true,
        ports: { ...settings.ports, gateway: ports[0]! },
      }
      const { env, isReady } = services(own).find(({ name }) => name === 'gateway')!
      const spec = nodeProgram({ name: main, main, env, isReady })
      const logFile = join(folder, `${running.length}.log`)
      const started = await launch(spec, logFile)
      running.push(started)
      await untilReady(spec, started)
      if (copies > 1) await until(async () => readFileSync(logFile, 'utf8').split('"msg":"ready"').length > copies)
      return { url: `http://127.0.0.1:${ports[0]}/graphql`, pids: withDescendants(started.pid) }
    },
    async stop(): Promise<void> {
      for (const { stop } of running) await stop()
      for (const release of releases) release()
      rmSync(folder, { recursive: true })
    },
  }
}
