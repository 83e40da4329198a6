import type { SqlDb } from '@halide/prisma/client.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'
import { crontab } from './crontab.ts'

const minuteMs = 60_000
/** Nothing runs less often than once a week. */
const longestPeriod = 7 * 24 * 60

/** What the clock should have enqueued and has not, by the clock of Postgres. */
export function measureSchedule(db: SqlDb, registry: Registry): void {
  new Gauge({
    name: 'halide_schedule_overdue_seconds',
    help: 'For how long a job has been due by the clock without being enqueued; 0 where the clock is right',
    labelNames: ['job'],
    registers: [registry],
    async collect() {
      const known = await db.$queryRaw<{ job: string; enqueued: Date; now: Date }[]>`
        select identifier as job, coalesce(last_execution, known_since) as enqueued, now() from graphile_worker._private_known_crontabs`
      for (const { job, enqueued, now } of known) {
        const due = dueAfter(job, enqueued)
        if (due) this.set({ job }, Math.max(0, (now.getTime() - due.getTime()) / 1000))
      }
    },
  })
}

/** When the clock is next to enqueue the job; null for what it does not know any more. */
export function dueAfter(job: string, enqueued: Date): Date | null {
  const item = crontab.find(({ task }) => task === job)
  if (!item) return null
  const minute = enqueued.getTime() - (enqueued.getTime() % minuteMs)
  for (let later = 1; later <= longestPeriod; later++) {
    const at = new Date(minute + later * minuteMs)
    const digest = {
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    }
    if (item.match(digest)) return at
  }
  return null
}
