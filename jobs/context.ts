import type { Db } from '@halide/prisma/client.ts'
import type { Logger } from '@halide/telemetry/log.ts'

/** What every job may reach; built once, in worker.ts. */
export interface JobContext {
  db: Db
  log: Logger
}
