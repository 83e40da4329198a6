import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

const listening = '0A'

/** `node (pid 4711)`: who listens on a port, where the system tells (Linux, and the process is one that we may look into). */
export function portHolder(port: number): string | null {
  try {
    const inodes = new Set(['tcp', 'tcp6'].flatMap((table) => socketInodes(table, port)))
    if (inodes.size === 0) return null
    const pid = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && holds(entry, inodes))
    return pid ? `${commandOf(pid)} (pid ${pid})` : null
  } catch {
    return null
  }
}

function commandOf(pid: string): string {
  const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  const command = [basename(program), ...args].join(' ').trim()
  return command.length > 60 ? `${command.slice(0, 60)}…` : command
}

/** /proc/net/tcp: local address in the second column, state in the fourth, inode in the tenth. */
function socketInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync(`/proc/net/${table}`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === listening)
    .map((columns) => `socket:[${columns[9]}]`)
}

function holds(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`)))
  } catch {
    return false // gone meanwhile, or another user's
  }
}
