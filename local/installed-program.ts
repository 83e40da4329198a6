import { execFileSync } from 'node:child_process'

/** Debian puts some programs where only root's PATH leads. */
const folders = ['', '/usr/bin/', '/usr/sbin/', '/usr/local/bin/']

/** Where a program of this name runs on this machine; undefined where there is none. */
export function installedProgram(name: string): string | undefined {
  return folders.map((folder) => folder + name).find(answersItsVersion)
}

function answersItsVersion(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
