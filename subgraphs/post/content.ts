import type { PostDb } from '@halide/prisma/client.ts'
import { type RedisKey, redisKeys } from '@halide/schema/redis-keys.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { createBreaker } from '@halide/timeline/breaker.ts'
import type { Redis } from '@halide/timeline/redis.ts'
import DataLoader from 'dataloader'
import { LRUCache } from 'lru-cache'
import type { ContentMetrics } from './metrics.ts'
import type { PhotoParent, PostParent } from './parents.ts'
import { findContent } from './visible-posts.ts'

/** A post that many look at, and that the viewer may see: the statement that said so also told the version. */
export type ViralPost = Pick<PostParent, 'id'> & { contentVersion: string }

export function isViral(post: PostParent): post is PostParent & ViralPost {
  return post.contentVersion !== null
}

/** What viral posts show to everybody alike, kept for a day, so that Postgres is asked no more than who may see them. */
export interface PostContent {
  /** In the author's order. The caller has seen to the post's visibility in this request. Throws only when Postgres fails. */
  photosOf(post: ViralPost): Promise<PhotoParent[]>
}

/** Contents that a process keeps itself, of some KB each: a post at its height is asked for by every request. */
const keptInMemory = 500

/** 24 h (R5.6) and up to one more, so that what was cached together does not go together. Seconds. */
function contentLifetime(): number {
  return 86_400 + Math.floor(Math.random() * 3_600)
}

/**
 * From this process's memory, else from Redis, else from Postgres. The version is part of the key, so what is found is never stale and
 * nothing need be invalidated. All who ask for one content at a time share one load, and those of one moment one statement.
 */
export function createContent(parts: {
  db: PostDb
  /** See `openRedis`. Null when this installation has none. */
  redis: Redis | null
  metrics: ContentMetrics
  log: Logger
}): PostContent {
  const { db, redis, metrics, log } = parts
  const breaker = redis && createBreaker(redis, metrics, log)

  async function readRedis(post: ViralPost): Promise<PhotoParent[] | null> {
    if (!redis || !breaker?.usable()) return null
    try {
      const found = await redis.get(keyOf(post))
      breaker.worked()
      return found === null ? null : decode(found)
    } catch (error) {
      breaker.failed(error)
      return null
    }
  }

  /** Nobody waits for it. */
  function writeRedis(post: ViralPost, photos: readonly PhotoParent[]): void {
    if (!redis || !breaker?.usable()) return
    redis.set(keyOf(post), encode(photos), 'EX', contentLifetime()).catch(breaker.failed)
  }

  async function readPostgres(posts: readonly ViralPost[]): Promise<Map<ViralPost, PhotoParent[]>> {
    if (posts.length === 0) return new Map()
    const ids = posts.map(({ id }) => id)
    const found = Map.groupBy(await findContent(db, ids), ({ postId }) => postId)
    return new Map(
      posts.map((post) => {
        const rows = found.get(post.id) ?? []
        const photos = rows.map(({ version: _, ...photo }) => photo)
        // Changed since the viewer's statement: right for this answer, and not what the key says.
        if (rows[0]?.version === post.contentVersion) writeRedis(post, photos)
        else contents.clear(post)
        return [post, photos]
      }),
    )
  }

  const kept = new LRUCache<RedisKey, Promise<PhotoParent[]>>({ max: keptInMemory })
  const contents = new DataLoader<ViralPost, PhotoParent[], RedisKey>(
    async (posts) => {
      const cached = await Promise.all(posts.map(readRedis))
      const read = await readPostgres(posts.filter((_, at) => cached[at] === null))
      return posts.map((post, at) => {
        metrics.answered(cached[at] ? 'redis' : 'postgres')
        return cached[at] ?? read.get(post)!
      })
    },
    { cacheKeyFn: keyOf, cacheMap: kept },
  )

  return {
    photosOf: (post) => {
      if (kept.has(keyOf(post))) metrics.answered('memory')
      return contents.load(post)
    },
  }
}

function keyOf({ id, contentVersion }: ViralPost): RedisKey {
  return redisKeys.postContent(id, contentVersion)
}

/** JSON has no 64-bit integers. */
function encode(photos: readonly PhotoParent[]): string {
  return JSON.stringify(photos.map((photo) => ({ ...photo, id: `${photo.id}`, postId: `${photo.postId}` })))
}

function decode(text: string): PhotoParent[] {
  const photos = JSON.parse(text) as (PhotoParent & { id: string; postId: string })[]
  return photos.map((photo) => ({ ...photo, id: BigInt(photo.id), postId: BigInt(photo.postId) }))
}
