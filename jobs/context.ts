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
  celebrity: CelebrityThresholds
  log: Logger
}

/** Follower counts at which an author's posts change the way they reach followers. */
export interface CelebrityThresholds {
  /** From here up posts are no longer fanned out. */
  followers: number
  /** Below this they are again. Lower, so that one follower more or less moves nobody. */
  followersLow: number
}
