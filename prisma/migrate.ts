import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { applyMigrations } from './schema-engine.ts'

/** Any one number: migrators of the same server wait for each other on it. */
const migrationLock = 7_255_221

/**
 * Creates the database when it is not there, and brings Halide's tables and the job queue's up to date. Safe to run from many
 * processes at once. Answers the names of Halide's migrations that it applied.
 */
export async function migrate(url: string): Promise<string[]> {
  const maintenance = new pg.Client({ connectionString: onDatabase(url, 'postgres') })
  await maintenance.connect()
  try {
    await maintenance.query('select pg_advisory_lock($1)', [migrationLock])
    await createDatabase(maintenance, databaseOf(url))
    const applied = await applyMigrations(url)
    await migrateQueue(url)
    return applied
  } finally {
    await maintenance.end()
  }
}

/** With a pool of ours: the queue's own would keep the process for the ten seconds that its connection may idle. */
async function migrateQueue(url: string): Promise<void> {
  const pgPool = new pg.Pool({ connectionString: url, max: 1 })
  // What fails here fails its statement too; the queue wants to see that somebody listens.
  for (const event of ['error', 'connect'] as const) pgPool.on(event, () => {})
  try {
    await runMigrations({ pgPool })
    // Running jobs are counted, and looked for whose worker is dead, every few seconds: not in all that wait.
    await pgPool.query(`
      create index if not exists halide_running_jobs_idx on graphile_worker._private_jobs (locked_at)
      include (task_id, locked_by) where locked_at is not null`)
  } finally {
    await pgPool.end()
  }
}

async function createDatabase(maintenance: pg.Client, name: string): Promise<void> {
  const { rowCount } = await maintenance.query('select from pg_database where datname = $1', [name])
  if (rowCount === 0) await maintenance.query(`create database ${maintenance.escapeIdentifier(name)}`)
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}

/** The same server, another database. */
export function onDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(name)}`
  return other.href
}
