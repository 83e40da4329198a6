import { hostname } from 'node:os'
import { performance } from 'node:perf_hooks'
import { watchCpu } from './host-cpu.ts'
import type { Pool } from './pool.ts'

/** What a process is, and how far it is used by what Node and the pool do not know of. */
export interface LoadReporter {
  /** Processes of a kind do the same work. */
  kind: string
  /**
   * Of one that works off a queue: the share of its places, 0 to 1, that work which somebody waits for has taken. It uses the processor to
   * the full whenever anything waits, so that its load is this, or that of its pool.
   */
  busy?: () => number
}

export const reportLoadEveryMs = 2_000

/** Writes how loaded this process is, every two seconds, through its own pool, until that ends. */
export function reportLoad(pool: Pool, { kind, busy }: LoadReporter): void {
  const process = `${kind}@${hostname()}:${globalThis.process.pid}`
  const cpu = watchCpu()
  let last = performance.eventLoopUtilization()
  let writing = false
  // Prisma hears of idle connections that are lost only once it has asked something itself.
  pool.on('error', () => {})
  const report = async () => {
    if (pool.ending) return clearInterval(timer)
    // Of a pool that is exhausted the one before waits still: then it says so, too.
    if (writing) return
    writing = true
    const now = performance.eventLoopUtilization()
    const parts = {
      loop: performance.eventLoopUtilization(now, last).utilization,
      cpu: cpu(),
      pool: (pool.totalCount - pool.idleCount) / pool.options.max,
      ...(busy && { busy: busy() }),
    }
    last = now
    await pool
      .query(
        `insert into process_loads (process, kind, load, parts) values ($1, $2, $3, $4)
         on conflict (process) do update set load = excluded.load, parts = excluded.parts, seen_at = now()`,
        [
          process,
          kind,
          busy ? Math.max(parts.busy ?? 0, parts.pool) : Math.max(...Object.values(parts)),
          JSON.stringify(parts),
        ],
      )
      .catch(() => {}) // Nobody knows how loaded it is, then.
    writing = false
  }
  const timer = setInterval(report, reportLoadEveryMs).unref()
}
