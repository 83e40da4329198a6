import type { UserDb } from '@halide/prisma/client.ts'

/** How a viewer stands to another account. */
export interface Relation {
  isFollowing: boolean
  hasRequested: boolean
  isMuting: boolean
}

export const noRelation: Relation = { isFollowing: false, hasRequested: false, isMuting: false }

/** One row for each id. */
export function findRelations(
  db: UserDb,
  viewerId: bigint,
  ids: readonly bigint[],
): Promise<(Relation & { id: bigint })[]> {
  return db.$read`
    select person.id,
      exists (select from follows where follower_id = ${viewerId} and followee_id = person.id) as "isFollowing",
      exists (select from follow_requests where follower_id = ${viewerId} and followee_id = person.id) as "hasRequested",
      exists (select from mutes where muter_id = ${viewerId} and muted_id = person.id) as "isMuting"
    from unnest(${[...ids]}::bigint[]) as person (id)`
}

/** How many follow each, and how many each follows; one without a counter is left out. */
export function findFollowCounts(
  db: UserDb,
  ids: readonly bigint[],
): Promise<{ userId: bigint; followers: number; following: number }[]> {
  return db.$read`
    select user_id as "userId", sum(followers)::int as followers, sum(following)::int as following
    from user_counters where user_id = any(${[...ids]}::bigint[]) group by user_id`
}
