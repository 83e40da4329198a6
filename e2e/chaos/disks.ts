import { execFileSync } from 'node:child_process'
import { mkdirSync, statfsSync } from 'node:fs'

/** A small disk of its own under a folder, in memory. */
export interface Disk {
  /** Leaves not a page free. */
  fill(): void
  free(): void
  unmount(): void
}

export const noDisks = 'only root may mount a small disk, on Linux'

/** Null where nothing can be mounted. What kills this process leaves the mount behind. */
export function mountDisk(folder: string, bytes: number): Disk | null {
  mkdirSync(folder, { recursive: true })
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder)
  } catch {
    return null
  }
  const resize = (size: number) => run('mount', '-o', `remount,size=${size}`, folder)
  return {
    fill() {
      for (let tries = 0; tries < 10; tries++) {
        const { blocks, bfree, bsize } = statfsSync(folder)
        try {
          return resize((blocks - bfree) * bsize)
        } catch {
          // It has grown since: it cannot be made smaller than what it holds.
        }
      }
      throw new Error(`the disk at ${folder} cannot be filled`)
    },
    free: () => resize(bytes),
    unmount: () => run('umount', '--lazy', folder),
  }
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: 'ignore' })
}
