import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { TimelineBuilder } from './build.ts'
import type { Scripts } from './scripts.ts'
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
  scripts: Scripts,
  builder: TimelineBuilder,
  viewerId: bigint,
): Promise<CachedFeed | null> {
  const [value, found] = (await scripts.read(
    2,
    redisKeys.feed(viewerId),
    redisKeys.followingCelebrities(viewerId),
  )) ?? [null, []]
  const feed = unpack(value)
  const members = found.map(String)
  // A set without its 0 was evicted and is not whole.
  if (!feed || !members.includes('0')) return null
  const lists = await Promise.all(
    members.filter((member) => member !== '0').map((author) => readAuthor(scripts, builder, BigInt(author))),
  )
  return lists.includes(null) ? null : { epoch: feed.epoch, ...merge([feed, ...(lists as PackedList[])]) }
}

async function readAuthor(scripts: Scripts, builder: TimelineBuilder, authorId: bigint): Promise<PackedList | null> {
  const key = redisKeys.celebrityPosts(authorId)
  const read = async () => unpack((await scripts.read(1, key))?.[0] ?? null)
  const found = await read()
  if (found) return found
  await builder.author(authorId)
  return read()
}

/** Together they are complete from where the shallowest begins. A post that was fanned out and listed as well is one position. */
function merge(lists: PackedList[]): { since: bigint; positions: bigint[] } {
  if (lists.length === 1) return lists[0]!
  let since = 0n
  for (const list of lists) if (list.since > since) since = list.since
  const positions = new Set(lists.flatMap((list) => list.positions.filter((position) => position >= since)))
  return { since, positions: [...positions].sort((a, b) => (a < b ? 1 : -1)) }
}
