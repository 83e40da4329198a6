import type { PostDb } from '@halide/prisma/client.ts'
import { largestPage, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { HashtagParent, ListedHashtag, PostParent } from './parents.ts'
import { listedPosts, postColumns, visiblePosts } from './visible-posts.ts'

/** Rows of one hashtag that one page looks at: however many of them are hidden from the viewer, a read ends. */
export const lookedAtForAPage = 1_000

/** A post in the list of a hashtag, or a row without one that says where looking ended. */
export interface HashtagRow {
  name: string
  /** Where the last row lies that was looked at; null when that was the last one of all. */
  stoppedAt: bigint | null
  /** Null when none was found. */
  post: (PostParent & { position: bigint }) | null
}

/** The latest posts of each hashtag that the viewer may see, before the position `after`. One statement for all hashtags. */
export async function findPostsWith(
  db: PostDb,
  names: string[],
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<HashtagRow[]> {
  type Row = Omit<HashtagRow, 'post'> & (PostParent & { position: bigint })
  const rows = await db.$queryRaw<Row[]>`
    select owner.name, "stoppedAt", page.*
    from unnest(${names}::text[]) as owner (name)
    cross join lateral (
      select (
        select t.position from post_hashtags t
        where t.name = owner.name and t.position < coalesce(${after}::bigint, 9223372036854775807)
        order by t.position desc offset ${lookedAtForAPage - 1}::int limit 1
      ) as "stoppedAt"
    ) as looked
    left join lateral (
      select posts.* from (
        select t.post_id, t.position from post_hashtags t
        where t.name = owner.name and t.position < coalesce(${after}::bigint, 9223372036854775807)
        order by t.position desc limit ${lookedAtForAPage}::int
      ) as tagged
      cross join lateral (select ${postColumns} from ${listedPosts(viewer)} where posts.id = tagged.post_id) as posts
      order by tagged.position desc limit ${limit}::int
    ) as page on true`
  return rows.map(({ name, stoppedAt, ...post }) => ({ name, stoppedAt, post: post.id === null ? null : post }))
}

/** How many of the latest posts with each hashtag everybody may see: the same to all, so that no count tells of a private account. */
export function countPublicPostsWith(db: PostDb, names: readonly string[]): Promise<{ name: string; count: number }[]> {
  return db.$queryRaw`
    select owner.name, count(posts.id)::int as count
    from unnest(${[...names]}::text[]) as owner (name)
    cross join lateral (
      select post_id from post_hashtags t where t.name = owner.name and t.position is not null
      order by t.position desc limit ${lookedAtForAPage}::int
    ) as tagged
    join ${visiblePosts(null)} on posts.id = tagged.post_id
    group by owner.name`
}

/** Past the last name that begins with a text: names are ordered by their bytes. */
const lastCharacter = '\u{10ffff}'

/**
 * Hashtags that begin with a text. Looked at are the first hundred by name and those of the latest 2,000 taggings, of each hashtag the
 * latest 20 posts, and of all only those with a post for the viewer: a name that private accounts alone use is not told.
 */
export function searchHashtags(
  db: PostDb,
  prefix: string,
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<ListedHashtag[]> {
  const [from, to] = [prefix, prefix + lastCharacter]
  return db.$queryRaw`
    with latest as (
      select name, count(*) as uses from (
        select name from post_hashtags where position is not null order by position desc limit 2000
      ) as tagged
      where name >= ${from} and name < ${to} group by name order by uses desc, name limit 100
    ),
    named as (
      select name, coalesce(uses, 0) as uses from (
        (select name from hashtags where name >= ${from} and name < ${to} order by name limit 100)
        union select name from latest
      ) as either left join latest using (name)
    ),
    ranked as (
      select name, row_number() over (order by name = ${prefix} desc, uses desc, name) as place from named
      where exists (
        select from (
          select post_id from post_hashtags t where t.name = named.name and t.position is not null
          order by t.position desc limit 20
        ) as tagged join ${listedPosts(viewer)} on posts.id = tagged.post_id
      )
    )
    select name, place from ranked where place > coalesce(${after}::bigint, 0) and place <= ${largestPage}::int
    order by place limit ${limit}::int`
}

/** The hashtags that the viewer follows, the latest first, before the follow `after`. */
export function followedHashtags(
  db: PostDb,
  userId: bigint,
  limit: number,
  after: bigint | null,
): Promise<ListedHashtag[]> {
  return db.$queryRaw`
    select name, id as place from hashtag_follows
    where user_id = ${userId} and (${after}::bigint is null or id < ${after}::bigint)
    order by id desc limit ${limit}::int`
}

/** Those of the hashtags that the viewer follows. */
export function findFollowed(db: PostDb, userId: bigint, names: readonly string[]): Promise<HashtagParent[]> {
  return db.hashtagFollow.findMany({ where: { userId, name: { in: [...names] } }, select: { name: true } })
}
