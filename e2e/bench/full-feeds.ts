import { redisKeys } from '@halide/schema/redis-keys.ts'
import { pack } from '@halide/timeline/value.ts'
import type { Redis } from 'ioredis'

/**
 * Warm feeds of these readers, each full, with positions up to the newest; one that was pushed out before stands below. Each has had one push
 * more than the reader's before since it was written whole, and after a fifth of its length none: so any push makes as many whole as any other.
 */
export async function fillFeeds(
  redis: Redis,
  readers: readonly bigint[],
  newest: bigint,
  entries: number,
): Promise<void> {
  const most = entries / 5
  const rising = Array.from({ length: entries + most }, (_, n) => newest - BigInt(entries + most - 1 - n))
  const whole = Buffer.concat([Buffer.from([1]), pack(0n, rising[0]! - 1n, ...rising.slice(0, entries))])
  const pushes = rising.slice(entries).map((position) => pack(position))
  await inPipelines(redis, [...readers.entries()], (pipeline, [n, reader]) =>
    pipeline
      .rpush(redisKeys.feed(reader), whole, ...pushes.slice(0, n % (most + 1)))
      .expire(redisKeys.feed(reader), 90_000),
  )
}

/** So many commands at once as an application that has no script would send. */
export const pipelineLength = 500

export async function inPipelines<T>(
  redis: Redis,
  items: readonly T[],
  write: (pipeline: ReturnType<Redis['pipeline']>, item: T) => unknown,
): Promise<void> {
  for (let at = 0; at < items.length; at += pipelineLength) {
    const pipeline = redis.pipeline()
    for (const item of items.slice(at, at + pipelineLength)) write(pipeline, item)
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
  }
}
