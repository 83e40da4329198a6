import type { Logger } from '@halide/telemetry/log.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from './generated/client.ts'
import { Pool } from './pool.ts'
import { exposePool, observePool, unobserved } from './pool-metrics.ts'
import { defaultPoolLimits, type PoolLimits } from './pool-settings.ts'
import { createRead, type Read } from './read.ts'
import { type LoadReporter, reportLoad } from './report-load.ts'

export type { FeedCheck, JobRun, OperatorAct, Prisma, StorageReport } from './generated/client.ts'
export { DatabaseOverloaded } from './turns.ts'
export { DatabaseUnreachable } from './unreachable.ts'

/** A part of a statement, with its parameters, to be put into others: sql`deleted_at is null`. */
export const sql = Prisma.sql
export type SqlPart = Prisma.Sql

/**
 * One of these ids, of rows that an index finds by them, few for each. Their number is kept from the planner: of a few ids it would plan a
 * prepared statement anew each time, which takes several times as long as the statement. Not for pages, whose best plan is a matter of values.
 */
export function anyOf(ids: readonly bigint[]): SqlPart {
  return sql`any((select ${[...ids]}::bigint[])::bigint[])`
}

export type Db = PrismaClient & { $read: Read }
/** A transaction, as `db.$transaction(async (tx) => …)` hands it out. */
export type Tx = Prisma.TransactionClient

type Sql = '$transaction' | '$executeRaw' | '$queryRaw' | '$read'

/** What each owner may touch: a room is typed against its own slice, never against `Db`. */
export type UserDb = Pick<
  Db,
  | 'user'
  | 'follow'
  | 'followRequest'
  | 'block'
  | 'mute'
  | 'userCounter'
  | 'session'
  | 'secondFactor'
  | 'recoveryCode'
  | 'retiredHandle'
  | 'dataExport'
  | Sql
>
export type PostDb = Pick<
  Db,
  | 'upload'
  | 'post'
  | 'photo'
  | 'rendition'
  | 'avatar'
  | 'avatarRendition'
  | 'hashtagFollow'
  | 'story'
  | 'storyView'
  | Sql
>
export type EngagementDb = Pick<
  Db,
  | 'like'
  | 'comment'
  | 'commentCounter'
  | 'commentMention'
  | 'closedComments'
  | 'postCounter'
  | 'postViewBatch'
  | 'notification'
  | 'save'
  | 'collection'
  | 'collectionPost'
  | 'notificationMark'
  | 'moderationAct'
  | 'pushSubscription'
  | Sql
>
/** The bytes door: it turns an upload STORED, and reads the rest. */
export type MediaDb = Pick<Db, 'upload' | Sql>
export type StorageDb = Pick<Db, 'storedObject' | Sql>
/** Raw statements only: for rooms that read other owners' rows in one hot query. */
export type SqlDb = Pick<Db, Sql>

export interface DbSettings extends Partial<PoolLimits> {
  /** `postgresql://…` of the database, or of a PgBouncer before it. */
  url: string
  /** Where the pool is counted and logged. */
  observe?: { registry: Registry; log: Logger }
  /** As what this process tells how loaded it is; it does not unless given. */
  reportAs?: LoadReporter
  /** Called with the text of every statement; for tests that count them (count-statements.ts). */
  onStatement?: (sql: string) => void
}

/**
 * Opens a pool by the numbers of R5.4; nothing connects before the first statement. Close it with `db.$disconnect()`.
 * When the pool is exhausted, statements throw `DatabaseOverloaded`; when Postgres is away for longer than
 * its grace, or lost under a statement, `DatabaseUnreachable`.
 */
export function openDb({ url, observe, reportAs, onStatement, ...limits }: DbSettings): Db {
  const events = observe ? observePool(observe.registry, observe.log) : unobserved
  const pool = new Pool(url, { ...defaultPoolLimits, ...limits }, events)
  if (observe) exposePool(pool, observe.registry)
  if (reportAs) reportLoad(pool, reportAs)
  const db = new PrismaClient({
    // Waiting for a connection is the pool's business, not a second, shorter one of the transaction.
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
    // As where NODE_ENV is production: any other takes a stack with every statement, and reads sources for every error.
    errorFormat: 'minimal',
    log: onStatement ? [{ emit: 'event', level: 'query' }] : [],
    // Its statements have no name: their texts are without number, and within a transaction nothing could be said again without one.
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
  })
  if (onStatement) db.$on('query', ({ query }) => onStatement(query))
  const disconnect = db.$disconnect.bind(db)
  return Object.assign(db, {
    $read: createRead(pool, onStatement),
    // Prisma ends the pool if it has ever asked it for something.
    $disconnect: async () => {
      await disconnect()
      if (!pool.ending) await pool.end()
    },
  })
}
