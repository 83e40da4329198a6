import type { Db, SqlDb } from '@halide/prisma/client.ts'
import { Gauge, type Registry } from '@halide/telemetry/registry.ts'

/** See prisma/models/jobs.prisma for what each is. */
export const orphanKinds = ['UNKNOWN', 'GONE', 'UNREFERENCED', 'DANGLING'] as const
export type OrphanKind = (typeof orphanKinds)[number]

export interface Orphan {
  kind: OrphanKind
  key: string
  /** Of one copy. */
  bytes: number
}

/** Notes what was found, and that what was known is still there. */
export async function note(db: Pick<Db, '$executeRaw'>, orphans: readonly Orphan[]): Promise<void> {
  if (orphans.length === 0) return
  const kinds = orphans.map(({ kind }) => kind)
  const keys = orphans.map(({ key }) => key)
  const sizes = orphans.map(({ bytes }) => bytes)
  await db.$executeRaw`
    insert into orphaned_objects (kind, key, bytes)
    select kind::orphan_kind, key, max(bytes) from unnest(${kinds}::text[], ${keys}::text[], ${sizes}::float8[]) as found (kind, key, bytes)
    group by kind, key
    on conflict (kind, key) do update
      set last_seen_at = excluded.last_seen_at, bytes = greatest(orphaned_objects.bytes, excluded.bytes)`
}

/** What a walk that began then did not see again is no orphan any more: somebody needs it, or it is gone. */
export async function forgetUnseen(db: Pick<Db, 'orphanedObject'>, walkStartedAt: Date): Promise<void> {
  await db.orphanedObject.deleteMany({ where: { lastSeenAt: { lt: walkStartedAt } } })
}

/** What the report says, asked of the database at every scrape. */
export function measureOrphans(db: SqlDb, registry: Registry): void {
  const measure = (name: string, help: string, of: (found: { count: number; bytes: number }) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      async collect() {
        const rows = await db.$queryRaw<{ kind: OrphanKind; count: number; bytes: number }[]>`
          select kind::text, count(*)::int as count, sum(bytes)::float8 as bytes from orphaned_objects group by kind`
        for (const kind of orphanKinds) {
          const found = rows.find((row) => row.kind === kind)
          this.set({ kind: kind.toLowerCase() }, found ? of(found) : 0)
        }
      },
    })
  measure(
    'halide_orphaned_objects',
    'Objects that nothing refers to: unknown, gone, unreferenced; and references to nothing: dangling. Alert on any dangling',
    ({ count }) => count,
  )
  measure('halide_orphaned_bytes', 'Bytes of one copy of each of them', ({ bytes }) => bytes)
}
