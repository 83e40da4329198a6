import { parseImagePath, splitPrivatePath } from '@halide/schema/image-paths.ts'
import { imageTicketLeft } from '@halide/schema/image-ticket.ts'
import { type RenditionFormat, renditionFormats } from '@halide/schema/renditions.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseFormat } from './choose-format.ts'
import { isKnown, rangeOf } from './conditions.ts'
import type { FindRenditions, RenditionRow } from './find-renditions.ts'
import type { ImageOutcome, MediaMetrics } from './metrics.ts'
import { refuse } from './refuse.ts'

export interface ImageDeps {
  findRenditions: FindRenditions
  store: ObjectStore
  metrics: MediaMetrics
  /** Opens the tickets of private images; the post subgraph has the same. */
  uploadSecret: string
}

/** Pages of other origins may show images and measure how long they took. */
const forWebApps = { 'cross-origin-resource-policy': 'cross-origin', 'timing-allow-origin': '*' }

interface Chosen {
  format: RenditionFormat
  row: RenditionRow
  cacheControl: string
}

const forEver = 'public, max-age=31536000, immutable'

/**
 * `GET` and `HEAD /photos/:photo/:edition/:size`, with an extension for one format, without it for the best by `Accept`.
 * The bytes at an address never change, so caches may keep them; a photo rendered anew has another edition.
 * Images of private accounts are below `/private/<ticket>`, for as long as the ticket is good.
 */
export function serveImages(app: FastifyInstance, deps: ImageDeps): void {
  const { metrics } = deps
  for (const url of ['/photos/*', '/private/*']) app.route({ method: ['GET', 'HEAD'], url, handler })

  async function handler(request: FastifyRequest, reply: FastifyReply) {
    let format: RenditionFormat | null = null
    // Not Fastify's onResponse: it stays silent about a client that went away.
    reply.raw.once('close', () => metrics.imageAnswered(format, outcomeOf(reply), reply.elapsedTime / 1000))
    const chosen = await choose(deps, request, reply)
    if (!chosen) return refuse(reply, 'IMAGE_NOT_FOUND')
    format = chosen.format
    return answer(deps.store, chosen, request, reply)
  }
}

async function choose(
  { findRenditions, uploadSecret }: ImageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Chosen | null> {
  const path = request.url.split('?', 1)[0] ?? ''
  const sealed = splitPrivatePath(path)
  const image = parseImagePath(sealed?.imagePath ?? path)
  if (!image) return null
  const left = sealed && imageTicketLeft(image.photoId, sealed.ticket, uploadSecret)
  if (sealed && left === null) return null
  const audience = sealed ? 'ticket' : 'everyone'
  const cacheControl = left === null ? forEver : `private, max-age=${Math.floor(left / 1_000)}`
  reply.headers(forWebApps)
  if (!image.format) reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '))
  const renditions = await findRenditions({ ...image, audience })
  if (!renditions) return null
  const format = image.format ?? chooseFormat(request.headers.accept, new Set(renditions.keys()))
  const row = format && renditions.get(format)
  return row ? { format, row, cacheControl } : null
}

async function answer(
  store: ObjectStore,
  { format, row, cacheControl }: Chosen,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { size, etag, objectKey } = row
  reply.headers({ 'cache-control': cacheControl, etag })
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  reply.headers({ 'content-type': renditionFormats[format].contentType, 'accept-ranges': 'bytes' })
  if (request.method === 'HEAD') return reply.header('content-length', size).send()

  const range = rangeOf(request.headers.range, request.headers['if-range'] as string | undefined, etag, size)
  if (range === 'unsatisfiable') return refuse(reply, 'RANGE_NOT_SATISFIABLE', { 'content-range': `bytes */${size}` })
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const object = await store.open(objectKey, { signal: gone.signal, ...(range && { range }) })
  if (!object) {
    request.log.error({ objectKey }, 'a public rendition is in no region')
    return refuse(reply, 'IMAGE_NOT_FOUND')
  }
  if (range) reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${size}`)
  return reply.header('content-length', object.size).send(object.body)
}

function outcomeOf({ statusCode, raw }: FastifyReply): ImageOutcome {
  if (!raw.writableFinished) return 'broken_off'
  if (statusCode === 206) return 'range'
  if (statusCode === 304) return 'not_modified'
  return statusCode < 400 ? 'whole' : 'refused'
}
