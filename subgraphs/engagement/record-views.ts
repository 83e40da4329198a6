import { decodeId } from '@halide/schema/ids.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { findVisible } from './visible-posts.ts'

type Outcome = { postIds: bigint[]; userErrors: UserError<'INVALID'>[] }

/** Most posts of one call: a client gathers what it showed, and sends it now and then. */
const mostPosts = 100

/**
 * Counts that the viewer looked at these posts; answers those that were counted, which are those that the viewer may see, each
 * once. A view belongs to nobody: whoever may see a post may have looked at it, signed in or not, and does so again by looking
 * again. That is why there is no idempotency key: it would cost a row a call, and the row is what gathering saves.
 */
export async function recordViews(
  { db, viewer, countViews }: Pick<EngagementContext, 'db' | 'viewer' | 'countViews'>,
  postIds: readonly string[],
): Promise<Outcome> {
  if (postIds.length < 1 || postIds.length > mostPosts) {
    return { postIds: [], userErrors: [userError('INVALID', 'postIds', `1 to ${mostPosts} posts.`)] }
  }
  const ids = [...new Set(postIds.map((id) => decodeId('post', id)).filter((id) => id !== null))]
  const visible = new Set((await findVisible(db, ids, viewer)).map(({ id }) => id))
  const seen = ids.filter((id) => visible.has(id))
  await countViews(seen)
  return { postIds: seen, userErrors: [] }
}
