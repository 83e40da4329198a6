import { anyOf, type PostDb, type SqlPart, sql } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { PhotoParent, PostParent } from './parents.ts'

/** The posts that a viewer may see: what every path to a post, or to a photo of one, reads from in place of the table. */
export function visiblePosts(viewer: Viewer | null): SqlPart {
  return sql`visible_posts(${viewer?.userId ?? null}::bigint) as posts`
}

/** Those without the muted, for lists that nobody asked a certain author for. */
export function listedPosts(viewer: Viewer | null): SqlPart {
  return sql`listed_posts(${viewer?.userId ?? null}::bigint) as posts`
}

const isPrivate = sql`(select private_since is not null from users where users.id = posts.author_id)`

/**
 * Another one for every change of any column of the post's photos, and when the author's account turns private or public. Renditions
 * need not be in it: those of an edition that is READY never change.
 */
const contentVersion = sql`(
  select md5(${isPrivate}::text || string_agg(each::text, '' order by each.ordinal))
  from photos as each where each.post_id = posts.id)`

export const postColumns = sql`posts.id, posts.author_id as "authorId", caption, posts.status::text, position,
  failure_code as "failureCode", failure_message as "failureMessage", posts.created_at as "createdAt",
  case when posts.status = 'READY' and viral_at > now() - interval '1 day' then ${contentVersion} end as "contentVersion"`

export function findPosts(db: PostDb, ids: readonly bigint[], viewer: Viewer | null): Promise<PostParent[]> {
  return db.$read`select ${postColumns} from ${visiblePosts(viewer)} where id = ${anyOf(ids)}`
}

/** The latest posts of each author, before the post `after`. One statement for all authors. */
export function findPostsOf(
  db: PostDb,
  authorIds: bigint[],
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<PostParent[]> {
  return db.$read`
    select page.* from unnest(${authorIds}::bigint[]) as owner (id)
    cross join lateral (
      select ${postColumns} from ${visiblePosts(viewer)}
      where author_id = owner.id and posts.id < coalesce(${after}::bigint, 9223372036854775807)
      order by posts.id desc limit ${limit}::int
    ) as page`
}

/** READY posts of each author whom the viewer may see, those of private accounts too; an author without any is left out. */
export function countPostsOf(
  db: PostDb,
  authorIds: readonly bigint[],
  viewer: Viewer | null,
): Promise<{ authorId: bigint; count: number }[]> {
  return db.$read`
    select author_id as "authorId", count(*)::int as count
    from visible_users(${viewer?.userId ?? null}::bigint) as author join posts on author_id = author.id
    where author.id = any(${[...authorIds]}::bigint[]) and kind = 'POST' and status = 'READY'
      and posts.deleted_at is null and moderated_at is null
    group by author_id`
}

/**
 * Photos of some posts, each with the sizes it is served in, and what else is asked for; for a condition to follow. A size has the same pixels
 * in every format, and is always made as a JPEG too.
 */
function photosWith(posts: SqlPart, more: SqlPart): SqlPart {
  return sql`
    select photos.id, post_id as "postId", alt_text as "altText", filter, edition, width, height, blurhash,
      ${isPrivate} as "isPrivate", coalesce((
        select json_object_agg(size, json_build_object('width', width, 'height', height))
        from renditions where photo_id = photos.id and edition = photos.edition and format = 'JPEG' and posts.status = 'READY'
      ), '{}') as images ${more}
    from photos join ${posts} on posts.id = post_id`
}

/** The photos of posts, or of stories, whose visibility the caller has seen to. */
export function findPhotosOf(db: PostDb, postIds: readonly bigint[]): Promise<PhotoParent[]> {
  return db.$read`${photosWith(sql`posts`, sql``)} where post_id = ${anyOf(postIds)} order by post_id, ordinal`
}

function findPhotosBy(db: PostDb, ids: readonly bigint[], posts: SqlPart): Promise<PhotoParent[]> {
  return db.$read`${photosWith(posts, sql``)} where photos.id = ${anyOf(ids)}`
}

/** Photos by id, of posts that the viewer may see. */
export function findPhotos(db: PostDb, ids: readonly bigint[], viewer: Viewer | null): Promise<PhotoParent[]> {
  return findPhotosBy(db, ids, visiblePosts(viewer))
}

/** Photos by id, of stories that the viewer may see. */
export function findStoryPhotos(db: PostDb, ids: readonly bigint[], viewer: Viewer | null): Promise<PhotoParent[]> {
  const posts = sql`(
    select posts.id, posts.author_id, posts.status
    from visible_stories(${viewer?.userId ?? null}::bigint) as story join posts on posts.id = story.post_id
  ) as posts`
  return findPhotosBy(db, ids, posts)
}

/** The photos of posts whose visibility the caller has seen to, for all viewers alike, with the version that they are. */
export function findContent(db: PostDb, postIds: readonly bigint[]): Promise<(PhotoParent & { version: string })[]> {
  return db.$read`
    ${photosWith(sql`posts`, sql`, ${contentVersion} as version`)} where post_id = any(${[...postIds]}::bigint[])
    order by post_id, ordinal`
}

/** Those of these accounts that the viewer may see. */
export function findVisibleUsers(db: PostDb, ids: readonly bigint[], viewer: Viewer | null): Promise<{ id: bigint }[]> {
  return db.$read`
    select id from visible_users(${viewer?.userId ?? null}::bigint) where id = any(${[...ids]}::bigint[])`
}
