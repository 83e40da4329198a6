import { anyOf, sql, type UserDb } from '@halide/prisma/client.ts'
import { inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { followersOf, followingOf, type ListedUser } from './follow-pages.ts'
import type { Relation, SignedInSessionParent, UserParent } from './parents.ts'
import { findFollowCounts, findRelations } from './relations.ts'
import { findOwnSessions } from './sessions.ts'
import { findUsers } from './visible-users.ts'

export type UserLoaders = ReturnType<typeof createLoaders>

/** One batch each per request, seen by this request's viewer only. */
export function createLoaders(db: UserDb, viewer: Viewer | null) {
  const userById = new DataLoader<bigint, UserParent | null>(async (ids) =>
    inKeyOrder(ids, await findUsers(db, sql`person.id = ${anyOf(ids)}`, viewer), ({ id }) => id),
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
    relation: new DataLoader<bigint, Relation>(async (ids) =>
      inKeyOrder(ids, await findRelations(db, ids, viewer), ({ id }) => id).map((relation) => relation!),
    ),
    /** Null for another's. */
    ownSession: new DataLoader<bigint, SignedInSessionParent | null>(async (ids) =>
      inKeyOrder(ids, viewer ? await findOwnSessions(db, viewer.userId, ids) : [], ({ id }) => id),
    ),
    followers: pages(followersOf),
    following: pages(followingOf),
  }
}
