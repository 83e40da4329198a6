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
  /** Days that an entry of the quarantine is kept. */
  quarantineDays: number
  log: Logger
}

/** A quarter of a year. */
export const defaultQuarantineDays = 90

export interface FanOutSettings {
  /** An author with so many followers is a celebrity: posts are no longer fanned out. */
  celebrityFollowers: number
  /** With fewer than this they are again. Lower, so that one follower more or less moves nobody. */
  celebrityFollowersLow: number
  /** Followers that one job visits. A batch has its own retries, and batches run side by side. */
  followersABatch: number
}

/** R1.6 and R1.7. */
export const defaultFanOut: FanOutSettings = {
  celebrityFollowers: 10_000,
  celebrityFollowersLow: 9_000,
  followersABatch: 10_000,
}
