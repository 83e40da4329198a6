import { openCdn } from '@halide/media/cdn/settings.ts'
import { poolLimits } from '@halide/prisma/pool-settings.ts'
import { regionsOf, thawOf } from '@halide/storage/settings.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { timelineLimits } from '@halide/timeline/settings.ts'
import { env } from './env.ts'
import { jobSettingsOf } from './settings.ts'
import { startWorker } from './start-worker.ts'

const log = createLogger('worker', env.LOG_LEVEL)
await startTraces('worker', env)
const worker = await startWorker({
  databaseUrl: env.DATABASE_URL,
  ...(env.DIRECT_DATABASE_URL && { directDatabaseUrl: env.DIRECT_DATABASE_URL }),
  pool: poolLimits(env),
  ...(env.REDIS_URL && { redisUrl: env.REDIS_URL }),
  timeline: timelineLimits(env),
  jobs: jobSettingsOf(env),
  storage: regionsOf(env),
  thaw: thawOf(env),
  cdn: await openCdn(env),
  host: env.HOST,
  port: env.PORT,
  concurrency: env.JOB_CONCURRENCY,
  heartbeatMs: env.HEARTBEAT_MS,
  deadAfterMs: env.WORKER_DEAD_AFTER_MS,
  log,
})
log.info({ url: worker.url, workerId: worker.workerId }, 'ready')
stopOnSignal(log, worker.stop)
worker.ended.catch((error: unknown) => {
  log.fatal({ err: error }, 'the queue cannot be served any more')
  process.exit(1)
})
