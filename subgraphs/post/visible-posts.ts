import { type PostDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { PhotoParent, PostParent } from './parents.ts'

/**
 * Who sees a post, for every path that leads to one or to a photo of one: everybody when it is READY, before that its author;
 * nobody when it or its author is deleted. A condition on `posts`.
 */
function visibleTo(viewer: Viewer | null): SqlPart {
  return sql`posts.deleted_at is null
    and (posts.status = 'READY' or posts.author_id = ${viewer?.userId ?? null}::bigint)
    and exists (select from users where users.id = posts.author_id and users.deleted_at is null)`
}

/**
 * Another one for every change of any column of the post's photos. Renditions need not be in it: those of an edition that is READY
 * never change.
 */
const contentVersion = sql`(
  select md5(string_agg(each::text, '' order by each.ordinal)) from photos as each where each.post_id = posts.id)`

const postColumns = sql`posts.id, posts.author_id as "authorId", caption, posts.status::text, position,
  failure_code as "failureCode", failure_message as "failureMessage", posts.created_at as "createdAt",
  case when posts.status = 'READY' and viral_at > now() - interval '1 day' then ${contentVersion} end as "contentVersion"`

export function findPosts(db: PostDb, ids: readonly bigint[], viewer: Viewer | null): Promise<PostParent[]> {
  return db.$queryRaw`
    select ${postColumns} from posts where id = any(${[...ids]}::bigint[]) and ${visibleTo(viewer)}`
}

/** The latest posts of each author, before the post `after`. One statement for all authors. */
export function findPostsOf(
  db: PostDb,
  authorIds: bigint[],
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<PostParent[]> {
  return db.$queryRaw`
    select page.* from unnest(${authorIds}::bigint[]) as owner (id)
    cross join lateral (
      select ${postColumns} from posts
      where author_id = owner.id and (${after}::bigint is null or posts.id < ${after}::bigint) and ${visibleTo(viewer)}
      order by posts.id desc limit ${limit}::int
    ) as page`
}

/** READY posts of each author; an author without any is left out. */
export function countPostsOf(db: PostDb, authorIds: readonly bigint[]): Promise<{ authorId: bigint; count: number }[]> {
  return db.$queryRaw`
    select author_id as "authorId", count(*)::int as count from posts
    where author_id = any(${[...authorIds]}::bigint[]) and status = 'READY' and ${visibleTo(null)}
    group by author_id`
}

/** Photos in the author's order, each with the sizes it is served in, and what else is asked for; for a condition to follow. */
function photosWith(more: SqlPart): SqlPart {
  return sql`
    select photos.id, post_id as "postId", alt_text as "altText", filter, edition, width, height, blurhash,
      coalesce(images, '{}') as images ${more}
    from photos join posts on posts.id = post_id
    left join lateral (
      select jsonb_object_agg(size, jsonb_build_object('width', width, 'height', height)) as images
      from renditions where photo_id = photos.id and edition = photos.edition and posts.status = 'READY'
    ) as made on true`
}

/** The photos of posts, or those with these ids. */
export function findPhotos(
  db: PostDb,
  by: { postIds: readonly bigint[] } | { ids: readonly bigint[] },
  viewer: Viewer | null,
): Promise<PhotoParent[]> {
  const which =
    'ids' in by ? sql`photos.id = any(${[...by.ids]}::bigint[])` : sql`post_id = any(${[...by.postIds]}::bigint[])`
  return db.$queryRaw`${photosWith(sql``)} where ${which} and ${visibleTo(viewer)} order by post_id, ordinal`
}

/** The photos of posts whose visibility the caller has seen to, for all viewers alike, with the version that they are. */
export function findContent(db: PostDb, postIds: readonly bigint[]): Promise<(PhotoParent & { version: string })[]> {
  return db.$queryRaw`
    ${photosWith(sql`, ${contentVersion} as version`)} where post_id = any(${[...postIds]}::bigint[]) order by post_id, ordinal`
}
