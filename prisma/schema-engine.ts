import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { type MigrationList, SchemaEngine, type SchemasContainer } from '@prisma/schema-engine-wasm'
import pg from 'pg'

// Prisma's own migration engine as WebAssembly: the same folder and the same `_prisma_migrations` table as `prisma migrate`,
// without the engine binary that its command line would download.

const here = fileURLToPath(new URL('.', import.meta.url))
const everyTable = { externalTables: [], externalEnums: [] }

/** Runs `work` with an engine on a database, and lets go of both. */
async function withEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const { pool, factory } = withCatalogChars(url)
  const adapter = bindMigrationAwareSqlAdapterFactory(factory)
  const engine = await SchemaEngine.new(
    { datamodels: models().files.map((file) => [file.path, file.content]) },
    () => {},
    adapter,
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}

/**
 * The engine reads catalog columns of Postgres' one-byte type `"char"` (oid 18), which the adapter refuses: they pass it as
 * text (25) and reach the engine as characters.
 */
function withCatalogChars(url: string): { pool: pg.Pool; factory: PrismaPg } {
  const charColumns = new Set<string>()
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args)
    for (const field of result.fields) {
      if (field.dataTypeID !== 18) continue
      charColumns.add(field.name)
      field.dataTypeID = 25
    }
    return result
  }) as pg.Pool['query']

  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (statement) => {
      const rows = await queryRaw(statement)
      const columnTypes = rows.columnTypes.map((type, at) =>
        charColumns.has(rows.columnNames[at]!) ? ColumnTypeEnum.Character : type,
      )
      return { ...rows, columnTypes }
    }
    return adapter
  }
  return { pool, factory }
}

/** Brings a database up to date; answers the names of the migrations that it applied. */
export async function applyMigrations(url: string): Promise<string[]> {
  return withEngine(url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrations(),
      filters: everyTable,
    })
    return appliedMigrationNames
  })
}

/** SQL that would take a migrated database to what the models say; empty when they agree. */
export async function pendingChanges(migratedDatabase: string): Promise<string> {
  return withEngine(migratedDatabase, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', ...models(), configDir: here },
      to: { tag: 'schemaDatamodel', ...models() },
      script: true,
      exitCode: null,
      filters: everyTable,
    })
    return stdout?.startsWith('-- This is an empty migration.') ? '' : (stdout ?? '')
  })
}

function models(): SchemasContainer {
  const paths = ['schema.prisma', ...readdirSync(join(here, 'models')).map((file) => join('models', file))]
  return { files: paths.map((path) => ({ path, content: readFileSync(join(here, path), 'utf8') })) }
}

function migrations(): MigrationList {
  const baseDir = join(here, 'migrations')
  const read = (path: string) => readFileSync(join(baseDir, path), 'utf8')
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: read('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: readdirSync(baseDir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
      .map((path) => ({
        path,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: read(join(path, 'migration.sql')) } },
      })),
  }
}
