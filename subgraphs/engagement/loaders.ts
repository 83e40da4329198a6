import type { EngagementDb } from '@halide/prisma/client.ts'
import { groupByKey, inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { type CommentRow, findComments, findCommentsOf, findMentions, findRepliesOf } from './find-comments.ts'
import { findReplyCounts } from './find-counts.ts'
import { findPosts } from './find-posts.ts'
import { createModerationLoaders } from './moderation-loaders.ts'
import type { CommentParent, FoundPost, MentionParent, StoryParent } from './parents.ts'
import { createSaveLoaders } from './save-loaders.ts'
import { findVisibleStories } from './visible-posts.ts'

export type EngagementLoaders = ReturnType<typeof createLoaders>

/** One batch each per request, seen by this request's viewer only. */
export function createLoaders(db: EngagementDb, viewer: Viewer | null) {
  return {
    ...createSaveLoaders(db, viewer),
    ...createModerationLoaders(db),
    /** Null when the viewer may not see the post. */
    post: new DataLoader<bigint, FoundPost | null>(async (ids) =>
      inKeyOrder(ids, await findPosts(db, ids, viewer), ({ id }) => id),
    ),
    /** Null when the viewer may not see the story. */
    visibleStory: new DataLoader<bigint, StoryParent | null>(async (ids) =>
      inKeyOrder(ids, await findVisibleStories(db, ids, viewer), ({ id }) => id),
    ),
    comment: new DataLoader<bigint, CommentParent | null>(async (ids) =>
      inKeyOrder(ids, await findComments(db, ids, viewer), ({ id }) => id),
    ),
    comments: listLoader((...page) => findCommentsOf(db, ...page, viewer)),
    replies: listLoader((...page) => findRepliesOf(db, ...page, viewer)),
    replyCount: new DataLoader<bigint, number>(async (ids) =>
      inKeyOrder(ids, await findReplyCounts(db, ids), ({ commentId }) => commentId).map((row) => row?.replies ?? 0),
    ),
    mentions: new DataLoader<bigint, MentionParent[]>(async (ids) =>
      groupByKey(ids, await findMentions(db, ids, viewer), ({ commentId }) => commentId),
    ),
  }
}

/** A page of comments, and where reading ended that was stopped before the page was full. */
export interface CommentPage {
  rows: CommentParent[]
  stoppedAt: bigint | null
}

function listLoader(load: (ids: bigint[], limit: number, after: bigint | null) => Promise<CommentRow[]>) {
  return new DataLoader<PageKey, CommentPage, string>(
    async (keys) => {
      const lists = await loadPages(keys, load, ({ ownerId }) => ownerId)
      return lists.map((list) => ({
        rows: list.filter((row): row is Extract<CommentRow, CommentParent> => row.id !== null),
        stoppedAt: list[0]?.stop ?? null,
      }))
    },
    { cacheKeyFn: pageName },
  )
}
