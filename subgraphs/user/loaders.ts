import { sql, type UserDb } from '@halide/prisma/client.ts'
import { inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { followersOf, followingOf, type ListedUser } from './follow-pages.ts'
import type { SignedInSessionParent, UserParent } from './parents.ts'
import { findRelations, noRelation, type Relation } from './relations.ts'
import { findOwnSessions } from './sessions.ts'
import { findUsers } from './visible-users.ts'

export type UserLoaders = ReturnType<typeof createLoaders>

/** One batch each per request, seen by this request's viewer only. */
export function createLoaders(db: UserDb, viewer: Viewer | null) {
  const userById = new DataLoader<bigint, UserParent | null>(async (ids) =>
    inKeyOrder(ids, await findUsers(db, sql`id = any(${[...ids]}::bigint[])`, viewer), ({ id }) => id),
  )
  const pages = (load: typeof followersOf) =>
    new DataLoader<PageKey, ListedUser[], string>(
      (keys) =>
        loadPages(
          keys,
          (ids, limit, after) => load(db, ids, limit, after, viewer),
          ({ ownerId }) => ownerId,
        ),
      { cacheKeyFn: pageName },
    )
  return {
    userById,
    userByHandle: new DataLoader<string, UserParent | null>(async (handles) =>
      inKeyOrder(
        handles,
        await findUsers(db, sql`handle = any(${[...handles]}::text[])`, viewer),
        ({ handle }) => handle,
      ),
    ),
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
    /** How the viewer stands to each. */
    relation: new DataLoader<bigint, Relation>(async (ids) => {
      if (!viewer) return ids.map(() => noRelation)
      const found = await findRelations(db, viewer.userId, ids)
      return inKeyOrder(ids, found, ({ id }) => id).map((relation) => relation ?? noRelation)
    }),
    /** Null for another's. */
    ownSession: new DataLoader<bigint, SignedInSessionParent | null>(async (ids) =>
      inKeyOrder(ids, viewer ? await findOwnSessions(db, viewer.userId, ids) : [], ({ id }) => id),
    ),
    followers: pages(followersOf),
    following: pages(followingOf),
  }
}
