import type { Secrets } from '@halide/local/secrets.ts'
import { encodeCursor } from '@halide/subgraph-kit/connection.ts'
import { createAccessTokens } from '@halide/user/access-tokens.ts'
import type { World } from '../../world.ts'
import type { SocialGraph } from './graph.ts'

export interface Member {
  id: bigint
  handle: string
  accessToken: string
  /** Cursors in the member's home feed, newest first: the n-th leads below n + 1 posts. */
  places: string[]
}

const postsOfEach = 20
/** DeathStarBench reads a feed from a random place among its first hundred. */
const deepest = 100

/** Everybody in the graph with what they have published, as the owners of those tables write it; all friends follow each other. */
export async function plantPeople(world: Pick<World, 'sql'>, graph: SocialGraph): Promise<void> {
  const { sql } = world
  await sql(
    `insert into users (handle, email, password_hash, display_name)
     select 'member_' || n, 'member_' || n || '@halide.example', '-', 'Member ' || n from generate_series(0, $1::int - 1) n`,
    [graph.people],
  )
  await sql(
    `insert into follows (follower_id, followee_id)
     select a.id, b.id from unnest($1::int[], $2::int[]) as pair (a, b)
     join users a on a.handle = 'member_' || pair.a join users b on b.handle = 'member_' || pair.b`,
    [bothWays(graph, 0), bothWays(graph, 1)],
  )
  await sql(`insert into user_counters (user_id, shard, followers, following)
    select followee_id, 0, count(*), count(*) from follows group by followee_id`)
  // Everybody's first post comes before anybody's second.
  await sql(
    `insert into posts (id, author_id, caption, status, position, tagged)
     select next_id(), users.id, repeat('caption ', 10), 'READY', next_id(), true
     from generate_series(1, $1::int) round, users order by round, users.id`,
    [postsOfEach],
  )
  await sql(`insert into photos (post_id, ordinal, upload_id, original_key, alt_text, status, width, height, blurhash, dominant_color)
    select id, 0, next_id(), 'originals/' || author_id || '/' || id, repeat('alt ', 10), 'READY', 320, 240, repeat('h', 28), '#aabbcc' from posts`)
  await sql(`insert into renditions (photo_id, edition, size, format, width, height, byte_size, md5, object_key)
    select id, 1, size, format, 320, 240, 10000, decode(md5(id::text), 'hex'), concat_ws('/', 'renditions', id, 1, size, format)
    from photos, unnest(array['LARGE', 'MEDIUM', 'THUMBNAIL']) size, unnest(array['AVIF', 'WEBP', 'JPEG']) format`)
  await sql('vacuum analyze')
}

function bothWays({ friendships }: SocialGraph, side: 0 | 1): number[] {
  return friendships.flatMap((pair) => [pair[side], pair[1 - side]!])
}

/** All members, signed in: as the user subgraph that holds this key would do it. */
export async function signMembersIn(world: Pick<World, 'sql'>, secrets: Secrets): Promise<Member[]> {
  const tokens = await createAccessTokens(JSON.parse(secrets.authPrivateJwk))
  const rows = await world.sql<{ id: string; handle: string; positions: string[] }>(
    `select id, handle, array(
       select position from posts join follows on followee_id = author_id
       where follower_id = users.id and position is not null order by position desc limit $1::int
     )::text[] positions from users order by id`,
    [deepest],
  )
  return Promise.all(
    rows.map(async ({ id, handle, positions }) => {
      const { token } = await tokens.issue({ userId: BigInt(id), sessionId: 1n, role: 'USER' })
      return { id: BigInt(id), handle, accessToken: token, places: positions.map((at) => encodeCursor(BigInt(at))) }
    }),
  )
}
