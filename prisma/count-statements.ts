import { type Db, openDb } from './client.ts'

export interface CountedDb {
  db: Db
  /** The statements that `work` sent through `db`, in order. One piece of work at a time. */
  during(work: () => Promise<unknown>): Promise<string[]>
}

/** A second way into a database, for tests that say how many statements something costs. Close `db` when done. */
export function openCountedDb(url: string): CountedDb {
  let statements: string[] = []
  const db = openDb({ url, maxConnections: 5, onStatement: (sql) => statements.push(sql) })
  return {
    db,
    during: async (work) => {
      statements = []
      await work()
      return statements
    },
  }
}
