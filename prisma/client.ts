import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from './generated/client.ts'

export type { Prisma } from './generated/client.ts'

/** A part of a statement, with its parameters, to be put into others: sql`deleted_at is null`. */
export const sql = Prisma.sql
export type SqlPart = Prisma.Sql

export type Db = PrismaClient
/** A transaction, as `db.$transaction(async (tx) => …)` hands it out. */
export type Tx = Prisma.TransactionClient

type Sql = '$transaction' | '$executeRaw' | '$queryRaw'

/** What each owner may touch: a room is typed against its own slice, never against `Db`. */
export type UserDb = Pick<Db, 'user' | 'follow' | 'userCounter' | 'session' | Sql>
export type PostDb = Pick<Db, 'upload' | 'post' | 'photo' | 'rendition' | Sql>
export type EngagementDb = Pick<Db, 'like' | 'comment' | 'postCounter' | Sql>
/** The bytes door: it turns an upload STORED, and reads the rest. */
export type MediaDb = Pick<Db, 'upload' | Sql>
export type StorageDb = Pick<Db, 'storedObject' | Sql>
/** Raw statements only: for rooms that read other owners' rows in one hot query. */
export type SqlDb = Pick<Db, Sql>

export interface DbSettings {
  /** `postgresql://…` of the database, or of a PgBouncer before it. */
  url: string
  /** Most connections of this process (R5.4). */
  maxConnections?: number
  /** Called with the text of every statement; for tests that count them (count-statements.ts). */
  onStatement?: (sql: string) => void
}

/** Opens a pool by the numbers of R5.4; nothing connects before the first statement. Close it with `db.$disconnect()`. */
export function openDb({ url, maxConnections = 30, onStatement }: DbSettings): Db {
  const db = new PrismaClient({
    // Waiting for a connection is the pool's business (30 s, as below), not a second, shorter one of the transaction.
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
    log: onStatement ? [{ emit: 'event', level: 'query' }] : [],
    adapter: new PrismaPg({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: 30_000,
      idleTimeoutMillis: 600_000,
      maxLifetimeSeconds: 1_800,
    }),
  })
  if (onStatement) db.$on('query', ({ query }) => onStatement(query))
  return db
}
