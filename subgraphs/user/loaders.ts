import type { UserDb } from '@halide/prisma/client.ts'
import { inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { type FollowRow, followersOf, followingOf } from './follow-pages.ts'
import type { UserParent } from './parents.ts'

export type UserLoaders = ReturnType<typeof createLoaders>

const shown = { id: true, handle: true, displayName: true, bio: true, createdAt: true } as const

/** One batch each per request, seen by this request's viewer only. Deleted accounts are nowhere. */
export function createLoaders(db: UserDb, viewer: Viewer | null) {
  const userById = new DataLoader<bigint, UserParent | null>(async (ids) => {
    const users = await db.user.findMany({ where: { id: { in: [...ids] }, deletedAt: null }, select: shown })
    return inKeyOrder(ids, users, ({ id }) => id)
  })
  const pages = (load: (ids: bigint[], limit: number, after: bigint | null) => Promise<FollowRow[]>) =>
    new DataLoader<PageKey, FollowRow[], string>((keys) => loadPages(keys, load, ({ ownerId }) => ownerId), {
      cacheKeyFn: pageName,
    })
  return {
    userById,
    userByHandle: new DataLoader<string, UserParent | null>(async (handles) => {
      const users = await db.user.findMany({ where: { handle: { in: [...handles] }, deletedAt: null }, select: shown })
      return inKeyOrder(handles, users, ({ handle }) => handle)
    }),
    counts: new DataLoader(async (ids: readonly bigint[]) => {
      const sums = await db.userCounter.groupBy({
        by: ['userId'],
        where: { userId: { in: [...ids] } },
        _sum: { followers: true, following: true },
      })
      return inKeyOrder(ids, sums, ({ userId }) => userId).map((sum) => ({
        followers: sum?._sum.followers ?? 0,
        following: sum?._sum.following ?? 0,
      }))
    }),
    viewerIsFollowing: new DataLoader(async (ids: readonly bigint[]) => {
      if (!viewer) return ids.map(() => false)
      const follows = await db.follow.findMany({
        where: { followerId: viewer.userId, followeeId: { in: [...ids] } },
        select: { followeeId: true },
      })
      return inKeyOrder(ids, follows, ({ followeeId }) => followeeId).map((follow) => follow !== null)
    }),
    followers: pages((ids, limit, after) => followersOf(db, ids, limit, after)),
    following: pages((ids, limit, after) => followingOf(db, ids, limit, after)),
  }
}
