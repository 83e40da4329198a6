import type { Db, FeedCheck as Row } from '@halide/prisma/client.ts'
import type { FeedCheck } from './resolvers.gen.ts'

/** What is kept of them. */
const weekInHours = 168
/** More than a chart has pixels. */
const mostChecks = 2_000

const shown = (row: Row): FeedCheck => ({ ...row, staleRate: row.checked === 0 ? 0 : row.stale / row.checked })

export async function feedHealth(db: Pick<Db, 'feedCheck'>): Promise<FeedCheck | null> {
  const latest = await db.feedCheck.findFirst({ orderBy: { at: 'desc' } })
  return latest && shown(latest)
}

/** The oldest first. */
export async function feedChecks(
  db: Pick<Db, '$queryRaw'>,
  { hours, every }: { hours: number; every: number },
): Promise<FeedCheck[]> {
  const rows = await db.$queryRaw<Row[]>`
    select at, checked, stale, empty, missing, extra from (
      select *, row_number() over (order by at desc) as place from feed_checks
      where at > now() - ${Math.min(hours, weekInHours)}::int * interval '1 hour'
    ) as checks
    where (place - 1) % ${Math.max(every, 1)}::int = 0 order by at desc limit ${mostChecks}`
  return rows.reverse().map(shown)
}
