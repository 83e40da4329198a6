import type { LivePublisher } from '@halide/live/publish.ts'
import type { Cdn } from '@halide/media/cdn/cdn.ts'
import type { Db } from '@halide/prisma/client.ts'
import type { Load } from '@halide/prisma/load.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Timeline } from '@halide/timeline/timeline.ts'
import type { Renderer } from './process-photo/renderer.ts'
import type { JobSettings } from './settings.ts'

/** What every job may reach; built once, in start-worker.ts. */
export interface JobContext extends JobSettings {
  db: Db
  store: ObjectStore
  renderer: Renderer
  timeline: Timeline
  cdn: Cdn
  live: LivePublisher
  load: Load
  log: Logger
}
