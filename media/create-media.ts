import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import type { MediaDb } from '@halide/prisma/client.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { serveOperations } from '@halide/telemetry/operations.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serveAvatars } from './avatar-route.ts'
import { awaitRegion } from './await-region.ts'
import { createByteBudget } from './byte-budget.ts'
import { serveExports } from './export-route.ts'
import { createFindAvatars } from './find-avatars.ts'
import { createFindRenditions } from './find-renditions.ts'
import { createHotAnswers } from './hot-answers.ts'
import { createHotObjects, unkept } from './hot-objects.ts'
import { serveImages } from './image-route.ts'
import { createMediaMetrics } from './metrics.ts'
import { serveOriginals } from './original-route.ts'
import { refuse, refuseFaults } from './refuse.ts'
import { defaultLimits, type MediaLimits } from './settings.ts'
import { serveUploads } from './upload-route.ts'

export interface MediaDeps {
  db: MediaDb
  store: ObjectStore
  registry: Registry
  log: Logger
  /** Opens the tickets of uploads and originals; the post subgraph has the same. */
  uploadSecret: string
  /** Web origins that may upload; `*` for any, the default: the ticket is the right, no cookie is. */
  allowedOrigins?: readonly string[]
  limits?: Partial<MediaLimits>
}

export interface Media {
  /** Where it listens, without a path. */
  url: string
  /** Takes no more requests and finishes those begun. */
  stop(): Promise<void>
}

/** The bytes door: uploads in, images and originals out. Not listening yet. */
export async function createMedia(deps: MediaDeps): Promise<FastifyInstance> {
  const { db, store, registry, log, uploadSecret, allowedOrigins = ['*'] } = deps
  const limits = { ...defaultLimits, ...deps.limits }
  const metrics = createMediaMetrics(registry)

  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    exposeHeadRoutes: false,
    // An address that cannot be decoded.
    frameworkErrors: (_error, _request, reply) => refuse(reply, 'NOT_FOUND'),
    forceCloseConnections: 'idle',
    // Backstops behind the limits of an upload, for requests refused before: nothing moves for a minute, or it takes for ever.
    connectionTimeout: 60_000,
    requestTimeout: limits.uploadTimeoutMs + 30_000,
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' })
    done()
  })
  await app.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    methods: ['GET', 'HEAD', 'PUT'],
    allowedHeaders: ['content-type', 'if-none-match', 'range'],
    exposedHeaders: ['content-length', 'content-range', 'etag', 'retry-after', 'x-request-id'],
    maxAge: 86_400,
  })
  refuseFaults(app)
  serveOperations(app, {
    registry,
    checks: { postgres: async () => void (await db.$queryRaw`select 1`), ...store.checks() },
    optional: new Set(['s3.primary', 's3.backup']),
  })
  const budget = createByteBudget(limits.maxBytesInFlight, metrics.bytesInFlight)
  serveUploads(app, { db, store, uploadSecret, budget, limits }, metrics)
  const objects = awaitRegion(store, limits.storageGraceMs)
  serveOriginals(app, { db, open: unkept(objects), metrics, ticketSecret: uploadSecret })
  const findRenditions = createFindRenditions(db, limits.visibilityTtlMs)
  const { open, atHand } = createHotObjects(objects, limits.imageMemoryBytes)
  const hotAnswers = createHotAnswers(app, atHand, metrics)
  serveImages(app, { findRenditions, open, hotAnswers, metrics, ticketSecret: uploadSecret })
  serveExports(app, { db, objects, metrics, ticketSecret: uploadSecret })
  serveAvatars(app, { findAvatars: createFindAvatars(db, limits.visibilityTtlMs), open, hotAnswers, metrics })
  return app
}

/** The bytes door, listening; port 0 takes any free one. Throws when the address cannot be used. */
export async function serveMedia(deps: MediaDeps, { host, port }: { host: string; port: number }): Promise<Media> {
  const app = await createMedia(deps)
  await deps.store.prepare()
  try {
    return { url: await app.listen({ host, port }), stop: () => app.close() }
  } catch (error) {
    await app.close()
    throw error
  }
}
