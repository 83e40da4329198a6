import { type EngagementDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { lookedAt } from './find-comments.ts'
import type { CollectionParent } from './parents.ts'
import { visiblePosts } from './visible-posts.ts'

/** A row of a list of posts with its place there, or none where `id` is null, with whose list it is and where reading ends at the latest. */
export interface SavedRow {
  ownerId: bigint
  stop: bigint | null
  id: bigint | null
  place: bigint
}

/** What a viewer saved latest, before the place `after`, as far as it may be seen. */
export function findSavedBy(db: EngagementDb, viewer: Viewer, limit: number, after: bigint | null) {
  return savedPages(db, sql`saves s where s.user_id = owner.id`, [viewer.userId], limit, after, viewer)
}

/** The same of collections, whose owner the viewer is: the caller has seen to that. One statement for all. */
export function findSavedIn(db: EngagementDb, ids: bigint[], limit: number, after: bigint | null, viewer: Viewer) {
  return savedPages(db, sql`collection_posts s where s.collection_id = owner.id`, ids, limit, after, viewer)
}

function savedPages(
  db: EngagementDb,
  rows: SqlPart,
  owners: bigint[],
  limit: number,
  after: bigint | null,
  viewer: Viewer,
): Promise<SavedRow[]> {
  const listed = sql`${rows} and (${after}::bigint is null or s.id < ${after}::bigint) order by s.id desc`
  return db.$queryRaw`
    select owner.id as "ownerId", page.*,
      (select s.id from ${listed} offset ${lookedAt - 1}::int limit 1) as stop
    from unnest(${owners}::bigint[]) as owner (id)
    left join lateral (
      select posts.id, looked.id as place from (
        select s.id, s.post_id from ${listed} limit ${lookedAt}::int) as looked
      join ${visiblePosts(viewer)} on posts.id = looked.post_id
      order by looked.id desc limit ${limit}::int
    ) as page on true
    order by owner.id, page.place desc`
}

/** Those of the collections that are the viewer's. */
export function findCollections(
  db: EngagementDb,
  { userId }: Viewer,
  ids: readonly bigint[],
): Promise<CollectionParent[]> {
  return db.collection.findMany({
    where: { userId, id: { in: [...ids] } },
    select: { id: true, name: true, createdAt: true },
  })
}

/** The viewer's, the latest made first, before the collection `after`. */
export function findCollectionsOf(
  db: EngagementDb,
  { userId }: Viewer,
  take: number,
  after: bigint | null,
): Promise<CollectionParent[]> {
  return db.collection.findMany({
    where: { userId, ...(after !== null && { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take,
    select: { id: true, name: true, createdAt: true },
  })
}

/** How many posts in each of the viewer's collections may be seen; one without any is left out. */
export function countSavedIn(
  db: EngagementDb,
  ids: readonly bigint[],
  viewer: Viewer,
): Promise<{ id: bigint; count: number }[]> {
  return db.$queryRaw`
    select collection_id as id, count(*)::int as count
    from collection_posts join ${visiblePosts(viewer)} on posts.id = post_id
    where collection_id = any(${[...ids]}::bigint[]) group by collection_id`
}
