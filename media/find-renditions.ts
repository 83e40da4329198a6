import { DatabaseOverloaded, type MediaDb, sql } from '@halide/prisma/client.ts'
import type { ImagePath } from '@halide/schema/image-paths.ts'
import type { RenditionFormat } from '@halide/schema/renditions.ts'
import { LRUCache } from 'lru-cache'

export interface RenditionRow {
  /** Bytes. */
  size: number
  /** Strong, with its quotes. */
  etag: string
  objectKey: string
}

export type Renditions = ReadonlyMap<RenditionFormat, RenditionRow>

export interface ShownRenditions {
  byFormat: Renditions
  /** Until when they are remembered, at most, by `performance.now()`. */
  goodUntil: number
  /** Of a story: when it is over, on this process' monotonic clock (`performance.now()`). Null: never. */
  endsAt: number | null
}

/** Most images whose rows are remembered, about 1 KB each. */
const remembered = 10_000

/** Everyone sees the images of public accounts; who has a ticket, those of private ones too. */
export type Audience = 'everyone' | 'ticket'

type Sought = Omit<ImagePath, 'format'> & { audience: Audience }

/** The renditions of one photo, edition and size, by format; null when there are none, or they are not for this audience. */
export type FindRenditions = (image: Sought) => Promise<ShownRenditions | null>

/**
 * One SQL statement a miss; misses of one image at a time share it. What is public is remembered for `ttlMs`, what is not is
 * asked for each time, so that a post that turns READY is there at once.
 */
export function createFindRenditions(db: MediaDb, ttlMs: number): FindRenditions {
  const cache = new LRUCache<string, ShownRenditions, Sought>({
    max: remembered,
    ttl: ttlMs,
    fetchMethod: async (_key, stale, { context }) => {
      const goodUntil = performance.now() + ttlMs
      try {
        const shown = await query(db, context)
        return shown ? { ...shown, goodUntil } : undefined
      } catch (error) {
        // With Postgres down nothing can be deleted either: what was public is still. That this process alone is busy says nothing.
        if (stale && !(error instanceof DatabaseOverloaded)) return stale
        throw error
      }
    },
  })
  return async (image) => {
    const key = `${image.audience}/${image.photoId}/${image.edition}/${image.size}`
    return (await cache.fetch(key, { context: image })) ?? null
  }
}

/** Posts, and stories that have not expired, that at least the followers of their author may see. */
const forFollowers = (kind: 'POST' | 'STORY') => sql`(
  select posts.id from posts join visible_users(null) author on author.id = posts.author_id
  where kind = ${kind}::post_kind and posts.status = 'READY' and posts.deleted_at is null and posts.moderated_at is null)`

interface Row {
  /** Milliseconds for which a story is shown, by the clock of Postgres. */
  left_ms: number | null
  format: RenditionFormat
  byte_size: number
  /** Hex. */
  md5: string
  object_key: string
}

async function query(
  db: MediaDb,
  { photoId, edition, size, audience }: Sought,
): Promise<Omit<ShownRenditions, 'goodUntil'> | null> {
  const posts = audience === 'everyone' ? sql`visible_posts(null)` : forFollowers('POST')
  const stories =
    audience === 'everyone'
      ? sql`visible_stories(null)`
      : sql`(select stories.* from stories join ${forFollowers('STORY')} shown on shown.id = post_id where expires_at > now())`
  const rendition = sql`renditions.format, renditions.byte_size, encode(renditions.md5, 'hex') as md5, renditions.object_key`
  const which = sql`renditions.photo_id = ${photoId} and renditions.edition = ${edition} and renditions.size = ${size}`
  const rows = await db.$read<Row[]>`
    select ${rendition}, null::float8 as left_ms
    from renditions join photos on photos.id = renditions.photo_id join ${posts} as posts on posts.id = photos.post_id
    where ${which}
    union all
    select ${rendition}, extract(epoch from story.expires_at - now())::float8 * 1000
    from renditions join photos on photos.id = renditions.photo_id join ${stories} as story on story.post_id = photos.post_id
    where ${which}`
  if (!rows[0]) return null
  const leftMs = rows[0].left_ms
  return {
    byFormat: new Map(
      rows.map((row) => [row.format, { size: row.byte_size, etag: `"${row.md5}"`, objectKey: row.object_key }]),
    ),
    endsAt: leftMs === null ? null : performance.now() + leftMs,
  }
}
