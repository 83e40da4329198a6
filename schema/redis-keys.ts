/**
 * Every Redis key, spelt once. `{…}` is the hash tag: the keys of one tag live in one slot of a Redis Cluster, so one script may
 * write many feeds. Feeds are spread over `feedShards` tags: enough to spread over any cluster, few enough that a batch of
 * 10,000 followers is a handful of calls.
 */
export const feedShards = 64

export const redisKeys = {
  /** LIST (timeline/value.ts). One per warm reader; TTL 24 h plus jitter. Written by jobs and rebuilds, read by homeFeed. */
  feed: (userId: bigint) => `feed:{s${shardOf(userId)}}:${userId}` as const,
  /** SET of author ids too followed to fan out, and 0. In the feed's slot, with the feed's TTL. Written and read as `feed`. */
  followingCelebrities: (userId: bigint) => `following_celebrities:{s${shardOf(userId)}}:${userId}` as const,
  /** LIST like `feed`: the newest posts of one such author. TTL as `feed`. Written by jobs and rebuilds, read by homeFeed. */
  celebrityPosts: (authorId: bigint) => `celebrity_posts:${authorId}` as const,
  /**
   * STRING, JSON: the photos of a viral post, as they are in this version. TTL 24 h plus jitter. Written and read by subgraphs/post
   * (content.ts); count up `1` when its shape changes.
   */
  postContent: (postId: bigint, version: string) => `post_content:1:${postId}:${version}` as const,
  /** STRING, a number: what somebody asked for in the present window of a rate. TTL of that window, minutes. Written and read by the gateway. */
  rate: (rate: string, whose: string) => `rate:${rate}:${whose}` as const,
}

export type RedisKey = ReturnType<(typeof redisKeys)[keyof typeof redisKeys]>

const shards = BigInt(feedShards)

/** Ids end in a sequence number, so their lowest bits spread evenly. */
export function shardOf(userId: bigint): number {
  return Number(userId % shards)
}

/** What is published and not kept, one channel a user: written by live/publish.ts, heard by each gateway that has a client of the user's. */
export const redisChannels = {
  live: (userId: bigint) => `live:${userId}` as const,
  /** A pattern. */
  everyLive: 'live:*',
  /** The other way: decimal. */
  userOfLive: (channel: string) => channel.slice('live:'.length),
}
