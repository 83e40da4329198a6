import type { Cdn } from '@halide/media/cdn/cdn.ts'
import type { Db } from '@halide/prisma/client.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Timeline } from '@halide/timeline/timeline.ts'
import type { Renderer } from './process-photo/renderer.ts'

/** What every job may reach; built once, in start-worker.ts. */
export interface JobContext {
  db: Db
  store: ObjectStore
  renderer: Renderer
  timeline: Timeline
  fanOut: FanOutSettings
  cdn: Cdn
  /** Days that a deleted post can still be restored. */
  deletedPostDays: number
  /** Days that an object must have been an orphan before it is collected. */
  orphanGraceDays: number
  notices: NoticeSettings
  /** A post with more views than that within five minutes is viral. */
  viralViews: number
  log: Logger
}

export interface FanOutSettings {
  /** An author with so many followers is a celebrity: posts are no longer fanned out. */
  celebrityFollowers: number
  /** With fewer than this they are again. Lower, so that one follower more or less moves nobody. */
  celebrityFollowersLow: number
  /** Followers that one job visits. A batch has its own retries, and batches run side by side. */
  followersABatch: number
}

export interface NoticeSettings {
  /** Followers that one job tells of a post. */
  followersABatch: number
  /** Milliseconds between two batches: not everybody is told, and comes to look, at the same moment. */
  pauseMs: number
}

/** R4.1. */
export const defaultNotices: NoticeSettings = { followersABatch: 100_000, pauseMs: 30_000 }

/** R1.6 and R1.7. */
export const defaultFanOut: FanOutSettings = {
  celebrityFollowers: 10_000,
  celebrityFollowersLow: 9_000,
  followersABatch: 10_000,
}

/** Longer than an outage or a holiday: time for an operator to see the report, and to say no. */
export const defaultOrphanGraceDays = 7

/** R5.6 asks for viral posts, and leaves to us which they are. */
export const defaultViralViews = 10_000
