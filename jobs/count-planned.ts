import { type SqlPart, sql } from '@halide/prisma/client.ts'
import type { PlanContext, PlannedAmount } from './kit.ts'

/** Nobody waits for more to be counted. */
const mostCounted = 100_000

/** How many rows a SELECT finds, which is put into parentheses: one that can stop early, by an index. */
export async function countPlanned(
  db: PlanContext['db'],
  unit: string,
  rows: SqlPart,
  atMost = mostCounted,
): Promise<PlannedAmount> {
  const [{ found }] = await db.$queryRaw<[{ found: number }]>`
    select count(*)::int as found from (select from (${rows}) as row limit ${atMost + 1}::int) as rows`
  return { amount: Math.min(found, atMost), unit, isAtLeast: found > atMost }
}

/** Any of these. */
export function unionAll(selects: readonly SqlPart[]): SqlPart {
  return selects.reduce((all, each) => sql`${all} union all ${each}`)
}
