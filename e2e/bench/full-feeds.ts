import { redisKeys } from '@halide/schema/redis-keys.ts'
import { pack } from '@halide/timeline/value.ts'
import type { Redis } from 'ioredis'

/** Warm feeds of these readers, each as full as it can be, with positions from the newest down; one that was pushed out before stands below. */
export async function fillFeeds(
  redis: Redis,
  readers: readonly bigint[],
  newest: bigint,
  entries: number,
): Promise<void> {
  const oldestFirst = Array.from({ length: entries }, (_, n) => newest - BigInt(entries - 1 - n))
  const head = Buffer.from([1, 0, 0, 0, entries >> 8, entries & 255, entries >> 8, entries & 255])
  const value = Buffer.concat([head, pack(newest, 0n, oldestFirst[0]!, 0n, 0n, 0n, 0n, ...oldestFirst)])
  await inPipelines(redis, readers, (pipeline, reader) => pipeline.set(redisKeys.feed(reader), value, 'EX', 90_000))
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
