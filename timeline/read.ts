import type { SqlDb } from '@halide/prisma/client.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Redis } from 'ioredis'
import type { LimitFunction } from 'p-limit'
import { createBreaker } from './breaker.ts'
import { FillFailed, type TimelineBuilder } from './build.ts'
import { type CachedFeed, readCachedFeed } from './cached-feed.ts'
import type { FeedMemory } from './memory.ts'
import type { TimelineMetrics } from './metrics.ts'
import { scriptsOf } from './scripts.ts'
import { type FeedPost, feedFromSql, top, visiblePosts } from './statements.ts'

/**
 * The newest `limit` posts below a position (exclusive; null is the top) that the viewer may see now, newest first. Fewer only at
 * the very end of history. Throws only when Postgres fails.
 */
export type ReadHomeFeed = (viewerId: bigint, below: bigint | null, limit: number) => Promise<FeedPost[]>

/** Entries beyond those asked for that are looked at with them: a few deleted posts then cost no second statement. */
const spare = 4

export function createReader(parts: {
  db: SqlDb
  metrics: TimelineMetrics
  log: Logger
  /** The bounds on statements at once. Apart, so that readers of warm feeds do not wait for the cold ones to be filled. */
  bounded: LimitFunction
  looking: LimitFunction
  memory: FeedMemory
  cache: { redis: Redis; builder: TimelineBuilder } | null
}): ReadHomeFeed {
  const { db, metrics, log, bounded, looking, memory, cache } = parts
  const scripts = cache && scriptsOf(cache.redis)
  const breaker = cache && createBreaker(cache.redis, metrics, log)

  /** From Redis; built first when it is cold, or `anew`. Null when Redis is not to be had. */
  async function fromRedis(viewerId: bigint, anew: boolean): Promise<{ feed: CachedFeed | null; warm: boolean }> {
    if (!cache || !scripts || !breaker?.usable()) return { feed: null, warm: false }
    const { builder } = cache
    try {
      const feed = anew ? null : await readCachedFeed(scripts, builder, viewerId)
      if (feed) {
        breaker.worked()
        return { feed, warm: true }
      }
      const built = builder.feed(viewerId)
      // After an outage nobody waits for the many feeds that are to be filled, as long as the process still has the reader's.
      if (!anew && memory.has(viewerId)) {
        built.catch((error: unknown) => error instanceof FillFailed || breaker.failed(error))
        return { feed: null, warm: false }
      }
      await built
      const fresh = await readCachedFeed(scripts, builder, viewerId)
      breaker.worked()
      return { feed: fresh, warm: false }
    } catch (error) {
      if (error instanceof FillFailed) throw error.cause
      breaker.failed(error)
      return { feed: null, warm: false }
    }
  }

  /** Null when the feed is of another epoch than the viewer. */
  async function pageOf(feed: CachedFeed, viewerId: bigint, below: bigint, limit: number): Promise<FeedPost[] | null> {
    const page: FeedPost[] = []
    let at = feed.positions.findIndex((position) => position < below)
    if (at < 0) at = feed.positions.length
    // One statement at least: it tells the epoch. The next ones look twice as far, for whoever follows a deleted account.
    for (let look = limit + spare; ; look *= 2) {
      const candidates = feed.positions.slice(at, at + look)
      const visible = await looking(() => visiblePosts(db, viewerId, candidates))
      if (!visible) return []
      if (visible.epoch !== feed.epoch) return null
      at += look
      for (const position of candidates) {
        const post = visible.posts.get(position)
        if (post) page.push(post)
        if (page.length === limit) return page
      }
      if (at >= feed.positions.length) break
    }
    if (feed.since === 0n) return page
    const deeper = below < feed.since ? below : feed.since
    return page.concat(await bounded(() => feedFromSql(db, viewerId, deeper, limit - page.length)))
  }

  async function read(viewerId: bigint, below: bigint | null, limit: number): Promise<FeedPost[]> {
    const from = below ?? top
    for (const anew of [false, true]) {
      const { feed: cached, warm } = await fromRedis(viewerId, anew)
      const feed = cached ?? (await memory.feed(viewerId, from, anew))
      const page = feed ? await pageOf(feed, viewerId, from, limit) : []
      if (!anew) metrics.read(warm && page !== null)
      if (page) return page
    }
    return bounded(() => feedFromSql(db, viewerId, from, limit))
  }

  return async (viewerId, below, limit) => {
    const posts = await read(viewerId, below, limit)
    metrics.pageAnswered(posts.length)
    return posts
  }
}
