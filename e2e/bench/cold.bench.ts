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
// anything; how large the install is. Nobody offers the same whole, so each is held against the most that we allow ourselves. What the system
// has read from the disk before, it still has in memory; a machine without redis-server fetches one in the first start.

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
  let program = launch(folder, ports)
  try {
    const steps = short ? [whenAllServe] : [whenAllServe, whenReady]
    const [serving, seeded] = await reach(program, steps)
    limited('start to ready on a fresh folder', serving!.seconds, 's', mostSeconds)
    say(`${serving!.cpuSeconds.toFixed(1)} s of CPU until all is ready on a fresh folder`)
    if (seeded) {
      limited('and with the demo made', seeded.seconds, 's', mostSecondsWithDemo)
      await stop(program)
      program = launch(folder, ports)
      const [again] = await reach(program, [whenReady])
      limited('start to ready on a kept folder', again!.seconds, 's', mostSeconds)
      say(`${again!.cpuSeconds.toFixed(1)} s of CPU until all is ready on a kept folder`)
      await sleep(settledAfterMs)
      limited('idle memory of all processes', tellMemory(program.pid!, folder, say) / 1e6, 'MB', mostBytes / 1e6)
    }
  } finally {
    await stop(program)
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

/** `npm start` on a folder. */
function launch(folder: string, [port, mediaPort, webPort]: readonly number[]): ChildProcess {
  const doors = ['--port', port, '--media-port', mediaPort, '--web-port', webPort].map(String)
  return spawn(process.execPath, ['local/bootstrap.mjs', 'start', '--data', folder, ...doors], {
    cwd: root,
    // As under npm, so that it ends with whoever started it.
    env: { PATH: process.env.PATH, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Waits until it has said each of these steps; answers the time since this call, and what all of its processes took of the processors. */
async function reach(
  program: ChildProcess,
  steps: readonly string[],
): Promise<{ seconds: number; cpuSeconds: number }[]> {
  const begun = performance.now()
  const reached: { seconds: number; cpuSeconds: number }[] = []
  const said: string[] = []
  for await (const line of createInterface(program.stdout!)) {
    said.push(line)
    // `   4.2 s  Ready`
    if (!line.replace(/^\s*[\d.]+ s\s+/, '').startsWith(steps[reached.length]!)) continue
    const cpuSeconds = cpuSecondsOf(withDescendants(program.pid!))
    reached.push({ seconds: (performance.now() - begun) / 1_000, cpuSeconds })
    if (reached.length === steps.length) return reached
  }
  throw new Error(`npm start ended too soon:\n${said.join('\n')}`)
}

async function stop(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return
  const ended = once(program, 'exit')
  program.kill('SIGTERM')
  program.stdout!.resume()
  await ended
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
