import type { Db } from '@halide/prisma/client.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Renderer } from './process-photo/renderer.ts'

/** What every job may reach; built once, in start-worker.ts. */
export interface JobContext {
  db: Db
  store: ObjectStore
  renderer: Renderer
  log: Logger
}
