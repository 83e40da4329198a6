import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { type Db, openDb } from './client.ts'
import { migrate, onDatabase } from './migrate.ts'

export interface TestDatabase {
  url: string
  db: Db
  /** Closes `db` and removes the database. */
  drop(): Promise<void>
}

/**
 * A database of its own for one test file, cloned in milliseconds from a migrated template. The server is the one of
 * `TEST_DATABASE_URL`, which `npm test` starts and sets.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run tests through "npm test -- <file>"')
  const template = `halide_template_${migrationsHash()}`
  const name = `halide_test_${randomBytes(6).toString('hex')}`
  const maintenance = new pg.Client({ connectionString: onDatabase(server, 'postgres') })
  await maintenance.connect()
  // The lock makes the first test file build the template while the others wait; a template in use cannot be cloned either.
  await maintenance.query('select pg_advisory_lock(7255222)')
  try {
    await buildTemplate(maintenance, server, template)
    await maintenance.query(`create database ${name} template ${template} strategy file_copy`)
  } finally {
    await maintenance.end()
  }
  const url = onDatabase(server, name)
  // A machine that is busy with other things is not what tests are about: the breaker has tests of its own.
  const db = openDb({ url, maxConnections: 10, exhaustedAfterMs: 60_000 })
  return { url, db, drop: () => drop(server, name, db) }
}

/** Under another name until it is whole: what bears the name of a template can be cloned. */
async function buildTemplate(maintenance: pg.Client, server: string, template: string): Promise<void> {
  const { rowCount } = await maintenance.query('select from pg_database where datname = $1', [template])
  if (rowCount !== 0) return
  const unfinished = `${template}_unfinished`
  await maintenance.query(`drop database if exists ${unfinished} with (force)`)
  await migrate(onDatabase(server, unfinished))
  await maintenance.query(`alter database ${unfinished} rename to ${template}`)
}

async function drop(server: string, name: string, db: Db): Promise<void> {
  await db.$disconnect()
  const maintenance = new pg.Client({ connectionString: onDatabase(server, 'postgres') })
  await maintenance.connect()
  await maintenance.query(`drop database ${name} with (force)`)
  await maintenance.end()
}

/** Another set of migrations is another template. */
function migrationsHash(): string {
  const hash = createHash('sha256')
  const folder = new URL('migrations/', import.meta.url)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) hash.update(readFileSync(`${entry.parentPath}/${entry.name}`))
  }
  return hash.digest('hex').slice(0, 12)
}
