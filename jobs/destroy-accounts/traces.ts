/** A column that holds accounts' ids, in rows that are nobody's once the account is gone. */
export interface Trace {
  table: string
  column: string
}

/**
 * Every such column but those of posts, pictures, uploads and comments, which take more with them, and of the audit of moderation, which
 * is kept. A table that is missing here fails job.test.ts.
 */
export const traces: readonly Trace[] = [
  { table: 'likes', column: 'user_id' },
  { table: 'saves', column: 'user_id' },
  { table: 'collections', column: 'user_id' },
  { table: 'comment_mentions', column: 'user_id' },
  { table: 'notifications', column: 'user_id' },
  { table: 'notification_marks', column: 'user_id' },
  { table: 'push_subscriptions', column: 'user_id' },
  { table: 'story_views', column: 'viewer_id' },
  { table: 'reports', column: 'reporter_id' },
  { table: 'explore_posts', column: 'author_id' },
  { table: 'hashtag_follows', column: 'user_id' },
  { table: 'follows', column: 'follower_id' },
  { table: 'follows', column: 'followee_id' },
  { table: 'follow_requests', column: 'follower_id' },
  { table: 'follow_requests', column: 'followee_id' },
  { table: 'blocks', column: 'blocker_id' },
  { table: 'blocks', column: 'blocked_id' },
  { table: 'mutes', column: 'muter_id' },
  { table: 'mutes', column: 'muted_id' },
  { table: 'user_counters', column: 'user_id' },
  { table: 'data_exports', column: 'user_id' },
  { table: 'sessions', column: 'user_id' },
  { table: 'second_factors', column: 'user_id' },
  { table: 'recovery_codes', column: 'user_id' },
]

const batchSize = 5_000

/** Removes up to `batchSize` rows of each of them, in one statement. */
const removeSome = `
  with ${traces
    .map(
      ({ table, column }, n) => `trace_${n} as (
    delete from ${table} where ctid = any(array(select ctid from ${table} where ${column} = $1 limit ${batchSize})) returning 1)`,
    )
    .join(', ')}
  select greatest(${traces.map((_, n) => `(select count(*) from trace_${n})`).join(', ')})::int as most`

type RawDb = { $queryRawUnsafe<Rows>(query: string, ...values: unknown[]): Promise<Rows> }

/** Removes all that an account left there. */
export async function removeTraces(db: RawDb, userId: bigint, signal: AbortSignal): Promise<void> {
  for (let most = batchSize; most === batchSize; ) {
    signal.throwIfAborted()
    const [row] = await db.$queryRawUnsafe<[{ most: number }]>(removeSome, userId)
    most = row.most
  }
}
