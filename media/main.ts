import { openDb } from '@halide/prisma/client.ts'
import { poolLimits } from '@halide/prisma/pool-settings.ts'
import { regionsOf, thawOf } from '@halide/storage/settings.ts'
import { openStore } from '@halide/storage/store.ts'
import { stopOnSignal } from '@halide/telemetry/lifecycle.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { startTraces } from '@halide/telemetry/traces.ts'
import { serveMedia } from './create-media.ts'
import { env } from './env.ts'

const log = createLogger('media', env.LOG_LEVEL)
await startTraces('media', env)
const registry = createRegistry('media')
const db = openDb({
  url: env.DATABASE_URL,
  ...poolLimits(env),
  observe: { registry, log },
  reportAs: { kind: 'media' },
})
const store = openStore({
  ...regionsOf(env),
  bufferBytes: env.UPLOAD_BUFFER_BYTES,
  thaw: thawOf(env),
  db,
  log,
  registry,
})
const media = await serveMedia(
  {
    db,
    store,
    registry,
    log,
    uploadSecret: env.UPLOAD_SECRET,
    allowedOrigins: env.ALLOWED_ORIGINS,
    limits: {
      maxUploadBytes: env.MAX_UPLOAD_BYTES,
      maxBytesInFlight: env.MAX_UPLOAD_BYTES_IN_FLIGHT,
      uploadTimeoutMs: env.UPLOAD_TIMEOUT_MS,
      uploadIdleMs: env.UPLOAD_IDLE_MS,
      visibilityTtlMs: env.IMAGE_VISIBILITY_TTL_MS,
      imageMemoryBytes: env.IMAGE_MEMORY_BYTES,
      storageGraceMs: env.STORAGE_GRACE_MS,
    },
  },
  { host: env.HOST, port: env.PORT },
)
stopOnSignal(log, async () => {
  await media.stop()
  await store.close()
  await db.$disconnect()
})
log.info({ url: media.url }, 'ready')
