import { fileURLToPath } from 'node:url'
import type { ProcessSpec } from './managed-process.ts'

export interface NodeProgram {
  name: string
  /** Path below the project's root. */
  main: string
  env: Readonly<Record<string, string | undefined>>
  isReady: ProcessSpec['isReady']
  isStore?: boolean
}

/** One of our own programs, for the supervisor. */
export function nodeProgram({ name, main, env, isReady, isStore = false }: NodeProgram): ProcessSpec {
  const program = fileURLToPath(new URL(`../${main}`, import.meta.url))
  return {
    name,
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', program],
    env: { NODE_ENV: 'production', ...env },
    isReady,
    isNode: true,
    isStore,
  }
}

/** Whether an address answers at all, with `status` if one is given. */
export async function answers(url: string, status?: number): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) })
  await response.body?.cancel()
  return status === undefined || response.status === status
}
