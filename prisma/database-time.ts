import type { SqlDb } from './client.ts'

/**
 * Milliseconds since 1970 by Postgres, which all machines share. What destroys, or waits, by age asks for it: a worker whose own
 * clock runs ahead would destroy too early.
 */
export async function databaseTime(db: Pick<SqlDb, '$queryRaw'>): Promise<number> {
  const [row] = await db.$queryRaw<[{ now: number }]>`select (extract(epoch from now()) * 1000)::float8 as now`
  return row.now
}

/** The time of Postgres without asking it each time. */
export interface DatabaseClock {
  /** Milliseconds since 1970. */
  now(): number
  stop(): void
}

/** Between two looks at Postgres' clock: within it no machine's drift is worth a word. */
const renewEveryMs = 30_000
/** A look that took longer says too little: it may be wrong by half of that. */
const slowestLookMs = 2_000

/**
 * Postgres' clock, counted on by this process' monotonic one: a wall clock that is wrong, or is set, changes nothing. Until Postgres
 * has answered for the first time, the wall clock.
 */
export function startDatabaseClock(db: Pick<SqlDb, '$queryRaw'>): DatabaseClock {
  let ahead = Date.now() - performance.now()
  const renew = async () => {
    const asked = performance.now()
    const time = await databaseTime(db)
    const answered = performance.now()
    if (answered - asked <= slowestLookMs) ahead = time - (asked + answered) / 2
  }
  // Where Postgres does not answer, what it last said holds.
  const look = () => void renew().catch(() => {})
  look()
  const timer = setInterval(look, renewEveryMs).unref()
  return { now: () => ahead + performance.now(), stop: () => clearInterval(timer) }
}
