import type { NoticeName } from '@halide/schema/notices.ts'
import { groupByKey, inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { findAvatars } from './avatars.ts'
import { isViral } from './content.ts'
import type { PostDeps } from './context.ts'
import { countPublicPostsWith, findFollowed, findPostsWith, type HashtagRow } from './find-hashtags.ts'
import { findOriginals } from './originals.ts'
import type {
  AvatarImageParent,
  OriginalPhotoParent,
  PhotoParent,
  PostParent,
  UploadParent,
  UserParent,
} from './parents.ts'
import { createStoryLoaders } from './stories/loaders.ts'
import { findNotices, findUploads } from './uploads.ts'
import {
  countPostsOf,
  findPhotos,
  findPhotosOf,
  findPosts,
  findPostsOf,
  findStoryPhotos,
  findVisibleUsers,
} from './visible-posts.ts'

export type PostLoaders = ReturnType<typeof createLoaders>

/**
 * One batch each per request, seen by this request's viewer only. A page of posts with photos and images costs two
 * statements, of viral posts one.
 */
export function createLoaders(deps: PostDeps, viewer: Viewer | null) {
  const { db, content } = deps
  return {
    ...createStoryLoaders(deps, viewer),
    postById: new DataLoader<bigint, PostParent | null>(async (ids) =>
      inKeyOrder(ids, await findPosts(db, ids, viewer), ({ id }) => id),
    ),
    photosOf: new DataLoader<PostParent, PhotoParent[], bigint>(
      async (posts) => {
        const cached = Promise.all(posts.map((post) => (isViral(post) ? content.photosOf(post) : null)))
        const postIds = posts.filter((post) => !isViral(post)).map(({ id }) => id)
        const found = postIds.length === 0 ? [] : findPhotosOf(db, postIds)
        const [ofViral, ofOthers] = await Promise.all([cached, found])
        const byPost = Map.groupBy(ofOthers, ({ postId }) => postId)
        return posts.map(({ id }, at) => ofViral[at] ?? byPost.get(id) ?? [])
      },
      { cacheKeyFn: ({ id }) => id },
    ),
    photoById: new DataLoader<bigint, PhotoParent | null>(async (ids) => {
      const ofPosts = await findPhotos(db, ids, viewer)
      const others = ids.filter((id) => !ofPosts.some((photo) => photo.id === id))
      const ofStories = others.length === 0 ? [] : await findStoryPhotos(db, others, viewer)
      return inKeyOrder(ids, [...ofPosts, ...ofStories], ({ id }) => id)
    }),
    originalByPhotoId: new DataLoader<bigint, OriginalPhotoParent | null>(async (ids) => {
      if (!viewer) return ids.map(() => null)
      return inKeyOrder(ids, await findOriginals(deps, ids, viewer), ({ photoId }) => photoId)
    }),
    uploadById: new DataLoader<bigint, UploadParent | null>(async (ids) => {
      if (!viewer) return ids.map(() => null)
      return inKeyOrder(ids, await findUploads(db, ids, viewer.userId), ({ id }) => id)
    }),
    noticeOf: new DataLoader<bigint, NoticeName | null>(async (postIds) => {
      const notices = await findNotices(db, postIds)
      return postIds.map((id) => notices.get(id) ?? null)
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
    postsWithHashtag: new DataLoader<PageKey<string>, HashtagRow[], string>(
      (keys) =>
        loadPages(
          keys,
          (names, limit, after) => findPostsWith(db, names, limit, after, viewer),
          ({ name }) => name,
        ),
      { cacheKeyFn: pageName },
    ),
    publicPostCount: new DataLoader<string, number>(async (names) =>
      inKeyOrder(names, await countPublicPostsWith(db, names), ({ name }) => name).map((row) => row?.count ?? 0),
    ),
    followsHashtag: new DataLoader<string, boolean>(async (names) => {
      if (!viewer) return names.map(() => false)
      const followed = await findFollowed(db, viewer.userId, names)
      return inKeyOrder(names, followed, ({ name }) => name).map((row) => row !== null)
    }),
    userById: new DataLoader<bigint, UserParent | null>(async (ids) =>
      inKeyOrder(ids, await findVisibleUsers(db, ids, viewer), ({ id }) => id),
    ),
    avatarOf: new DataLoader<bigint, AvatarImageParent[]>(async (userIds) =>
      groupByKey(userIds, await findAvatars(db, userIds, viewer), ({ userId }) => userId),
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
