import type { EngagementDb } from '@halide/prisma/client.ts'
import { groupByKey, inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { type CommentRow, findComments, findCommentsOf, findMentions, findRepliesOf } from './find-comments.ts'
import { type Counts, findCounts, findReplyCounts } from './find-counts.ts'
import { findMarks, type Marks } from './find-marks.ts'
import { createModerationLoaders } from './moderation-loaders.ts'
import type { CommentParent, MentionParent, PostParent, StoryParent } from './parents.ts'
import { createSaveLoaders } from './save-loaders.ts'
import { findVisible, findVisibleStories } from './visible-posts.ts'

export type EngagementLoaders = ReturnType<typeof createLoaders>

/** One batch each per request, seen by this request's viewer only. */
export function createLoaders(db: EngagementDb, viewer: Viewer | null) {
  return {
    ...createSaveLoaders(db, viewer),
    ...createModerationLoaders(db),
    /** Null when the viewer may not see the post. */
    visiblePost: new DataLoader<bigint, PostParent | null>(async (ids) =>
      inKeyOrder(ids, await findVisible(db, ids, viewer), ({ id }) => id),
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
    marks: new DataLoader<bigint, Marks>(async (ids) =>
      inKeyOrder(ids, await findMarks(db, ids, viewer), ({ postId }) => postId).map((marks) => marks!),
    ),
    counts: new DataLoader<bigint, Counts>(async (ids) =>
      inKeyOrder(ids, await findCounts(db, ids), ({ postId }) => postId).map(
        (counts, at) => counts ?? { postId: ids[at]!, likes: 0, comments: 0, views: 0 },
      ),
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
