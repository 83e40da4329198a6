import { setTimeout as sleep } from 'node:timers/promises'
import type { Prometheus } from '../prometheus.ts'
import { allWell, type Cause, insist, type Scene, type Undo } from './cause.ts'

export interface Verdict {
  alert: string
  cause: string
  /** Milliseconds from its cause on; or that it did before, or did not. */
  fired: number | 'BEFORE' | 'NOT'
  /** Milliseconds from the end of its cause on; null when it fires still. */
  over: number | null
}

/** Milliseconds for an alert to be quiet before its cause, and to fire once that is made. */
const patienceMs = 90_000
/** It may come again, such as when a process that was started again tells of it. */
const quietForMs = 5_000

interface Play {
  prometheus: Prometheus
  scene: Scene
  cause: Cause
  /** Aborted when no alert may fire any more. */
  patience: AbortSignal
  say(line: string): void
}

/** Makes a cause and ends it when its alerts have fired. When those are over is told later: the next one need not wait for that. */
export async function play({ prometheus, scene, cause, patience, say }: Play): Promise<{ over: Promise<Verdict[]> }> {
  const { alerts, says } = cause
  await insist(() => allWell(scene))
  const before = await quiet(prometheus, alerts)
  const fired = new Map<string, number>()
  const began = performance.now()
  const made = new AbortController()
  let undo: Undo | undefined
  let deadline = Number.POSITIVE_INFINITY
  const making = cause
    .make(scene, made.signal)
    .then((end) => {
      undo = end
    })
    .catch((error: unknown) => say(`${says}: ${error}`))
    .finally(() => {
      deadline = performance.now() + patienceMs
    })
  while (fired.size + before.size < alerts.length && performance.now() < deadline) {
    const firing = await prometheus.firing()
    for (const alert of alerts) {
      if (!firing.has(alert) || before.has(alert) || fired.has(alert)) continue
      fired.set(alert, performance.now() - began)
    }
    await sleep(250)
  }
  await making
  made.abort()
  const ended = performance.now()
  await undo?.()
  const missing = alerts.filter((alert) => !fired.has(alert))
  say(`${clock()} ${says}: ${missing.length > 0 ? `NOT ${missing.join(', ')}` : `${alerts.join(', ')} fired`}`)
  const over = untilOver(prometheus, alerts, patience, quietForMs).then((over): Verdict[] =>
    alerts.map((alert) => ({
      alert,
      cause: says,
      fired: fired.get(alert) ?? (before.has(alert) ? 'BEFORE' : 'NOT'),
      over: over.has(alert) ? over.get(alert)! - ended : null,
    })),
  )
  // It is awaited later.
  over.catch(() => {})
  return { over }
}

const clock = () => new Date().toISOString().slice(11, 19)

/** Waits until none of them fires; answers those that do all the same. */
async function quiet(prometheus: Prometheus, alerts: readonly string[]): Promise<Set<string>> {
  const over = await untilOver(prometheus, alerts, AbortSignal.timeout(patienceMs), 0)
  return new Set(alerts.filter((alert) => !over.has(alert)))
}

/** Waits until all of them are quiet for so long; answers since when those are that do not fire. */
async function untilOver(
  prometheus: Prometheus,
  alerts: readonly string[],
  signal: AbortSignal,
  forMs: number,
): Promise<Map<string, number>> {
  const since = new Map<string, number>()
  const isOver = (alert: string) => (since.get(alert) ?? Number.POSITIVE_INFINITY) <= performance.now() - forMs
  while (!alerts.every(isOver) && !signal.aborted) {
    const firing = await prometheus.firing()
    for (const alert of alerts) {
      if (firing.has(alert)) since.delete(alert)
      else if (!since.has(alert)) since.set(alert, performance.now())
    }
    if (!alerts.every(isOver)) await sleep(500, undefined, { signal }).catch(() => {})
  }
  return since
}
