import type { Db } from '@halide/prisma/client.ts'
import type { Trace } from './traces.ts'

/** Every 64-bit number in every table of ours: an account's id can be in no other column. */
export function idColumns(db: Db): Promise<Trace[]> {
  return db.$queryRaw`
    select c.table_name::text as table, column_name::text as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and data_type = 'bigint' order by 1, 2`
}

interface Column {
  name: string
  type: string
  udt: string
}

/** Text of a value of each type, where a column needs one and has no default. */
const values: Record<string, string> = {
  bigint: '1',
  integer: '0',
  smallint: '0',
  boolean: 'false',
  bytea: "'\\x00'",
  text: "'x'",
  jsonb: "'{}'",
  date: 'current_date',
  'timestamp with time zone': 'now()',
}

/** A row with this id in a column, and anything in the others: one that a column needs gets a value of its type, or the one given. */
export async function fillRow(
  db: Db,
  { table, column }: Trace,
  id: bigint,
  given: Record<string, string> = {},
): Promise<void> {
  const needed = await db.$queryRaw<Column[]>`
    select column_name::text as name, data_type::text as type, udt_name::text as udt from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and column_name <> ${column}
      and is_nullable = 'NO' and column_default is null`
  const others = needed.map(({ name, type, udt }): [string, string] => [
    name,
    given[name] ??
      (type === 'USER-DEFINED' ? `(enum_range(null::${udt}))[1]` : type === 'ARRAY' ? "'{}'" : values[type]!),
  ])
  const names = [column, ...others.map(([name]) => name)].join()
  await db.$executeRawUnsafe(
    `insert into ${table} (${names}) values ($1, ${others.map(([, value]) => value).join()})`.replace(', )', ')'),
    id,
  )
}
