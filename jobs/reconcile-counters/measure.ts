import type { SqlDb } from '@halide/prisma/client.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'

/** What the last walks found, asked of the database at every scrape. */
export function measureDrift(db: SqlDb, registry: Registry): void {
  new Gauge({
    name: 'halide_counter_drift',
    help: 'By how much counters were wrong when they were last compared with what they count, and put right. Alert on any',
    labelNames: ['counter'],
    registers: [registry],
    async collect() {
      const walks = await db.$queryRaw<{ counter: string; drift: number }[]>`select counter, drift from counter_walks`
      for (const { counter, drift } of walks) this.set({ counter }, drift)
    },
  })
}
