import type { SqlDb } from './client.ts'

/** A health check: answers the server's version, throws when it cannot be asked. */
export async function checkDatabase(db: Pick<SqlDb, '$queryRaw'>): Promise<string> {
  const [row] = await db.$queryRaw<{ version: string }[]>`select current_setting('server_version') as version`
  return `PostgreSQL ${row!.version}`
}
