import { sql, type UserDb } from '@halide/prisma/client.ts'
import { inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { followersOf, followingOf, type ListedUser } from './follow-pages.ts'
import type { SignedInSessionParent, UserParent } from './parents.ts'
import { findFollowCounts, findRelations, noRelation, type Relation } from './relations.ts'
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
    counts: new DataLoader<bigint, { followers: number; following: number }>(async (ids) =>
      inKeyOrder(ids, await findFollowCounts(db, ids), ({ userId }) => userId).map(
        (counts) => counts ?? { followers: 0, following: 0 },
      ),
    ),
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
