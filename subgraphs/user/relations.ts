import { type SqlPart, sql, type UserDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { Relation } from './parents.ts'

/** How the viewer stands to each `person`; nobody to no one. */
export function relationColumns(viewer: Viewer | null): SqlPart {
  const viewerId = sql`${viewer?.userId ?? null}::bigint`
  return sql`
    exists (select from follows where follower_id = ${viewerId} and followee_id = person.id) as "isFollowing",
    exists (select from follow_requests where follower_id = ${viewerId} and followee_id = person.id) as "hasRequested",
    exists (select from mutes where muter_id = ${viewerId} and muted_id = person.id) as "isMuting"`
}

/** One row for each id. */
export function findRelations(
  db: UserDb,
  ids: readonly bigint[],
  viewer: Viewer | null,
): Promise<(Relation & { id: bigint })[]> {
  return db.$read`select person.id, ${relationColumns(viewer)} from unnest(${[...ids]}::bigint[]) as person (id)`
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
