import { execFileSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** How to run a program as somebody who is not root. */
export interface RunAs {
  /** Words to put before the command. */
  prefix: string[]
  /** Gives a folder to that user. */
  own(folder: string): void
}

/**
 * Postgres refuses to run as root. Root starts it as `postgres` or `nobody`, whichever the machine has: none is made.
 * `paths` are those that it must reach.
 */
export function runAsNobody(paths: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], own: () => {} }
  const name = userExists('postgres') ? 'postgres' : 'nobody'
  const uid = idOf('-u', name)
  const gid = idOf('-g', name)
  const asUser = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  // A clone below a closed folder such as /root: the right to pass through it is lent instead of opening it.
  const closed = paths.some((path) => !othersMayPass(path))
  const lent = closed ? ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'] : []
  return { prefix: [...asUser, ...lent, '--'], own: (folder) => chownSync(folder, uid, gid) }
}

function userExists(name: string): boolean {
  try {
    return idOf('-u', name) > 0
  } catch {
    return false
  }
}

function idOf(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
}

/** Whether everybody may pass through all folders above a path. */
function othersMayPass(path: string): boolean {
  const folder = dirname(path)
  if (folder === path) return true
  return (statSync(folder).mode & 0o001) !== 0 && othersMayPass(folder)
}
