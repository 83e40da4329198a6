import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { S3dOptions } from '../start-s3d.ts'

export interface Victim {
  url: string
  pid: number
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
}

/** Starts an s3d as a process of its own. Rejects when it ends before it is ready. */
export async function startVictim(options: S3dOptions): Promise<Victim> {
  const program = fileURLToPath(new URL('kill-child.ts', import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const ready = firstLine(child)
  const line = await Promise.race([ready, exited.then(([code]) => Promise.reject(new Error(`s3d ended with ${code}`)))])
  return {
    url: line.replace('ready ', ''),
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  const [line] = await once(createInterface({ input: stdout! }), 'line')
  return String(line)
}
