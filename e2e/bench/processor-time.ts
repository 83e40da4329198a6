import { readdirSync, readFileSync } from 'node:fs'

/** The kernel's unit of time in /proc, on every Linux that Node runs on. */
const ticksASecond = 100

interface Process {
  pid: number
  parent: number
  /** Of the process and of those of its children that have ended. */
  seconds: number
}

/** Seconds of processor that these processes have used so far, by /proc: each with all that it started, but for others among these. */
export function processorSeconds(roots: ReadonlyMap<string, number>): Map<string, number> {
  const named = new Set(roots.values())
  const children = Map.groupBy(
    allProcesses().filter(({ pid }) => !named.has(pid)),
    ({ parent }) => parent,
  )
  const total = (pid: number): number =>
    (children.get(pid) ?? []).reduce((sum, child) => sum + child.seconds + total(child.pid), 0)
  return new Map([...roots].map(([name, pid]) => [name, (readProcess(pid)?.seconds ?? 0) + total(pid)]))
}

/** Who started this process. */
export function parentOf(pid: number): number {
  const found = readProcess(pid)
  if (!found) throw new Error(`There is no process ${pid} on this machine`)
  return found.parent
}

function allProcesses(): Process[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : []))
}

/** Null when it has ended. */
function readProcess(pid: number): Process | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is a name in brackets, which may hold anything: fields are counted from behind it, where the third one is.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { pid, parent: Number(fields[1]), seconds: ticks / ticksASecond }
  } catch {
    return null
  }
}
