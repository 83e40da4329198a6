import type { SqlDb } from '@halide/prisma/client.ts'
import { settlingTime } from './settings.ts'

/** A post that a viewer may see in the home feed just now. */
export interface FeedPost {
  position: bigint
  postId: bigint
  authorId: bigint
}

/** Higher than any position: a page from the top begins below it. */
export const top = (1n << 63n) - 1n

/**
 * Which of these posts the viewer may see now: READY, listed for the viewer, of an account that is followed. With the epoch
 * of whom the viewer follows, of the same instant. Null when the viewer is gone.
 */
export async function visiblePosts(
  db: SqlDb,
  viewerId: bigint,
  positions: readonly bigint[],
): Promise<{ epoch: number; posts: Map<bigint, FeedPost> } | null> {
  const rows = await db.$read<{ epoch: number; position: bigint | null; postId: bigint; authorId: bigint }[]>`
    select viewer.feed_epoch epoch, post.position, post.id "postId", post.author_id "authorId"
    from users viewer
    left join lateral (
      select p.position, p.id, p.author_id
      from listed_posts(${viewerId}) p
      join follows f on f.follower_id = ${viewerId} and f.followee_id = p.author_id
      where p.position = any(${positions}::bigint[]) and p.status = 'READY'
    ) post on true
    where viewer.id = ${viewerId} and viewer.deleted_at is null`
  if (!rows[0]) return null
  const posts = new Map<bigint, FeedPost>()
  for (const { position, postId, authorId } of rows) {
    if (position !== null) posts.set(position, { position, postId, authorId })
  }
  return { epoch: rows[0].epoch, posts }
}

/** The viewer's feed below a position, right from the tables: at most `limit` posts, newest first. */
export async function feedFromSql(db: SqlDb, viewerId: bigint, below: bigint, limit: number): Promise<FeedPost[]> {
  return db.$queryRaw<FeedPost[]>`
    select post.position, post.id "postId", post.author_id "authorId"
    from users viewer
    join follows f on f.follower_id = viewer.id
    cross join lateral (
      select p.position, p.id, p.author_id
      from listed_posts(${viewerId}) p
      where p.author_id = f.followee_id and p.position < ${below} and p.status = 'READY'
      order by p.position desc
      limit ${limit}
    ) post
    where viewer.id = ${viewerId} and viewer.deleted_at is null
    order by post.position desc
    limit ${limit}`
}

/** What a cached feed is built from, of one instant. Positions newest first. Null when the viewer is gone. */
export async function feedToCache(
  db: SqlDb,
  viewerId: bigint,
  limit: number,
): Promise<{ epoch: number; celebrities: bigint[]; positions: bigint[] } | null> {
  // An author's deletion is not asked for: it may be taken back, and the read asks anyway.
  const rows = await db.$queryRaw<{ epoch: number; celebrities: bigint[]; positions: bigint[] }[]>`
    select viewer.feed_epoch epoch,
      array(
        select author.id from follows f join users author on author.id = f.followee_id
        where f.follower_id = viewer.id and author.reach <> 'FAN_OUT'
      ) celebrities,
      array(
        select post.position
        from follows f
        join users author on author.id = f.followee_id and author.reach = 'FAN_OUT'
        cross join lateral (
          select p.position from posts p
          where p.author_id = f.followee_id and p.position is not null and p.status = 'READY' and p.deleted_at is null
          order by p.position desc
          limit ${limit}
        ) post
        where f.follower_id = viewer.id
        order by post.position desc
        limit ${limit}
      ) positions
    from users viewer
    where viewer.id = ${viewerId} and viewer.deleted_at is null`
  return rows[0] ?? null
}

/** An author's newest positions, newest first. */
export async function authorToCache(db: SqlDb, authorId: bigint, limit: number): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ position: bigint }[]>`
    select position from posts
    where author_id = ${authorId} and position is not null and status = 'READY' and deleted_at is null
    order by position desc
    limit ${limit}`
  return rows.map(({ position }) => position)
}

/**
 * All that may ever show in the viewer's feed below `settled`, newest first: deleted posts too, since they may be restored, and of
 * one instant with the epoch. No post below it is still to come. Null when the viewer is gone.
 */
export async function settledFeed(
  db: SqlDb,
  viewerId: bigint,
  limit: number,
): Promise<{ epoch: number; settled: bigint; positions: bigint[] } | null> {
  const rows = await db.$queryRaw<{ epoch: number; settled: bigint; positions: bigint[] }[]>`
    with line as materialized (select next_id() - (${settlingTime}::bigint << 23) settled)
    select viewer.feed_epoch epoch, line.settled,
      array(
        select post.position
        from follows f
        cross join lateral (
          select p.position from posts p
          where p.author_id = f.followee_id and p.position < line.settled
          order by p.position desc
          limit ${limit}
        ) post
        where f.follower_id = viewer.id
        order by post.position desc
        limit ${limit}
      ) positions
    from users viewer cross join line
    where viewer.id = ${viewerId} and viewer.deleted_at is null`
  return rows[0] ?? null
}

/** Positions from `since` up and under `below`, of those whom the viewer follows now, newest first: a few index probes. */
export async function newerThan(
  db: SqlDb,
  viewerId: bigint,
  since: bigint,
  below: bigint,
  limit: number,
): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ position: bigint }[]>`
    select post.position
    from follows f
    cross join lateral (
      select p.position from posts p
      where p.author_id = f.followee_id and p.position >= ${since} and p.position < ${below}
        and p.status = 'READY' and p.deleted_at is null
      order by p.position desc
      limit ${limit}
    ) post
    where f.follower_id = ${viewerId}
    order by post.position desc
    limit ${limit}`
  return rows.map(({ position }) => position)
}
