import type { SqlDb } from './client.ts'

/** A database, for tests that do something around each statement that reads, which they know by its text. */
export function watched(db: SqlDb, around: <Rows>(text: string, ask: () => Promise<Rows>) => Promise<Rows>): SqlDb {
  const through =
    <Rows>(ask: (...statement: Parameters<SqlDb['$read']>) => Promise<Rows>) =>
    (...statement: Parameters<SqlDb['$read']>) =>
      around(String(statement[0]), () => ask(...statement))
  return {
    $executeRaw: db.$executeRaw,
    $transaction: db.$transaction,
    $queryRaw: through((...statement) => db.$queryRaw(...statement)) as SqlDb['$queryRaw'],
    $read: through((...statement) => db.$read(...statement)) as SqlDb['$read'],
  }
}
