import { readdirSync, readFileSync } from 'node:fs'

// What processes take, as Linux counts it in /proc.

const ticksASecond = 100

/** A process and all that it started and that is still there, itself first, but for those that are counted elsewhere. */
export function withDescendants(pid: number, elsewhere: ReadonlySet<number> = new Set()): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const fields = statOf(Number(name))
        return fields ? [[Number(name), Number(fields[1])] as const] : []
      }),
  )
  const below = (parent: number): number[] =>
    [...parents]
      .filter(([child, of]) => of === parent && !elsewhere.has(child))
      .flatMap(([child]) => [child, ...below(child)])
  return [pid, ...below(pid)]
}

export function parentOf(pid: number): number {
  const fields = statOf(pid)
  if (!fields) throw new Error(`there is no process ${pid} on this machine`)
  return Number(fields[1])
}

/** Of these processes, and of those that they started and that have ended. */
export function cpuSecondsOf(pids: readonly number[]): number {
  const ticks = pids.flatMap((pid) => statOf(pid)?.slice(11, 15) ?? []).map(Number)
  return ticks.reduce((sum, each) => sum + each, 0) / ticksASecond
}

/** Of each of these with all that it started, but for others among these. */
export function cpuSecondsOfEach(roots: ReadonlyMap<string, number>): Map<string, number> {
  const named = new Set(roots.values())
  return new Map([...roots].map(([name, pid]) => [name, cpuSecondsOf(withDescendants(pid, named))]))
}

/** Of the whole machine since it started. */
export function cpuSecondsOfMachine(): { busy: number; idle: number } {
  const [user, nice, system, idle, waiting, interrupts, softInterrupts, stolen] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) / ticksASecond) as [number, number, number, number, number, number, number, number]
  return { busy: user + nice + system + interrupts + softInterrupts + stolen, idle: idle + waiting }
}

/** Bytes: all pages that a process has in memory, and these with each shared one counted by its share; none when it has ended. */
export function memoryOf(pid: number): { resident: number; proportional: number } {
  let text = ''
  try {
    text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  } catch {}
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024
  return { resident: bytes('Rss'), proportional: bytes('Pss') }
}

/** The words of /proc/PID/stat from the state on; null when the process has ended. The name before them may hold blanks. */
function statOf(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  } catch {
    return null
  }
}
