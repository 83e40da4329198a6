import { createPublisher } from '@halide/live/publish.ts'
import { noCdn } from '@halide/media/cdn/cdn.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import type { TimelineLimits } from '@halide/timeline/settings.ts'
import { openTestRedis, type TestRedis } from '@halide/timeline/test-redis.ts'
import { enterTimelineWorld, type TimelineWorld } from '@halide/timeline/test-world.ts'
import type { Timeline } from '@halide/timeline/timeline.ts'
import { fanOutPost } from '../fan-out-post/job.ts'
import { enqueue, type RunContext } from '../kit.ts'
import { moveCelebrity } from '../move-celebrity/job.ts'
import { refreshFeed } from '../refresh-feed/job.ts'
import { retractPost } from '../retract-post/job.ts'
import { defaultNotices, type FanOutSettings } from '../settings.ts'
import { createQueue, type OracleQueue } from './queue.ts'

/** A small world whose people do what the API lets them do, each act with the jobs that the API enqueues in its transaction. */
export interface Town {
  world: TimelineWorld
  redis: TestRedis
  /** With Redis, as a worker and a feed subgraph have it. */
  timeline: Timeline
  /** Without. */
  sqlOnly: Timeline
  queue: OracleQueue
  publish(author: bigint, position?: bigint): Promise<{ postId: bigint; position: bigint }>
  follow(follower: bigint, followee: bigint): Promise<void>
  unfollow(follower: bigint, followee: bigint): Promise<void>
  setDeleted(postId: bigint, deleted: boolean): Promise<void>
  setGone(person: bigint, gone: boolean): Promise<void>
  leave(): Promise<void>
}

/** So small that a few acts fill a feed, need a second batch and make a celebrity. */
export const tiny = {
  limits: { feedEntries: 12, celebrityEntries: 4, statements: 3 },
  fanOut: { celebrityFollowers: 4, celebrityFollowersLow: 3, followersABatch: 2 },
}

export async function enterTown(
  settings: { fanOut: FanOutSettings } = tiny,
  limits: Partial<TimelineLimits> = tiny.limits,
): Promise<Town> {
  const world = await enterTimelineWorld()
  const { db } = world
  const redis = openTestRedis()
  const timeline = world.timeline(redis.redis, limits)
  // The feed's jobs use no more of a worker than this.
  const ctx = {
    db,
    timeline,
    fanOut: settings.fanOut,
    cdn: noCdn,
    live: createPublisher(null),
    notices: defaultNotices,
    log: createLogger('test', 'silent'),
    signal: new AbortController().signal,
    attempt: 1,
  } satisfies Partial<RunContext> as RunContext

  const followed = async (follower: bigint, followee: bigint) => {
    await enqueue(db, refreshFeed, { userId: follower })
    await enqueue(db, moveCelebrity, { userId: followee })
  }
  return {
    world,
    redis,
    timeline,
    sqlOnly: world.timeline(null, limits),
    queue: createQueue(db, ctx),
    async publish(author, position) {
      const post = await world.publish(author, position)
      await enqueue(db, fanOutPost, { postId: post.postId })
      return post
    },
    async follow(follower, followee) {
      await world.follow(follower, followee)
      await followed(follower, followee)
    },
    async unfollow(follower, followee) {
      await world.unfollow(follower, followee)
      await followed(follower, followee)
    },
    setDeleted: (postId, deleted) =>
      db.$transaction(async (tx) => {
        const at = deleted ? new Date() : null
        await tx.$executeRaw`update posts set deleted_at = ${at} where id = ${postId}`
        await enqueue(tx, deleted ? retractPost : fanOutPost, { postId })
      }),
    setGone: async (person, gone) => {
      await db.$executeRaw`update users set deleted_at = ${gone ? new Date() : null} where id = ${person}`
    },
    async leave() {
      await redis.close()
      await world.leave()
    },
  }
}
