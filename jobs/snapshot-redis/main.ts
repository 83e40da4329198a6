import { parseArgs } from 'node:util'
import { openDb } from '@halide/prisma/client.ts'
import { regionsOf } from '@halide/storage/settings.ts'
import { openStore } from '@halide/storage/store.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { loadPart } from '@halide/timeline/dump.ts'
import { openRedis } from '@halide/timeline/redis.ts'
import { env } from './env.ts'
import { restoreSnapshot } from './restore.ts'

// `npm run redis:restore -- [--before 2026-11-25T09:00:00Z]`: the newest whole snapshot into the Redis of REDIS_URL. See docs/redis.md.

const { values } = parseArgs({ options: { before: { type: 'string' } } })
const before = values.before ? new Date(values.before) : new Date()
if (Number.isNaN(before.getTime())) throw new Error(`--before is not a time: ${values.before}`)

const log = createLogger('redis-restore', 'info')
const db = openDb({ url: env.DATABASE_URL })
const store = openStore({ ...regionsOf(env), db, log, registry: createRegistry('redis-restore') })
const redis = openRedis(env.REDIS_URL, log, 30_000)
try {
  await new Promise((resolve) => redis.once('ready', resolve))
  const restored = await restoreSnapshot({ db, store, log, load: (part) => loadPart(redis, part) }, before)
  if (restored) log.info(restored, 'restored')
  else log.error({ before }, 'there is no whole snapshot')
  process.exitCode = restored ? 0 : 1
} finally {
  redis.disconnect()
  store.close()
  await db.$disconnect()
}
