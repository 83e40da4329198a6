import type { PostDb } from '@halide/prisma/client.ts'
import { createLoad } from '@halide/prisma/load.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import type { Redis } from '@halide/timeline/redis.ts'
import { createContent } from './content.ts'
import type { PostDeps } from './context.ts'
import { createMetrics } from './metrics.ts'
import type { PostEnv } from './settings.ts'

export interface PostStores {
  db: PostDb
  redis: Redis | null
  registry: Registry
  log: Logger
}

/** What the subgraph lives on, whichever process it is in. */
export function openPost(env: PostEnv, { db, redis, registry, log }: PostStores): PostDeps {
  return {
    db,
    content: createContent({ db, redis, metrics: createMetrics(registry), log }),
    load: createLoad(db),
    mediaUrl: env.MEDIA_URL,
    uploadSecret: env.UPLOAD_SECRET,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    deletedPostDays: env.DELETED_POST_DAYS,
    thawMinutes: env.THAW_MINUTES,
  }
}
