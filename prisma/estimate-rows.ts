import type { SqlDb } from './client.ts'

/** How many rows a table has, by the planner's last count of it, without a look at the table; 0 for one that was never counted. */
export async function estimateRows(db: Pick<SqlDb, '$queryRaw'>, table: string): Promise<number> {
  const [row] = await db.$queryRaw<[{ rows: number }]>`
    select greatest(reltuples, 0)::float8 as rows from pg_class where oid = ${table}::regclass`
  return row.rows
}
