import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { Redis } from 'ioredis'
import type { TimelineBuilder } from './build.ts'
import { type PackedList, unpack } from './value.ts'

/** A reader's feed as Redis has it: all that was published from `since` up, of those followed at `epoch`. Nobody was asked yet who may see it. */
export interface CachedFeed {
  epoch: number
  since: bigint
  /** Newest first, no two the same. */
  positions: bigint[]
}

/** The feed with its celebrities' posts merged in, or null when a part is cold. Throws when Redis cannot be used. */
export async function readCachedFeed(
  redis: Redis,
  builder: TimelineBuilder,
  viewerId: bigint,
): Promise<CachedFeed | null> {
  // Both of one instant: between the two, a rebuild could move an author from the set into the list, and both reads would miss.
  const replies = await redis
    .multi()
    .getBuffer(redisKeys.feed(viewerId))
    .smembers(redisKeys.followingCelebrities(viewerId))
    .exec()
  const [value, members] = (replies ?? []).map(([error, reply]) => {
    if (error) throw error
    return reply
  }) as [Buffer | null, string[]]
  const feed = unpack(value)
  // A set without its 0 was evicted and is not whole.
  if (!feed || !members.includes('0')) return null
  const lists = await Promise.all(
    members.filter((member) => member !== '0').map((author) => readAuthor(redis, builder, BigInt(author))),
  )
  const epoch = Number(feed.stamp)
  return lists.includes(null) ? null : { epoch, ...merge([feed, ...(lists as PackedList[])]) }
}

async function readAuthor(redis: Redis, builder: TimelineBuilder, authorId: bigint): Promise<PackedList | null> {
  const key = redisKeys.celebrityPosts(authorId)
  const found = unpack(await redis.getBuffer(key))
  if (found) return found
  await builder.author(authorId)
  return unpack(await redis.getBuffer(key))
}

/** Together they are complete from where the shallowest begins. A post that was fanned out and listed as well is one position. */
function merge(lists: PackedList[]): { since: bigint; positions: bigint[] } {
  if (lists.length === 1) return lists[0]!
  let since = 0n
  for (const list of lists) if (list.since > since) since = list.since
  const positions = new Set(lists.flatMap((list) => list.positions.filter((position) => position >= since)))
  return { since, positions: [...positions].sort((a, b) => (a < b ? 1 : -1)) }
}
