import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { claimPorts } from '@halide/local/ports.ts'
import type { Bench, Finding } from './finding.ts'
import { installedBytes } from './installed.ts'
import { cpuSecondsOf, memoryOf, withDescendants } from './processes.ts'

// How long `npm start` takes until all is ready, on a fresh folder and on a kept one; what memory all of its processes have when nobody asks for
// anything; how large the install is. Nobody offers the same whole, so each is held against the most that we allow ourselves.

const mostSeconds = 15
const mostSecondsWithDemo = 60
const mostBytes = 2e9
const mostInstalledBytes = 1e9
/** Until caches are filled, pools have shrunk and garbage is collected. */
const settledAfterMs = 60_000

const root = fileURLToPath(new URL('../../', import.meta.url))
const whenAllServe = 'Making the demo'
const whenReady = 'Ready'

const bench: Bench = async ({ short, say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'halide-cold-'))
  const { ports, release } = await claimPorts(3)
  const findings: Finding[] = []
  const limited = (what: string, value: number, unit: string, most: number) =>
    findings.push({ what, value, unit, against: 'the most that we allow', peer: most, goal: { most: 1 } })
  try {
    const first = await start(folder, ports, short ? [whenAllServe] : [whenAllServe, whenReady])
    limited('start to ready on a fresh folder', first.seconds[0]!, 's', mostSeconds)
    say(`${first.cpuSeconds[0]!.toFixed(1)} s of CPU until all is ready on a fresh folder`)
    if (!short) limited('and with the demo made', first.seconds[1]!, 's', mostSecondsWithDemo)
    await stop(first.program)
    if (!short) {
      const again = await start(folder, ports, [whenReady])
      limited('start to ready on a kept folder', again.seconds[0]!, 's', mostSeconds)
      say(`${again.cpuSeconds[0]!.toFixed(1)} s of CPU until all is ready on a kept folder`)
      await sleep(settledAfterMs)
      limited('idle memory of all processes', tellMemory(again.program.pid!, folder, say) / 1e6, 'MB', mostBytes / 1e6)
      await stop(again.program)
    }
  } finally {
    release()
    rmSync(folder, { recursive: true, force: true })
  }
  const { production, all } = installedBytes(root, say)
  limited('installed packages, for production', production / 1e6, 'MB', mostInstalledBytes / 1e6)
  findings.push({
    what: 'and for development',
    value: all / 1e6,
    unit: 'MB',
    against: 'production',
    peer: production / 1e6,
  })
  return findings
}
export default bench

interface Started {
  program: ChildProcess
  /** Until each of the steps was said. */
  seconds: number[]
  /** Of all processes, until then. */
  cpuSeconds: number[]
}

/** Runs `npm start` on a folder until it has said each of these steps. */
async function start(folder: string, ports: readonly number[], steps: readonly string[]): Promise<Started> {
  const [port, mediaPort, webPort] = ports.map(String) as [string, string, string]
  const doors = ['--port', port, '--media-port', mediaPort, '--web-port', webPort]
  const begun = performance.now()
  const program = spawn(process.execPath, ['local/bootstrap.mjs', 'start', '--data', folder, ...doors], {
    cwd: root,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [seconds, cpuSeconds, said] = [[] as number[], [] as number[], [] as string[]]
  for await (const line of createInterface(program.stdout!)) {
    said.push(line)
    // `   4.2 s  Ready`
    if (!line.replace(/^\s*[\d.]+ s\s+/, '').startsWith(steps[seconds.length]!)) continue
    seconds.push((performance.now() - begun) / 1_000)
    cpuSeconds.push(cpuSecondsOf(withDescendants(program.pid!)))
    if (seconds.length < steps.length) continue
    program.stdout!.resume()
    return { program, seconds, cpuSeconds }
  }
  throw new Error(`npm start ended too soon:\n${said.join('\n')}`)
}

async function stop(program: ChildProcess): Promise<void> {
  program.kill('SIGTERM')
  if (program.exitCode === null) await once(program, 'exit')
}

/** Bytes of all processes, each shared page counted once; says what each has, with the processes that it started. */
function tellMemory(pid: number, folder: string, say: (line: string) => void): number {
  const { processes } = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as {
    processes: Record<string, { pid: number }>
  }
  const named = Object.entries(processes).map(([name, { pid }]) => [name, withDescendants(pid)] as const)
  const known = new Set(named.flatMap(([, pids]) => pids))
  const others = withDescendants(pid).filter((each) => !known.has(each))
  const sums = [...named, ['npm start itself', others] as const].map(([name, pids]) => {
    const memory = pids.map(memoryOf)
    const resident = memory.reduce((sum, each) => sum + each.resident, 0)
    const proportional = memory.reduce((sum, each) => sum + each.proportional, 0)
    return { name: `${name} (${pids.length})`, resident, proportional }
  })
  const line = (name: string, proportional: number, resident: number) =>
    say(`${name.padEnd(22)} PSS ${(proportional / 1e6).toFixed(0)} MB, RSS ${(resident / 1e6).toFixed(0)} MB`)
  for (const { name, resident, proportional } of sums) line(name, proportional, resident)
  const total = sums.reduce((sum, each) => sum + each.proportional, 0)
  line(
    'all',
    total,
    sums.reduce((sum, each) => sum + each.resident, 0),
  )
  return total
}
