import { createHash } from 'node:crypto'
import pg from 'pg'
import { Prisma } from './generated/client.ts'

/**
 * The rows of one statement, which is prepared once for each connection: for reads that requests wait for. Types are those of `$queryRaw`, as far
 * as there is a parser below; of a column of another type the statement makes one of these. A transaction has no `$read`, since it would be
 * answered by another connection.
 */
export type Read = <Rows extends object[]>(strings: TemplateStringsArray, ...values: unknown[]) => Promise<Rows>

export function createRead(pool: pg.Pool, onStatement: (sql: string) => void = () => {}): Read {
  const names = new Map<string, string | null>()

  /** The same for the same text in every process: behind a PgBouncer they may meet at one connection. */
  function nameOf(text: string): string | null {
    let name = names.get(text)
    if (name === undefined) {
      name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
      names.set(text, name)
    }
    return name
  }

  return async <Rows extends object[]>(strings: TemplateStringsArray, ...parts: unknown[]) => {
    const { text, values } = Prisma.sql(strings, ...parts)
    onStatement(text)
    const ask = async (name?: string) => {
      const { rows } = await pool.query<Rows[number]>({ ...(name && { name }), text, values, types })
      return rows as Rows
    }
    const name = nameOf(text)
    if (name === null) return ask()
    try {
      return await ask(name)
    } catch (error) {
      if (!isUnprepared(error)) throw error
      names.set(text, null)
      return ask()
    }
  }
}

/**
 * The connection does not know the statement that it was said to know, or knows it already: a PgBouncer stands before it that does not keep
 * track of them. Or what it prepared answers other columns by now, since a migration came. None of these has run anything.
 */
function isUnprepared(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  const { code, message } = error
  return code === '26000' || code === '42P05' || (code === '0A000' && message.startsWith('cached plan'))
}

const { builtins, getTypeParser } = pg.types
type Parser = (text: string) => unknown
const asIs: Parser = (text) => text
const parsers = new Map<number, Parser>([
  [builtins.BOOL, (text) => text === 't'],
  [builtins.INT2, Number],
  [builtins.INT4, Number],
  [builtins.INT8, BigInt],
  [builtins.FLOAT4, Number],
  [builtins.FLOAT8, Number],
  [builtins.TEXT, asIs],
  [builtins.VARCHAR, asIs],
  [builtins.JSON, JSON.parse],
  [builtins.JSONB, JSON.parse],
  [builtins.TIMESTAMPTZ, getTypeParser(builtins.TIMESTAMPTZ)],
  [1016, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt))], // int8[]
])

/** An enum is a text. */
const firstOfOurs = 16_384

const types = {
  getTypeParser(type: number): Parser {
    const parser = parsers.get(type) ?? (type >= firstOfOurs ? asIs : undefined)
    if (parser) return parser
    return () => {
      throw new TypeError(`A column has the type ${type}, for which there is no parser: cast it in the statement`)
    }
  },
} as pg.CustomTypesConfig
