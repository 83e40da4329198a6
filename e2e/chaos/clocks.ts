import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The wall clocks of processes, each of which can be wrong by itself. What counts time by a monotonic clock notices nothing. */
export interface Clocks {
  /** For the environment of a process. */
  envOf(process: string): Record<string, string>
  /** Sets a clock ahead of the true time by so many seconds, or behind; at once. */
  jump(process: string, aheadSeconds: number): void
}

export const noFaketime = 'no libfaketime on this machine (apt-get install libfaketime)'

/** Null where there is no libfaketime. `folder` holds a file a clock. */
export function makeClocks(folder: string): Clocks | null {
  const library = findFaketime()
  if (!library) return null
  const file = (process: string) => join(folder, `clock-${process}`)
  const jump = (process: string, aheadSeconds: number) =>
    writeFileSync(file(process), `${aheadSeconds < 0 ? '' : '+'}${aheadSeconds}\n`)
  return {
    envOf(process) {
      jump(process, 0)
      return {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: file(process),
        // Read anew at each look at the clock, 6 µs: what it keeps, it keeps for up to two seconds.
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      }
    },
    jump,
  }
}

/** Debian keeps it in a folder of the machine's architecture. */
function findFaketime(): string | undefined {
  const folders = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime'))
    : []
  return ['/usr/lib/faketime', '/usr/local/lib/faketime', ...folders]
    .map((folder) => join(folder, 'libfaketimeMT.so.1'))
    .find((library) => existsSync(library))
}
