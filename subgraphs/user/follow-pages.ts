import { type SqlPart, sql, type UserDb } from '@halide/prisma/client.ts'
import type { UserParent } from './parents.ts'

/** One account in a list of followers or followed, with whose list it is and its place there. */
export interface FollowRow extends UserParent {
  ownerId: bigint
  followId: bigint
}

/** The latest followers of each account, before `after`. One statement for all. */
export function followersOf(db: UserDb, ids: bigint[], limit: number, after: bigint | null): Promise<FollowRow[]> {
  return followPages(db, sql`f.followee_id`, sql`f.follower_id`, ids, limit, after)
}

/** The accounts that each account followed latest, before `after`. One statement for all. */
export function followingOf(db: UserDb, ids: bigint[], limit: number, after: bigint | null): Promise<FollowRow[]> {
  return followPages(db, sql`f.follower_id`, sql`f.followee_id`, ids, limit, after)
}

function followPages(
  db: UserDb,
  owner: SqlPart,
  listed: SqlPart,
  ids: bigint[],
  limit: number,
  after: bigint | null,
): Promise<FollowRow[]> {
  return db.$queryRaw<FollowRow[]>`
    select owner.id as "ownerId", page.*
    from unnest(${ids}::bigint[]) as owner (id)
    cross join lateral (
      select f.id as "followId", u.id, u.handle, u.display_name as "displayName", u.bio, u.created_at as "createdAt"
      from follows f join users u on u.id = ${listed} and u.deleted_at is null
      where ${owner} = owner.id and (${after}::bigint is null or f.id < ${after}::bigint)
      order by f.id desc limit ${limit}
    ) as page`
}
