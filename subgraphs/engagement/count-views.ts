import type { EngagementDb } from '@halide/prisma/client.ts'
import DataLoader from 'dataloader'
import type { EngagementMetrics } from './metrics.ts'

/** Resolves when every one of these views, one a post, is committed. Throws when that is not certain. */
export type CountViews = (postIds: readonly bigint[]) => Promise<void>

/**
 * Milliseconds in which a process gathers views for one statement. However many look at a post, a process writes at most 50 rows a
 * second for it, and so at most 15,000 between two folds, which a read of its count has to add up.
 */
const gatherMs = 20

/**
 * Counts views for all callers of this process together: one statement appends one row a post, and touches no row that another
 * process writes. Views wait in memory for this long only, and nobody is told of them before they are committed.
 */
export function createCountViews(db: EngagementDb, metrics: EngagementMetrics): CountViews {
  const gathered = new DataLoader<bigint, null>(
    async (seen) => {
      const views = new Map<bigint, number>()
      for (const postId of seen) views.set(postId, (views.get(postId) ?? 0) + 1)
      await db.$executeRaw`
        insert into post_view_batches (post_id, views)
        select * from unnest(${[...views.keys()]}::bigint[], ${[...views.values()]}::int[])`
      metrics.viewed(seen.length)
      return seen.map(() => null)
    },
    { cache: false, batchScheduleFn: (write) => void setTimeout(write, gatherMs) },
  )
  return async (postIds) => {
    await Promise.all(postIds.map((postId) => gathered.load(postId)))
  }
}
