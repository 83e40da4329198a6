import { randomBytes } from 'node:crypto'
import type { SqlDb } from '@halide/prisma/client.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { Redis } from 'ioredis'
import type { LimitFunction } from 'p-limit'
import type { TimelineMetrics } from './metrics.ts'
import { createOnce } from './once.ts'
import { scriptsOf } from './scripts.ts'
import { constructionLifetime, feedLifetime, type TimelineLimits } from './settings.ts'
import { authorToCache, feedToCache } from './statements.ts'
import { pack } from './value.ts'

/**
 * Fills cold lists from SQL. Nothing is lost to what happens meanwhile:
 *
 * 1. `begin` puts an empty list under construction in place. From now on every push enters it.
 * 2. One SQL statement reads the posts. A post that it does not see was committed later, so its push came after 1.
 * 3. `seal` joins both, if the list still carries this builder's token and this run of the server; otherwise another builder has
 *    begun since, this one took too long, or the server lost what it acknowledged, and what it read is thrown away.
 *
 * So `db` must be the primary: a replica that lags breaks 2.
 */
export interface TimelineBuilder {
  /** Resolves when the list was built, here or by a builder under way in this process. Throws FillFailed when SQL fails, else Redis did. */
  feed(viewerId: bigint): Promise<void>
  author(authorId: bigint): Promise<void>
}

/** Postgres failed, not Redis; the cause says how. */
export class FillFailed extends Error {
  override name = 'FillFailed'
}

interface Content {
  epoch: number
  /** Newest first; one more than is kept when there is more. */
  positions: bigint[]
  celebrities: bigint[]
}

export function createBuilder(parts: {
  redis: Redis
  db: SqlDb
  limits: TimelineLimits
  metrics: TimelineMetrics
  /** The bound on statements at once. */
  bounded: LimitFunction
}): TimelineBuilder {
  const { redis, db, limits, metrics, bounded } = parts
  const scripts = scriptsOf(redis)
  const once = createOnce<void>()

  async function build(list: 'feed' | 'author', keys: string[], limit: number, read: () => Promise<Content | null>) {
    const token = randomBytes(4)
    await scripts.begin(keys.length, ...keys, token, constructionLifetime)
    const content = await read().catch((cause: unknown) => {
      throw new FillFailed('a list could not be read from Postgres', { cause })
    })
    if (!content) return void (await redis.del(keys))
    const epoch = Buffer.alloc(4)
    epoch.writeUInt32BE(content.epoch)
    const kept = content.positions.slice(0, limit)
    const lost = content.positions[limit] ?? 0n
    const size = await scripts.seal(
      keys.length,
      ...keys,
      token,
      epoch,
      pack(lost),
      pack(...kept.reverse()),
      limit,
      feedLifetime(),
      ...content.celebrities.map(String),
    )
    metrics.built(list, size > 0 ? 'kept' : 'superseded')
    if (list === 'feed' && size > 0) metrics.feedBytes(size)
  }

  return {
    feed: (viewerId) => {
      const keys = [redisKeys.feed(viewerId), redisKeys.followingCelebrities(viewerId)]
      return once(keys[0]!, () =>
        bounded(() =>
          build('feed', keys, limits.feedEntries, async () => {
            const found = await feedToCache(db, viewerId, limits.feedEntries + 1)
            return found && { epoch: found.epoch, positions: found.positions, celebrities: found.celebrities }
          }),
        ),
      )
    },
    author: (authorId) => {
      const keys = [redisKeys.celebrityPosts(authorId)]
      return once(keys[0]!, () =>
        bounded(() =>
          build('author', keys, limits.celebrityEntries, async () => {
            const positions = await authorToCache(db, authorId, limits.celebrityEntries + 1)
            return { epoch: 0, positions, celebrities: [] }
          }),
        ),
      )
    },
  }
}
