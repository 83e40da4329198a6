import type { Db } from '@halide/prisma/client.ts'

/**
 * Milliseconds since 1970 by Postgres, which all machines share. What destroys, or waits, by age asks for it: a worker whose own
 * clock runs ahead would destroy too early.
 */
export async function databaseTime(db: Pick<Db, '$queryRaw'>): Promise<number> {
  const [row] = await db.$queryRaw<[{ now: number }]>`select (extract(epoch from now()) * 1000)::float8 as now`
  return row.now
}
