import type { SqlDb } from '@halide/prisma/client.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'

/** How old and how large the newest whole snapshot is; NaN where there is none. */
export function measureSnapshots(db: SqlDb, registry: Registry): void {
  const newest = async () => {
    const [row] = await db.$queryRaw<{ seconds: number; bytes: number }[]>`
      select extract(epoch from now() - taken_at)::float8 as seconds, bytes::float8 as bytes from redis_snapshots
      where finished_at is not null order by taken_at desc limit 1`
    return row ?? { seconds: Number.NaN, bytes: Number.NaN }
  }
  new Gauge({
    name: 'halide_redis_snapshot_age_seconds',
    help: 'Since the newest whole snapshot of Redis was begun; NaN where there is none',
    registers: [registry],
    async collect() {
      this.set((await newest()).seconds)
    },
  })
  new Gauge({
    name: 'halide_redis_snapshot_bytes',
    help: 'Size of the newest whole snapshot of Redis',
    registers: [registry],
    async collect() {
      this.set((await newest()).bytes)
    },
  })
}
