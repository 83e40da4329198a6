import { Redis } from 'ioredis'
import pg from 'pg'

export interface Costs {
  /** Statements as Postgres counts them, with how often each ran. Those that only begin and end transactions are left out. */
  statements: { query: string; calls: number }[]
  sql: number
  /** Commands by name, as Redis counts them; those that a script calls are counted as well. */
  commands: Record<string, number>
  redis: number
}

interface Servers {
  databaseUrl: string
  redisUrl: string | null
}

/** What our own looking costs, and what connections say when they begin. */
const housekeeping = new Set(['info', 'config|resetstat', 'client|setinfo', 'client|setname', 'hello', 'ping'])

/** Runs `work` and answers what all processes together asked of Postgres and Redis meanwhile. */
export async function watchCosts({ databaseUrl, redisUrl }: Servers, work: () => Promise<unknown>): Promise<Costs> {
  const database = new pg.Client({ connectionString: databaseUrl })
  const redis = redisUrl ? new Redis(redisUrl) : null
  await database.connect()
  try {
    await database.query('create extension if not exists pg_stat_statements')
    await redis?.config('RESETSTAT')
    await database.query(
      'select pg_stat_statements_reset(0, (select oid from pg_database where datname = current_database()), 0)',
    )
    await work()
    const { rows: statements } = await database.query<{ query: string; calls: number }>(countStatements)
    const commands = redis ? commandsIn(await redis.info('commandstats')) : {}
    return { statements, sql: sum(statements.map(({ calls }) => calls)), commands, redis: sum(Object.values(commands)) }
  } finally {
    redis?.disconnect()
    await database.end()
  }
}

// Fails where the server does not preload pg_stat_statements; the one of `npm test` does. What a process asks now and then by itself,
// the time (prisma/database-time.ts; `$1` stands for its constant) and how loaded all are, is nobody's cost.
const countStatements = `
  select query, calls::int from pg_stat_statements
  where dbid = (select oid from pg_database where datname = current_database())
    and query not like '%pg_stat_statements%' and query not like 'select (extract($1 from now())%'
    and query not like '%process_loads%' and query not like '%load_state%' and query !~* '^(begin|commit|rollback|deallocate|discard)'
  order by query`

/** `cmdstat_get:calls=3,usec=…` */
function commandsIn(info: string): Record<string, number> {
  const found = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].map(
    ([, name, calls]) => [name!, Number(calls)] as const,
  )
  return Object.fromEntries(found.filter(([name]) => !housekeeping.has(name)))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
