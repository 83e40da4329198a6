import type { EngagementDb } from '@halide/prisma/client.ts'
import { inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { findComments, findCommentsOf } from './find-comments.ts'
import { type Counts, findCounts } from './find-counts.ts'
import type { CommentParent, PostParent } from './parents.ts'
import { findVisible } from './visible-posts.ts'

export type EngagementLoaders = ReturnType<typeof createLoaders>

/** One batch each per request, seen by this request's viewer only. */
export function createLoaders(db: EngagementDb, viewer: Viewer | null) {
  return {
    /** Null when the viewer may not see the post. */
    visiblePost: new DataLoader<bigint, PostParent | null>(async (ids) =>
      inKeyOrder(ids, await findVisible(db, ids, viewer), ({ id }) => id),
    ),
    comment: new DataLoader<bigint, CommentParent | null>(async (ids) =>
      inKeyOrder(ids, await findComments(db, ids, viewer), ({ id }) => id),
    ),
    comments: new DataLoader<PageKey, CommentParent[], string>(
      (keys) =>
        loadPages(
          keys,
          (ids, limit, after) => findCommentsOf(db, ids, limit, after, viewer),
          ({ postId }) => postId,
        ),
      { cacheKeyFn: pageName },
    ),
    counts: new DataLoader<bigint, Counts>(async (ids) =>
      inKeyOrder(ids, await findCounts(db, ids), ({ postId }) => postId).map(
        (counts, at) => counts ?? { postId: ids[at]!, likes: 0, comments: 0, views: 0 },
      ),
    ),
    viewerHasLiked: new DataLoader(async (ids: readonly bigint[]) => {
      if (!viewer) return ids.map(() => false)
      const likes = await db.like.findMany({
        where: { userId: viewer.userId, postId: { in: [...ids] } },
        select: { postId: true },
      })
      return inKeyOrder(ids, likes, ({ postId }) => postId).map((like) => like !== null)
    }),
  }
}
