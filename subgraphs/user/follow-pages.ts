import { type SqlPart, sql, type UserDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { UserParent } from './parents.ts'
import { userColumns, visibleUsers } from './visible-users.ts'

/** One account in a list, with whose list it is and its place there. */
export interface ListedUser extends UserParent {
  ownerId: bigint
  place: bigint
}

/** The latest followers of each account, before `after`; none of a private one that the viewer does not follow. One statement for all. */
export function followersOf(db: UserDb, ids: bigint[], limit: number, after: bigint | null, viewer: Viewer | null) {
  return followPages(db, sql`f.followee_id`, sql`f.follower_id`, ids, limit, after, viewer)
}

/** The accounts that each account followed latest, before `after`; as `followersOf`. */
export function followingOf(db: UserDb, ids: bigint[], limit: number, after: bigint | null, viewer: Viewer | null) {
  return followPages(db, sql`f.follower_id`, sql`f.followee_id`, ids, limit, after, viewer)
}

function followPages(
  db: UserDb,
  owner: SqlPart,
  listed: SqlPart,
  ids: bigint[],
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<ListedUser[]> {
  return db.$queryRaw`
    select owner.id as "ownerId", page.*
    from open_users(${viewer?.userId ?? null}::bigint) as owner
    cross join lateral (
      select f.id as place, ${userColumns}
      from follows f join ${visibleUsers(viewer)} on person.id = ${listed}
      where ${owner} = owner.id and (${after}::bigint is null or f.id < ${after}::bigint)
      order by f.id desc limit ${limit}
    ) as page
    where owner.id = any(${ids}::bigint[])`
}
