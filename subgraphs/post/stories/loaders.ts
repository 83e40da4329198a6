import { inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import type { PostDeps } from '../context.ts'
import type { PhotoParent, StoryParent } from '../parents.ts'
import { findPhotosOf } from '../visible-posts.ts'
import { countStoryViewers, findStoryViewers, type StoryViewRow } from './story-viewers.ts'
import { findStories, findStoriesOf } from './visible-stories.ts'

/** One batch each per request. The stories of a page of accounts, with photos and images, cost two statements. */
export function createStoryLoaders({ db }: Pick<PostDeps, 'db'>, viewer: Viewer | null) {
  return {
    storyById: new DataLoader<bigint, StoryParent | null>(async (ids) =>
      inKeyOrder(ids, await findStories(db, ids, viewer), ({ id }) => id),
    ),
    storyPhoto: new DataLoader<bigint, PhotoParent | null>(async (postIds) =>
      inKeyOrder(postIds, await findPhotosOf(db, postIds), ({ postId }) => postId),
    ),
    storiesByAuthor: new DataLoader<PageKey, StoryParent[], string>(
      (keys) =>
        loadPages(
          keys,
          (ids, limit, after) => findStoriesOf(db, ids, limit, after, viewer),
          ({ authorId }) => authorId,
        ),
      { cacheKeyFn: pageName },
    ),
    /** Of the viewer's own stories only. */
    storyViewers: new DataLoader<PageKey, StoryViewRow[], string>(
      (keys) =>
        loadPages(
          keys,
          async (ids, limit, before) => (viewer ? findStoryViewers(db, ids, limit, before, viewer) : []),
          ({ storyId }) => storyId,
        ),
      { cacheKeyFn: pageName },
    ),
    /** Of the viewer's own stories only. */
    storyViewerCount: new DataLoader<bigint, number>(async (ids) => {
      const counted = viewer ? await countStoryViewers(db, ids, viewer) : []
      return inKeyOrder(ids, counted, ({ storyId }) => storyId).map((row) => row?.count ?? 0)
    }),
  }
}
