import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { lastLines, launch, type ProcessSpec, type RunningProcess, untilReady } from './managed-process.ts'
import { signalGroup } from './process-identity.ts'
import type { ReaperMessage } from './reaper.ts'

export type SupervisorEvent =
  | { kind: 'ready'; name: string; restarts: number }
  | { kind: 'died'; name: string; how: string; retryInMs: number }
  /** It did not end in its time, and was killed. */
  | { kind: 'overdue'; name: string }

export interface Supervisor {
  /** Starts a program and answers when it serves. From then on it is started again whenever it dies, until it is stopped. */
  start(spec: ProcessSpec): Promise<void>
  /** Stops one program for good. Unknown names are fine. */
  stop(name: string): Promise<void>
  /** Sends a signal to a program and all that it started: a fault, which the supervisor heals. */
  kill(name: string, signal: NodeJS.Signals): void
  /** Kills a program and all that it started, and lets it lie until it is resumed: an outage. */
  halt(name: string): void
  resume(name: string): void
  pid(name: string): number | undefined
  logFile(name: string): string
  /** Stops everything for good, our own programs before the stores that they use. */
  stopAll(): Promise<void>
  /** Kills everything at once. */
  killAll(): void
}

export interface SupervisorSettings {
  /** One file for each program, `<name>.log`; that of the run before is kept as `<name>.previous.log`. */
  logFolder: string
  onEvent?: (event: SupervisorEvent) => void
  /** Told about each process that begins, to keep a record that outlives this one. */
  onSpawn?: (name: string, pid: number) => void
}

/** Waits between restarts, in ms; the last one repeats. A program that ran for `calmMs` begins anew. */
const backoffMs = [200, 1_000, 2_000, 5_000, 15_000]
const calmMs = 30_000

interface Entry {
  spec: ProcessSpec
  running?: RunningProcess
  restarts: number
  /** While it is halted; settled by `resume`. */
  halted?: PromiseWithResolvers<void> | undefined
  /** Aborted when it is to run no more. */
  unwanted: AbortController
  /** Settles when nothing will be started for this entry any more. */
  settled: Promise<void>
}

/**
 * Keeps the programs of one machine running. However this process ends, a reaper stops what it started.
 */
export function createSupervisor({ logFolder, onEvent, onSpawn }: SupervisorSettings): Supervisor {
  mkdirSync(logFolder, { recursive: true })
  const entries = new Map<string, Entry>()
  const logFile = (name: string) => join(logFolder, `${name}.log`)
  let reaper: ChildProcess | undefined
  let closing = false

  function tell(message: ReaperMessage): void {
    reaper ??= startReaper()
    reaper.stdin?.write(`${JSON.stringify(message)}\n`)
  }

  async function begin(entry: Entry): Promise<RunningProcess> {
    const running = await launch(entry.spec, logFile(entry.spec.name))
    entry.running = running
    tell({ watch: running.pid, stopSignal: entry.spec.stopSignal ?? 'SIGTERM' })
    onSpawn?.(entry.spec.name, running.pid)
    void running.ended.then(() => {
      signalGroup(running.pid, 'SIGKILL') // orphans of a program that was killed
      tell({ forget: running.pid })
    })
    return running
  }

  async function keepRunning(entry: Entry, first: RunningProcess): Promise<void> {
    const { signal } = entry.unwanted
    let running = first
    let failures = 0
    while (true) {
      const since = performance.now()
      const how = await running.ended
      if (signal.aborted) return
      failures = performance.now() - since > calmMs ? 0 : failures
      if (entry.halted) failures = 0
      await entry.halted?.promise
      if (signal.aborted) return
      const retryInMs = backoffMs[Math.min(failures++, backoffMs.length - 1)]!
      onEvent?.({ kind: 'died', name: entry.spec.name, how, retryInMs })
      await sleep(retryInMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      entry.restarts++
      running = await begin(entry)
      if (signal.aborted) return void (await running.stop())
      const restarted = { kind: 'ready', name: entry.spec.name, restarts: entry.restarts } as const
      // Not ready in time is no reason to kill it: what it waits for may come back.
      untilReady(entry.spec, running).then(
        () => onEvent?.(restarted),
        () => {},
      )
    }
  }

  async function stop(name: string): Promise<void> {
    const entry = entries.get(name)
    if (!entry) return
    entry.unwanted.abort()
    entry.halted?.resolve()
    if ((await entry.running?.stop()) === false) onEvent?.({ kind: 'overdue', name })
    await entry.settled
    entries.delete(name)
  }

  return {
    logFile,
    stop,
    pid: (name) => entries.get(name)?.running?.pid,
    async start(spec) {
      if (closing) throw new Error('everything is being stopped')
      if (entries.has(spec.name)) throw new Error(`${spec.name} runs already`)
      const entry: Entry = { spec, restarts: 0, unwanted: new AbortController(), settled: Promise.resolve() }
      entries.set(spec.name, entry)
      if (existsSync(logFile(spec.name))) renameSync(logFile(spec.name), join(logFolder, `${spec.name}.previous.log`))
      try {
        const running = await begin(entry)
        await untilReady(spec, running)
        entry.settled = keepRunning(entry, running)
      } catch (error) {
        await stop(spec.name)
        const lines = lastLines(logFile(spec.name))
        throw new Error(
          `${error instanceof Error ? error.message : error}\n--- the end of ${logFile(spec.name)}\n${lines}`,
        )
      }
      onEvent?.({ kind: 'ready', name: spec.name, restarts: 0 })
    },
    kill(name, signal) {
      const pid = entries.get(name)?.running?.pid
      if (pid === undefined) throw new Error(`${name} does not run`)
      signalGroup(pid, signal)
    },
    halt(name) {
      const entry = entries.get(name)
      if (!entry?.running) throw new Error(`${name} does not run`)
      entry.halted ??= Promise.withResolvers()
      signalGroup(entry.running.pid, 'SIGKILL')
    },
    resume(name) {
      const entry = entries.get(name)
      entry?.halted?.resolve()
      if (entry) entry.halted = undefined
    },
    async stopAll() {
      closing = true
      const isStore = (name: string) => entries.get(name)?.spec.isStore ?? false
      const stores = [...entries.keys()].filter(isStore)
      await Promise.all([...entries.keys()].filter((name) => !isStore(name)).map(stop))
      await Promise.all(stores.map(stop))
      await endReaper(reaper)
      reaper = undefined
    },
    killAll() {
      for (const { running } of entries.values()) if (running) signalGroup(running.pid, 'SIGKILL')
    },
  }
}

function startReaper(): ChildProcess {
  const program = fileURLToPath(new URL('reaper.ts', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin?.on('error', () => {}) // it was killed: nothing to be done
  return child
}

async function endReaper(reaper: ChildProcess | undefined): Promise<void> {
  if (!reaper || reaper.exitCode !== null || reaper.signalCode !== null) return
  const ended = new Promise((resolve) => reaper.once('exit', resolve))
  reaper.stdin?.end()
  await ended
}
