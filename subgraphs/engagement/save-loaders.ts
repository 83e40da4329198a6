import type { EngagementDb } from '@halide/prisma/client.ts'
import { inKeyOrder, loadPages, type PageKey, pageName, type Viewer } from '@halide/subgraph-kit/index.ts'
import DataLoader from 'dataloader'
import { countSavedIn, findCollections, findSavedIn, type SavedRow } from './find-saved.ts'
import type { CollectionParent } from './parents.ts'

/** What is saved is its viewer's alone: to nobody there is nothing. */
export function createSaveLoaders(db: EngagementDb, viewer: Viewer | null) {
  return {
    collection: new DataLoader<bigint, CollectionParent | null>(async (ids) =>
      inKeyOrder(ids, viewer ? await findCollections(db, viewer, ids) : [], ({ id }) => id),
    ),
    collectionCount: new DataLoader<bigint, number>(async (ids) =>
      inKeyOrder(ids, viewer ? await countSavedIn(db, ids, viewer) : [], ({ id }) => id).map((row) => row?.count ?? 0),
    ),
    collectionPosts: new DataLoader<PageKey, SavedRow[], string>(
      async (keys) => {
        if (!viewer) return keys.map(() => [])
        return loadPages(
          keys,
          (ids, limit, after) => findSavedIn(db, ids, limit, after, viewer),
          ({ ownerId }) => ownerId,
        )
      },
      { cacheKeyFn: pageName },
    ),
  }
}
