import { parseImagePath, splitPrivatePath } from '@halide/schema/image-paths.ts'
import { imageTicketLeft } from '@halide/schema/image-ticket.ts'
import { type RenditionFormat, renditionFormats } from '@halide/schema/renditions.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseFormat } from './choose-format.ts'
import type { FindRenditions, RenditionRow } from './find-renditions.ts'
import type { HotAnswers } from './hot-answers.ts'
import type { OpenObject } from './hot-objects.ts'
import type { MediaMetrics } from './metrics.ts'
import { refuse } from './refuse.ts'
import { outcomeOf, sendObject } from './send-object.ts'

export interface ImageDeps {
  findRenditions: FindRenditions
  open: OpenObject
  hotAnswers: HotAnswers
  metrics: MediaMetrics
  /** Opens the tickets of private images; the post subgraph has the same. */
  ticketSecret: string
}

/** Pages of other origins may show images and measure how long they took. */
export const forWebApps = { 'cross-origin-resource-policy': 'cross-origin', 'timing-allow-origin': '*' }

interface Chosen {
  format: RenditionFormat
  row: RenditionRow
  cacheControl: string
  goodUntil: number
}

export const forEver = 'public, max-age=31536000, immutable'

/**
 * `GET` and `HEAD /photos/:photo/:edition/:size`, with an extension for one format, without it for the best by `Accept`.
 * The bytes at an address never change, so caches may keep them; a photo rendered anew has another edition.
 * Images of private accounts are below `/private/<ticket>`, for as long as the ticket is good. Those of stories are kept until the
 * story expires, and not served after that.
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
    const { row, cacheControl, goodUntil } = chosen
    format = chosen.format
    const { contentType } = renditionFormats[format]
    await sendObject(deps.open, { ...row, contentType, cacheControl }, request, reply)
    if (cacheControl === forEver) deps.hotAnswers.keep(reply, { objectKey: row.objectKey, format, goodUntil })
  }
}

async function choose(
  { findRenditions, ticketSecret }: ImageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Chosen | null> {
  const path = request.url.split('?', 1)[0] ?? ''
  const sealed = splitPrivatePath(path)
  const image = parseImagePath(sealed?.imagePath ?? path)
  if (!image) return null
  const left = sealed && imageTicketLeft(image.photoId, sealed.ticket, ticketSecret)
  if (sealed && left === null) return null
  const audience = sealed ? 'ticket' : 'everyone'
  reply.headers(forWebApps)
  if (!image.format) reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '))
  const renditions = await findRenditions({ ...image, audience })
  if (!renditions) return null
  const { byFormat, endsAt, goodUntil } = renditions
  const storyLeft = endsAt === null ? null : endsAt - performance.now()
  if (storyLeft !== null && storyLeft <= 0) return null
  const format = image.format ?? chooseFormat(request.headers.accept, new Set(byFormat.keys()))
  const row = format && byFormat.get(format)
  return row ? { format, row, cacheControl: cacheControlFor(left, storyLeft), goodUntil } : null
}

/** For how many milliseconds a ticket and a story last; null where there is none. */
function cacheControlFor(ticketLeft: number | null, storyLeft: number | null): string {
  if (ticketLeft === null && storyLeft === null) return forEver
  const seconds = Math.floor(Math.min(ticketLeft ?? Infinity, storyLeft ?? Infinity) / 1_000)
  return `${ticketLeft === null ? 'public' : 'private'}, max-age=${seconds}`
}
