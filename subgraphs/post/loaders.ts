import type { PostDb } from '@halide/prisma/client.ts'
import { groupByKey, inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import type { PhotoParent, PostParent, UploadParent, UserParent } from './parents.ts'
import { findQueued, findUploads } from './uploads.ts'
import { countPostsOf, findPhotos, findPosts, findPostsOf, findVisibleUsers } from './visible-posts.ts'

export type PostLoaders = ReturnType<typeof createLoaders>

/** One batch each per request, seen by this request's viewer only. A page of posts with photos and images costs two statements. */
export function createLoaders(db: PostDb, viewer: Viewer | null) {
  return {
    postById: new DataLoader<bigint, PostParent | null>(async (ids) =>
      inKeyOrder(ids, await findPosts(db, ids, viewer), ({ id }) => id),
    ),
    photosByPostId: new DataLoader<bigint, PhotoParent[]>(async (postIds) =>
      groupByKey(postIds, await findPhotos(db, { postIds }, viewer), ({ postId }) => postId),
    ),
    photoById: new DataLoader<bigint, PhotoParent | null>(async (ids) =>
      inKeyOrder(ids, await findPhotos(db, { ids }, viewer), ({ id }) => id),
    ),
    uploadById: new DataLoader<bigint, UploadParent | null>(async (ids) => {
      if (!viewer) return ids.map(() => null)
      return inKeyOrder(ids, await findUploads(db, ids, viewer.userId), ({ id }) => id)
    }),
    isQueued: new DataLoader<bigint, boolean>(async (postIds) => {
      const queued = await findQueued(db, postIds)
      return postIds.map((id) => queued.has(id))
    }),
    postsByAuthor: new DataLoader<PageKey, PostParent[], string>(
      (keys) =>
        loadPages(
          keys,
          (ids, limit, after) => findPostsOf(db, ids, limit, after, viewer),
          ({ authorId }) => authorId,
        ),
      { cacheKeyFn: pageName },
    ),
    userById: new DataLoader<bigint, UserParent | null>(async (ids) =>
      inKeyOrder(ids, await findVisibleUsers(db, ids, viewer), ({ id }) => id),
    ),
    postCount: new DataLoader<bigint, number>(async (authorIds) =>
      inKeyOrder(authorIds, await countPostsOf(db, authorIds, viewer), ({ authorId }) => authorId).map(
        (row) => row?.count ?? 0,
      ),
    ),
  }
}

/** After a write: what this request loaded before may no longer be so. */
export function forget(loaders: PostLoaders): void {
  for (const loader of Object.values(loaders)) loader.clearAll()
}
