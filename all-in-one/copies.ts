import cluster from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { answerForAll } from './common-metrics.ts'

/** Until a copy that died is started again. */
const pauseMs = 1_000

/**
 * Keeps so many copies of this program, which listen at one door and take its connections in turns: a process runs JavaScript on one core
 * only. The first is waited for; where it ends before it has listened, what it lacks is for people to mend, and this process ends with it.
 */
export function keepCopies(count: number, log: Logger): void {
  const stopping = new AbortController()
  let served = false

  async function keepOne(): Promise<void> {
    while (!stopping.signal.aborted) {
      const copy = cluster.fork()
      const [code, signal] = (await once(copy, 'exit')) as [number | null, NodeJS.Signals | null]
      if (stopping.signal.aborted) return
      if (!served) process.exit(code ?? 1)
      log.error({ pid: copy.process.pid, end: signal ?? code }, 'a copy died and is started again')
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  answerForAll()
  const copies = [keepOne()]
  // The door opens sooner, and what keeps one from serving is told once.
  cluster.once('listening', () => {
    served = true
    while (copies.length < count) copies.push(keepOne())
  })
  stopOnSignal(log, async () => {
    stopping.abort()
    for (const copy of Object.values(cluster.workers ?? {})) copy?.process.kill('SIGTERM')
    await Promise.all(copies)
  })
}
