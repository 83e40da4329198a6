import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { installedProgram } from '@halide/local/installed-program.ts'

/** Where rules and their tests lie. */
export const folder = fileURLToPath(new URL('.', import.meta.url))

const program = installedProgram('promtool')

/** Why there is no promtool on this machine, for `skip`; false when there is one. */
export const noPromtool = program ? false : 'no promtool on this machine (apt-get install prometheus)'

/** Throws with what it said when it finds a fault. */
export function promtool(...args: string[]): string {
  try {
    return execFileSync(program!, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`promtool ${args.join(' ')}\n${stdout}${stderr}`)
  }
}
