import type { UserDb } from '@halide/prisma/client.ts'
import { largestPage, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { ListedUser } from './follow-pages.ts'
import { userColumns, visibleUsers } from './visible-users.ts'

/** An account that the viewer may want to follow, and how many of those that the viewer follows do. */
export interface RecommendedUser extends ListedUser {
  mutualCount: number
}

/**
 * Friends of friends, those of most friends first, then authors of Explore's newest ranking. Looked at are the latest 200 that the viewer
 * follows, as far as the viewer may see whom they follow, and the latest 100 of each: whatever anybody's lists are, no more.
 */
export function recommendUsers(
  db: UserDb,
  viewer: Viewer,
  limit: number,
  after: bigint | null,
): Promise<RecommendedUser[]> {
  const viewerId = viewer.userId
  return db.$queryRaw`
    with friends as (
      select friend.id from (
        select followee_id from follows where follower_id = ${viewerId} order by id desc limit 200
      ) as followed join open_users(${viewerId}) as friend on friend.id = followed.followee_id
    ),
    suggested as (
      select theirs.followee_id as id, count(*)::int as mutuals, null::int as rank
      from friends cross join lateral (
        select followee_id from follows where follower_id = friends.id order by id desc limit 100
      ) as theirs
      group by theirs.followee_id order by mutuals desc, id limit 500
    ),
    popular as (
      select author_id as id, 0 as mutuals, min(rank) as rank from explore_posts
      where generation = (select max(generation) from explore_generations) group by author_id order by rank limit 500
    ),
    candidates as (
      select id, sum(mutuals)::int as mutuals, min(rank) as rank
      from (select * from suggested union all select * from popular) as either group by id
    ),
    ranked as (
      select ${userColumns}, mutuals as "mutualCount",
        row_number() over (order by mutuals desc, candidates.rank nulls last, person.id) as place
      from candidates join ${visibleUsers(viewer)} on person.id = candidates.id
      where person.id <> ${viewerId}
        and not exists (select from follows where follower_id = ${viewerId} and followee_id = person.id)
        and not exists (select from follow_requests where follower_id = ${viewerId} and followee_id = person.id)
        and not exists (select from mutes where muter_id = ${viewerId} and muted_id = person.id)
    )
    select ${viewerId}::bigint as "ownerId", ranked.* from ranked
    where place > coalesce(${after}::bigint, 0) and place <= ${largestPage}::int
    order by place limit ${limit}::int`
}
