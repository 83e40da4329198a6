import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process beyond its number, which the system gives to another one later. */
export interface ProcessIdentity {
  pid: number
  /** When it started, in the system's own words. */
  born: string
}

/** Null when there is no such process. */
export function identify(pid: number): ProcessIdentity | null {
  const born = process.platform === 'linux' ? bornOnLinux(pid) : bornElsewhere(pid)
  return born ? { pid, born } : null
}

export function isAlive({ pid, born }: ProcessIdentity): boolean {
  return identify(pid)?.born === born
}

/** Field 22 of /proc/PID/stat: ticks since boot. The name in field 2 may hold blanks, so fields are counted behind it. */
function bornOnLinux(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    if (fields[0] === 'Z') return null
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
  } catch {
    return null
  }
}

function bornElsewhere(pid: number): string | null {
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || null
}

/** Waits until the process is gone; false when it is still there after `withinMs`. */
export async function waitUntilGone(who: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (isAlive(who)) {
    if (performance.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return true
}

/** Signals a process together with all that it started, when it leads a group of its own. Gone already is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal)
      return
    } catch {
      // No such group: try the process alone.
    }
  }
}
