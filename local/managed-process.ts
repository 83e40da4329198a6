import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { signalGroup } from './process-identity.ts'

/** One program that the supervisor keeps running. */
export interface ProcessSpec {
  name: string
  command: string
  args: readonly string[]
  /** The whole environment of the program: nothing is inherited. */
  env: Readonly<Record<string, string | undefined>>
  cwd?: string
  /** Looks once whether the program serves. Asked again and again until it answers true. */
  isReady(): Promise<boolean>
  readyWithinMs?: number
  /** What makes the program end in order. */
  stopSignal?: NodeJS.Signals
  stopWithinMs?: number
  /** A Node program gets an IPC channel, by which it notices that its supervisor died. */
  isNode?: boolean
  /** What others keep their data in: stopped after them. */
  isStore?: boolean
}

export interface RunningProcess {
  pid: number
  /** Settles when it has ended: with its exit code, or the signal that ended it. */
  ended: Promise<string>
  /** Answers whether it ended by itself; it is killed when its time is over. */
  stop(): Promise<boolean>
}

/** Starts a program in a process group of its own, its output going to `logFile`. Throws when it cannot be started at all. */
export async function launch(spec: ProcessSpec, logFile: string): Promise<RunningProcess> {
  const log = openSync(logFile, 'a')
  const child = spawn(spec.command, spec.args, {
    ...(spec.cwd && { cwd: spec.cwd }),
    env: spec.env,
    // A group of its own: Ctrl-C in a terminal reaches the supervisor alone, which stops things in order.
    detached: true,
    // A file, not a pipe: what the program says last is kept, whoever dies first.
    stdio: spec.isNode ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  )
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  child.on('error', () => {}) // a signal that comes too late, a closed channel: `exit` tells
  return { pid: child.pid!, ended, stop: () => stop(child, spec, ended) }
}

async function stop(child: ChildProcess, spec: ProcessSpec, ended: Promise<string>): Promise<boolean> {
  const late = new AbortController()
  child.kill(spec.stopSignal ?? 'SIGTERM')
  const patience = sleep(spec.stopWithinMs ?? 10_000, false, { signal: late.signal }).catch(() => true)
  const inTime = await Promise.race([ended.then(() => true), patience])
  late.abort()
  // Whatever it started itself goes with it.
  signalGroup(child.pid!, 'SIGKILL')
  await ended
  return inTime
}

/** Waits until the program serves. Throws when it ends before, or is not ready in time. */
export async function untilReady(spec: ProcessSpec, running: RunningProcess): Promise<void> {
  const deadline = performance.now() + (spec.readyWithinMs ?? 60_000)
  let end: string | undefined
  void running.ended.then((how) => {
    end = how
  })
  for (let pause = 20; ; pause = Math.min(pause * 1.3, 250)) {
    if (await spec.isReady().catch(() => false)) return
    if (end !== undefined) throw new Error(`${spec.name} ended before it was ready (${end})`)
    if (performance.now() > deadline) throw new Error(`${spec.name} was not ready in time`)
    await Promise.race([running.ended, sleep(pause)])
  }
}

/** The end of a log, for a message about a failure. */
export function lastLines(logFile: string, count = 15): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}
