import type { LiveEvent } from '@halide/schema/live.ts'
import { redisChannels } from '@halide/schema/redis-keys.ts'
import type { Redis } from '@halide/timeline/redis.ts'

/**
 * Tells connected clients that something changed, after the transaction that changed it. A message that is lost loses nothing: clients
 * ask again. So nothing here fails, and nobody waits for Redis.
 */
export interface LivePublisher {
  tell(userId: bigint, event: LiveEvent): void
  /** Those of these users who have a client connected just now; nobody when Redis cannot say. */
  connected(userIds: readonly bigint[]): Promise<bigint[]>
}

/** What `tell` in SQL has written is told at once: that keeps storms, the muted and the blocked from it. */
export const somethingNew: LiveEvent = { name: 'notifications', data: {} }

/** Without Redis nobody is told. */
export function createPublisher(redis: Redis | null): LivePublisher {
  return {
    tell(userId, event) {
      redis?.publish(redisChannels.live(userId), JSON.stringify(event)).catch(() => {})
    },
    async connected(userIds) {
      if (!redis || userIds.length === 0) return []
      try {
        if ((await countChannels(redis)) < userIds.length) {
          // Their names are a shorter answer than a count for each of these, and cost Redis less.
          const channels = new Set((await redis.pubsub('CHANNELS', redisChannels.everyLive)) as string[])
          return channels.size === 0 ? [] : userIds.filter((id) => channels.has(redisChannels.live(id)))
        }
        // One call for a whole batch: name, count, name, count …
        const counts = (await redis.pubsub('NUMSUB', ...userIds.map(redisChannels.live))) as (string | number)[]
        return userIds.filter((_, at) => Number(counts[2 * at + 1]) > 0)
      } catch {
        return []
      }
    },
  }
}

/** To which somebody listens, of whatever kind. */
async function countChannels(redis: Redis): Promise<number> {
  return Number(/^pubsub_channels:(\d+)/m.exec(await redis.info('stats'))?.[1])
}
