import { readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'

/** Processor time in milliseconds since some moment: what was used, and what there was to use. */
interface CpuTime {
  used: number
  available: number
}

/** Answers, at each call, what share of the processors was used since the call before: of the container's, where it has a limit. */
export function watchCpu(): () => number {
  const read = containerCpu() ?? hostCpu
  let last = read()
  return () => {
    const now = read()
    const available = now.available - last.available
    const share = available > 0 ? (now.used - last.used) / available : 0
    last = now
    return Math.min(1, Math.max(0, share))
  }
}

function hostCpu(): CpuTime {
  const times = cpus().map(({ times }) => times)
  const available = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0)
  return { available, used: available - times.reduce((sum, { idle }) => sum + idle, 0) }
}

/** By version 2 of control groups; null where there are none, or no limit. */
function containerCpu(): (() => CpuTime) | null {
  const read = (file: string) => readFileSync(`/sys/fs/cgroup/${file}`, 'utf8')
  try {
    const [quota = '', period = ''] = read('cpu.max').trim().split(' ')
    const cores = Number(quota) / Number(period)
    // The file of the host's own group is missing; "max" is no limit.
    if (!(cores > 0) || cores >= availableParallelism()) return null
    return () => ({
      used: Number(/^usage_usec (\d+)/m.exec(read('cpu.stat'))?.[1]) / 1_000,
      available: performance.now() * cores,
    })
  } catch {
    return null
  }
}
