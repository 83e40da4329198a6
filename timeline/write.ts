import { redisKeys, shardOf } from '@halide/schema/redis-keys.ts'
import { traced } from '@halide/telemetry/traces.ts'
import type { Redis } from 'ioredis'
import { type Scripts, scriptsOf } from './scripts.ts'
import type { TimelineLimits } from './settings.ts'

/**
 * What jobs do to warm feeds. Cold ones are left alone: they are rebuilt from SQL when they are read.
 *
 * Every write but `remove` only adds, and adding is the same the second time. So it does no harm when a job runs twice, late, or
 * beside its own retry after it was thought dead. All throw when Redis cannot be used.
 */
export interface TimelineWriter {
  /** Brings a post into the feeds of these readers. Answers how many are warm. */
  push(position: bigint, readers: readonly bigint[]): Promise<number>
  /** Brings a post into its author's list, where one is kept. Every post enters it, whatever its author's reach is just then. */
  pushToAuthor(position: bigint, authorId: bigint): Promise<void>
  remove(position: bigint, readers: readonly bigint[]): Promise<number>
  removeFromAuthor(position: bigint, authorId: bigint): Promise<void>
  /** Has these readers' feeds merge the author's list from now on. */
  addCelebrity(authorId: bigint, readers: readonly bigint[]): Promise<number>
}

export function createWriter(redis: Redis, limits: TimelineLimits): TimelineWriter {
  const scripts = scriptsOf(redis)
  const onFeeds = (script: 'push' | 'remove', position: bigint, readers: readonly bigint[]) =>
    byShard(readers, (keys) => scripts[script](keys.length, ...keys, ...halvesOf(position), limits.feedEntries))
  const onAuthor = async (script: keyof Pick<Scripts, 'push' | 'remove'>, position: bigint, authorId: bigint) => {
    await scripts[script](1, redisKeys.celebrityPosts(authorId), ...halvesOf(position), limits.celebrityEntries)
  }
  return {
    push: (position, readers) =>
      traced('push into feeds', { 'feed.readers': readers.length }, async (span) => {
        const warm = await onFeeds('push', position, readers)
        span.setAttribute('feed.warm', warm)
        return warm
      }),
    remove: (position, readers) => onFeeds('remove', position, readers),
    pushToAuthor: (position, authorId) => onAuthor('push', position, authorId),
    removeFromAuthor: (position, authorId) => onAuthor('remove', position, authorId),
    addCelebrity: (authorId, readers) =>
      byShard(
        readers,
        (keys) => scripts.addCelebrity(keys.length, ...keys, authorId.toString()),
        (reader) => [redisKeys.feed(reader), redisKeys.followingCelebrities(reader)],
      ),
  }
}

/** As numbers: with a Buffer among its arguments, ioredis copies each key by itself. */
export function halvesOf(position: bigint): [high: number, low: number] {
  return [Number(position >> 32n), Number(position & 0xffff_ffffn)]
}

/** One call a shard, all in flight together: the keys of a shard share a slot. */
async function byShard(
  readers: readonly bigint[],
  write: (keys: string[]) => Promise<number>,
  keysOf: (reader: bigint) => readonly string[] = (reader) => [redisKeys.feed(reader)],
): Promise<number> {
  const shards = new Map<number, bigint[]>()
  for (const reader of readers) {
    const shard = shardOf(reader)
    const own = shards.get(shard)
    if (own) own.push(reader)
    else shards.set(shard, [reader])
  }
  // Keys are spelt as each call is sent: Redis works on the first while the others still are.
  const counts = await Promise.all(Array.from(shards.values(), (own) => write(own.flatMap(keysOf))))
  return counts.reduce((sum, count) => sum + count, 0)
}
