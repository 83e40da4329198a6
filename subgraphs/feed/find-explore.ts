import type { SqlDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'

/** A post of Explore. The place says of which generation, and where in it: so many low bits are the rank. */
export interface ExplorePost {
  place: bigint
  postId: bigint
  authorId: bigint
}

const rankBits = 20n

/**
 * Posts of the newest generation, or behind a place of that place's generation; where that is gone by now, from the same rank of the
 * newest. Left out is what the viewer may not see or does not want put before them, and whom they know already. A generation is of a
 * thousand posts, so no read is long.
 */
export function findExplore(
  db: SqlDb,
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<ExplorePost[]> {
  const viewerId = viewer?.userId ?? null
  const generation = after === null ? null : after >> rankBits
  const rank = after === null ? 0 : Number(after & ((1n << rankBits) - 1n))
  return db.$queryRaw`
    select (ranked.generation << ${Number(rankBits)}::int) | ranked.rank as place, posts.id as "postId", posts.author_id as "authorId"
    from explore_posts ranked join listed_posts(${viewerId}::bigint) as posts on posts.id = ranked.post_id
    where ranked.generation = coalesce(
        (select generation from explore_generations where generation = ${generation}::bigint),
        (select max(generation) from explore_generations))
      and ranked.rank > ${rank}::int
      and posts.author_id is distinct from ${viewerId}::bigint
      and not exists (select from follows where follower_id = ${viewerId}::bigint and followee_id = posts.author_id)
    order by ranked.rank limit ${limit}::int`
}
