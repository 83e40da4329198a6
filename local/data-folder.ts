import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identify, isAlive, type ProcessIdentity, signalGroup, waitUntilGone } from './process-identity.ts'

/** What `--fresh` keeps: programs that were downloaded, and compiled code. */
const kept = new Set(['redis-server', 'compile-cache', 'ports', 'logs', 'lock'])
const stopSignals: Record<string, NodeJS.Signals> = { postgres: 'SIGINT' }

interface Lock {
  owner: ProcessIdentity
  processes: Record<string, ProcessIdentity>
}

export interface DataFolder {
  path: string
  /** Writes down a process that runs on this data, so that the next start finds it, should it be left behind. */
  record(name: string, pid: number): void
  /** Removes all data: before anything runs on it. */
  empty(): void
  release(): void
}

/**
 * Takes a data folder for this process alone. Throws when another one runs on it; stops what a dead one left behind.
 */
export async function takeDataFolder(path: string): Promise<DataFolder> {
  mkdirSync(path, { recursive: true })
  const file = join(path, 'lock')
  const lock: Lock = { owner: identify(process.pid)!, processes: {} }
  const write = (flag: 'w' | 'wx') => writeFileSync(file, JSON.stringify(lock), { flag })
  while (true) {
    try {
      write('wx')
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      await clearStaleLock(file)
    }
  }
  return {
    path,
    record(name, pid) {
      const who = identify(pid)
      if (who) lock.processes[name] = who
      write('w')
    },
    empty() {
      for (const entry of readdirSync(path)) if (!kept.has(entry)) rmSync(join(path, entry), { recursive: true })
    },
    release: () => rmSync(file, { force: true }),
  }
}

async function clearStaleLock(file: string): Promise<void> {
  const lock = readLock(file)
  if (lock && isAlive(lock.owner)) {
    throw new Error(`Halide runs already on this data (pid ${lock.owner.pid}). Stop it first.`)
  }
  // The latest started first, as in an orderly stop. Its reaper may be at the same work: signals twice do no harm.
  for (const [name, who] of Object.entries(lock?.processes ?? {}).reverse()) {
    if (!isAlive(who)) continue
    process.kill(who.pid, stopSignals[name] ?? 'SIGTERM')
    await waitUntilGone(who, 10_000)
    signalGroup(who.pid, 'SIGKILL')
  }
  rmSync(file, { force: true })
}

/** Null when its writer was killed in mid-write. */
function readLock(file: string): Lock | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lock
  } catch {
    return null
  }
}
