import { parseImagePath } from '@halide/schema/image-paths.ts'
import { type RenditionFormat, renditionFormats } from '@halide/schema/renditions.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseFormat } from './choose-format.ts'
import type { FindRenditions, RenditionRow } from './find-renditions.ts'
import type { MediaMetrics } from './metrics.ts'
import { refuse } from './refuse.ts'
import { outcomeOf, sendObject } from './send-object.ts'

export interface ImageDeps {
  findRenditions: FindRenditions
  store: ObjectStore
  metrics: MediaMetrics
}

/** Pages of other origins may show images and measure how long they took. */
const forWebApps = { 'cross-origin-resource-policy': 'cross-origin', 'timing-allow-origin': '*' }

interface Chosen {
  format: RenditionFormat
  row: RenditionRow
}

/**
 * `GET` and `HEAD /photos/:photo/:edition/:size`, with an extension for one format, without it for the best by `Accept`.
 * The bytes at an address never change, so caches may keep them; a photo rendered anew has another edition.
 */
export function serveImages(app: FastifyInstance, deps: ImageDeps): void {
  const { metrics } = deps
  app.route({
    method: ['GET', 'HEAD'],
    url: '/photos/*',
    handler: async (request, reply) => {
      let format: RenditionFormat | null = null
      // Not Fastify's onResponse: it stays silent about a client that went away.
      reply.raw.once('close', () => metrics.imageAnswered(format, outcomeOf(reply), reply.elapsedTime / 1000))
      const chosen = await choose(deps, request, reply)
      if (!chosen) return refuse(reply, 'IMAGE_NOT_FOUND')
      format = chosen.format
      return sendObject(deps.store, { ...chosen.row, ...servedAs(chosen.format) }, request, reply)
    },
  })
}

async function choose(
  { findRenditions }: ImageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Chosen | null> {
  const image = parseImagePath(request.url.split('?', 1)[0] ?? '')
  if (!image) return null
  reply.headers(forWebApps)
  if (!image.format) reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '))
  const renditions = await findRenditions(image)
  if (!renditions) return null
  const format = image.format ?? chooseFormat(request.headers.accept, new Set(renditions.keys()))
  const row = format && renditions.get(format)
  return row ? { format, row } : null
}

function servedAs(format: RenditionFormat) {
  return { contentType: renditionFormats[format].contentType, cacheControl: 'public, max-age=31536000, immutable' }
}
