import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** Whether a program is on this machine. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['-v'], { stdio: 'ignore' }).error === undefined
}

export interface Load {
  /** Answers a second, whole bodies read. */
  perSecond: number
  bytesPerSecond: number
  answers: number
  p99Ms: number
}

/** A script for `wrk` that asks for these paths in turn, and ends in one line of JSON. */
export function writeLoadScript(file: string, paths: readonly string[]): void {
  writeFileSync(
    file,
    `local paths = { ${paths.map((path) => JSON.stringify(path)).join(', ')} }
local asked, at = {}, 0
function init() for nth, path in ipairs(paths) do asked[nth] = wrk.format('GET', path) end end
function request() at = at % #asked + 1 return asked[at] end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"us":%d,"answers":%d,"bytes":%d,"faults":%d,"p99":%f}\\n', summary.duration, summary.requests,
    summary.bytes, e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(99)))
end
`,
  )
}

/** Loads each address by a `wrk` of one thread, all at once, which share the connections. Throws when an answer was not a good one. */
export async function loadBy(
  script: string,
  urls: readonly string[],
  { connections, seconds, command = [] }: { connections: number; seconds: number; command?: readonly string[] },
): Promise<Load> {
  const loads = await Promise.all(
    urls.map(async (url) => {
      const each = String(connections / urls.length)
      // Slow is no fault: a server that has just started may be.
      const how = ['-t1', '-c', each, '-d', `${seconds}s`, '--timeout', '30s', '-s', script]
      const [program, ...args] = [...command, 'wrk', ...how, url]
      const { stdout } = await promisify(execFile)(program!, args)
      const { us, answers, bytes, faults, p99 } = JSON.parse(stdout.trim().split('\n').at(-1)!)
      if (faults > 0 || answers === 0)
        throw new Error(`${faults} faults among ${answers} answers of ${url}:\n${stdout}`)
      return { perSecond: (answers * 1e6) / us, bytesPerSecond: (bytes * 1e6) / us, answers, p99Ms: p99 / 1e3 }
    }),
  )
  return {
    perSecond: sumOf(loads.map((load) => load.perSecond)),
    bytesPerSecond: sumOf(loads.map((load) => load.bytesPerSecond)),
    answers: sumOf(loads.map((load) => load.answers)),
    p99Ms: Math.max(...loads.map((load) => load.p99Ms)),
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}
